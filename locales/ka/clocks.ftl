### ზარის საათი: მოლოდინის რეჟიმი და დროის ნიშნულები.

span = { $minutes ->
    [0] { $seconds } წმ
   *[other] { $seconds ->
        [0] { $minutes } წთ
       *[other] { $minutes } წთ { $seconds } წმ
    }
}

## მოლოდინის რეჟიმი.

key-hold = ⏸ მოლოდინის რეჟიმი
key-unhold = ↩ კლიენტთან დაბრუნება
key-minutes = { $minutes } წთ
hold-title = ⏸ მოლოდინის რეჟიმშია { $time }-დან
hold-minutes = უთხარით კლიენტს, რამდენ ხანს გაგრძელდება ძებნა, და აქ მონიშნეთ:
hold-announced = დაპირებული დრო: { $minutes } წთ, { $time }-მდე
hold-overdue = დაპირებული დრო ({ $minutes } წთ) გავიდა: დაუბრუნდით და უთხარით, კიდევ რამდენი უნდა დაელოდოს.
hold-was = მოლოდინში იყო { $span }.
inquiry-held = მოლოდინის რეჟიმში: { $span }, ყველაზე ხანგრძლივად { $longest }
ping-title = ⏸ კლიენტი გელოდებათ: { $span }
ping-stopped = შევჩერდით აქ: { $step }
ping-last = მეტჯერ აღარ შეგახსენებთ. დაუბრუნდით კლიენტს ან დაასრულეთ ზარი.
toast-hold = მოლოდინის რეჟიმშია
toast-hold-over = კლიენტი აღარ არის მოლოდინის რეჟიმში

## ნიშნულები.

mark-talk = ⏱ ზარი გრძელდება { $span }
mark-ask = ⏱ ზარი გრძელდება { $span }, ჯერ არ გიკითხავთ:
