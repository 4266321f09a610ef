### შემომავალი ზარი.

caller-unknown = შემომავალი ზარი, ნომერი უცნობია

## შემომავალი ზარის სახეები და მიზეზი.

kind-first_time = პირველად
kind-returned = დაბრუნებული
kind-recommended = რეკომენდაციით
kind-repeat = განმეორებითი
why-unknown = ჯერ უცნობია, ვინ რეკავს
why-no-contact = აქამდე ჩვენთან კონტაქტი არ ჰქონია
why-called = დარეკა { $day }, არ უყიდია
why-talked = საუბარი იყო { $day }, არ უყიდია
why-recommended = { $by ->
    [none] ჩვენი თავი ურჩიეს
   *[other] რეკომენდაცია: { $by }
}
why-client = ჩვენი კლიენტია
why-client-since = კლიენტია, გარიგება { $day }

## სკრიპტის ნაბიჯი.

step-avoid = ⚠ რას ვერიდებით: { $text }
