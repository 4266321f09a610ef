//! Searching short texts: what people type, and what they mean.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use sufler::words::find::{Finder, Text};
use sufler::words::{Source, Words};

fn words() -> Words {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let mut sources = Vec::new();
    for lang in ["ru", "ka", "en"] {
        for file in ["dates.ftl", "find.toml"] {
            let path = format!("{lang}/{file}");
            if let Ok(text) = fs::read_to_string(root.join(&path)) {
                sources.push(Source { path, text });
            }
        }
    }
    Words::load(&sources).unwrap()
}

/// Question, answer.
const RU: [(&str, &str); 16] = [
    ("Какой срок гарантии?", "Гарантия двенадцать месяцев со дня покупки, нужен чек."),
    ("Что делать, если нет чека?", "Срок считается от даты выпуска, она стоит на задней стенке."),
    ("Где ближайший сервисный центр?", "Назовите город, я найду авторизованный центр и его часы."),
    ("Сколько стоит ремонт без гарантии?", "Цену называет мастер после диагностики."),
    (
        "Как вернуть товар в магазин?",
        "Возврат в течение четырнадцати дней, если товар не был в употреблении.",
    ),
    ("Когда придёт мастер?", "Мастер звонит накануне и согласует время визита."),
    ("Можно ли установить самому?", "Установка своими силами снимает гарантию на утечку воды."),
    ("Стиральная машина не сливает воду", "Проверьте фильтр насоса: он внизу, за крышкой."),
    ("Холодильник шумит", "Выставьте ножки по уровню и отодвиньте от стены на пять сантиметров."),
    ("Как оплатить заказ?", "Наличными или картой курьеру, можно и по счёту."),
    ("Доставляете ли вы за город?", "Да, до тридцати километров, стоимость зависит от расстояния."),
    ("Есть ли рассрочка?", "Да, на шесть месяцев, без переплаты."),
    ("Какая комиссия агентства?", "Об этом говорит агент при встрече."),
    ("Сколько стоит моя квартира?", "Оценка бесплатна, по телефону мы цен не называем."),
    ("Какие документы нужны для сделки?", "Паспорт и документы о собственности."),
    ("Кто оплачивает нотариуса?", "Как договорятся стороны, обычно покупатель."),
];

const KA: [(&str, &str); 12] = [
    ("რა ვადა აქვს გარანტიას?", "გარანტია თორმეტი თვეა ყიდვის დღიდან, საჭიროა ქვითარი."),
    ("რა ვქნა, თუ ქვითარი არ მაქვს?", "ვადა გამოშვების თარიღიდან ითვლება."),
    ("სად არის უახლოესი სერვისცენტრი?", "მიბრძანეთ ქალაქი და მოგიძებნით ავტორიზებულ ცენტრს."),
    ("რა ღირს შეკეთება?", "ფასს ხელოსანი დიაგნოსტიკის შემდეგ გეტყვით."),
    ("როგორ დავაბრუნო ნივთი მაღაზიაში?", "დაბრუნება თოთხმეტი დღის განმავლობაში შეიძლება."),
    ("როდის მოვა ხელოსანი?", "ხელოსანი წინა დღეს რეკავს და დროს გითანხმებთ."),
    ("როგორ გადავიხადო?", "ნაღდი ფულით ან ბარათით კურიერთან."),
    ("მოგაქვთ თუ არა ქალაქგარეთ?", "დიახ, მიტანა ოცდაათ კილომეტრამდეა."),
    ("არის თუ არა განვადება?", "დიახ, ექვსი თვით, დამატებითი გადახდის გარეშე."),
    ("რა დოკუმენტებია საჭირო?", "პირადობის მოწმობა და საკუთრების ამონაწერი."),
    ("მაცივარი ხმაურობს", "გაასწორეთ ფეხები და კედელს დააშორეთ."),
    ("ვის შეუძლია დირექტორთან დაკავშირება?", "მდივანი გკითხავთ, რა საკითხზე რეკავთ."),
];

const EN: [(&str, &str); 12] = [
    ("How long is the warranty?", "Twelve months from the day of purchase, with the receipt."),
    ("What if I have no receipt?", "Then the date of manufacture counts."),
    ("Where is the nearest service centre?", "Tell me your city, and I will find it."),
    ("What does a repair cost?", "The technician names the price after diagnostics."),
    ("How do I return goods to the shop?", "Within fourteen days, unused and in the box."),
    ("When will the technician come?", "He calls the day before to agree the time."),
    ("How can I pay?", "In cash or by card to the courier."),
    ("Do you deliver outside the city?", "Yes, up to thirty kilometres."),
    ("Can I pay by instalments?", "Yes, six months without interest."),
    ("Which documents do I need?", "A passport and the title deed."),
    ("The refrigerator is noisy", "Level its feet and move it away from the wall."),
    ("Can I cancel my order?", "Yes, until it has left the warehouse."),
];

fn texts(table: &[(&str, &str)]) -> Vec<Text> {
    let text = |(question, answer): &(&str, &str)| Text {
        names: vec![(*question).to_owned()],
        content: vec![(*answer).to_owned()],
    };
    table.iter().map(text).collect()
}

fn finder(table: &[(&str, &str)]) -> Finder {
    words().finder(&texts(table))
}

/// Everything together: an operator and a client of two languages search in both.
fn all() -> &'static (Finder, Vec<&'static str>) {
    static ALL: OnceLock<(Finder, Vec<&str>)> = OnceLock::new();
    ALL.get_or_init(|| {
        let table: Vec<(&str, &str)> = RU.iter().chain(&KA).chain(&EN).copied().collect();
        (finder(&table), table.iter().map(|(question, _)| *question).collect())
    })
}

/// What is typed, and the question that comes first.
const CASES: &[(&str, &str)] = &[
    // Word forms.
    ("гарантия", "Какой срок гарантии?"),
    ("гарантийный срок", "Какой срок гарантии?"),
    ("чек", "Что делать, если нет чека?"),
    ("без чека", "Что делать, если нет чека?"),
    ("сервис", "Где ближайший сервисный центр?"),
    ("сервисного центра", "Где ближайший сервисный центр?"),
    ("цена ремонта", "Сколько стоит ремонт без гарантии?"),
    ("возврат", "Как вернуть товар в магазин?"),
    ("вернуть", "Как вернуть товар в магазин?"),
    ("мастера", "Когда придёт мастер?"),
    ("установка", "Можно ли установить самому?"),
    ("холодильника шум", "Холодильник шумит"),
    ("оплата заказа", "Как оплатить заказ?"),
    ("доставка за город", "Доставляете ли вы за город?"),
    ("рассрочку", "Есть ли рассрочка?"),
    ("комиссию", "Какая комиссия агентства?"),
    ("квартиры", "Сколько стоит моя квартира?"),
    ("документ", "Какие документы нужны для сделки?"),
    ("нотариусу", "Кто оплачивает нотариуса?"),
    ("გარანტია", "რა ვადა აქვს გარანტიას?"),
    ("საგარანტიო ვადა", "რა ვადა აქვს გარანტიას?"),
    ("გარანტიის", "რა ვადა აქვს გარანტიას?"),
    ("ქვითრის", "რა ვქნა, თუ ქვითარი არ მაქვს?"),
    ("სერვისცენტრში", "სად არის უახლოესი სერვისცენტრი?"),
    ("შეკეთების ფასი", "რა ღირს შეკეთება?"),
    ("დაბრუნება", "როგორ დავაბრუნო ნივთი მაღაზიაში?"),
    ("დააბრუნოს ნივთი", "როგორ დავაბრუნო ნივთი მაღაზიაში?"),
    ("ხელოსნის მოსვლა", "როდის მოვა ხელოსანი?"),
    ("განვადებით", "არის თუ არა განვადება?"),
    ("დოკუმენტი", "რა დოკუმენტებია საჭირო?"),
    ("მაცივრის ხმაური", "მაცივარი ხმაურობს"),
    ("დირექტორი", "ვის შეუძლია დირექტორთან დაკავშირება?"),
    ("warranties", "How long is the warranty?"),
    ("receipts", "What if I have no receipt?"),
    ("servicing centres", "Where is the nearest service centre?"),
    ("repairs", "What does a repair cost?"),
    ("returning goods", "How do I return goods to the shop?"),
    ("technicians", "When will the technician come?"),
    ("delivery outside city", "Do you deliver outside the city?"),
    ("instalment", "Can I pay by instalments?"),
    ("document", "Which documents do I need?"),
    ("noise refrigerator", "The refrigerator is noisy"),
    ("cancelled order", "Can I cancel my order?"),
    // One or two slips.
    ("грантия", "Какой срок гарантии?"),
    ("гаратния", "Какой срок гарантии?"),
    ("горантея", "Какой срок гарантии?"),
    ("севисный", "Где ближайший сервисный центр?"),
    ("холадильник", "Холодильник шумит"),
    ("холодилник", "Холодильник шумит"),
    ("расрочка", "Есть ли рассрочка?"),
    ("комисия", "Какая комиссия агентства?"),
    ("натариус", "Кто оплачивает нотариуса?"),
    ("გარნატია", "რა ვადა აქვს გარანტიას?"),
    ("გარანტაი", "რა ვადა აქვს გარანტიას?"),
    ("სერვიცენტრი", "სად არის უახლოესი სერვისცენტრი?"),
    ("შეკეტება", "რა ღირს შეკეთება?"),
    ("განვდება", "არის თუ არა განვადება?"),
    ("დოკუმნეტები", "რა დოკუმენტებია საჭირო?"),
    ("warantly", "How long is the warranty?"),
    ("warrenty", "How long is the warranty?"),
    ("reciept", "What if I have no receipt?"),
    ("refridgerator", "The refrigerator is noisy"),
    ("instalmnet", "Can I pay by instalments?"),
    ("docuemnts", "Which documents do I need?"),
    // Word order, case, ё, signs.
    ("ЦЕНТР сервисный!", "Где ближайший сервисный центр?"),
    ("придет мастер", "Когда придёт мастер?"),
    ("мастер придёт когда", "Когда придёт мастер?"),
    ("ნივთი დავაბრუნო", "როგორ დავაბრუნო ნივთი მაღაზიაში?"),
    ("ᲒᲐᲠᲐᲜᲢᲘᲐ", "რა ვადა აქვს გარანტიას?"),
    ("centre, SERVICE", "Where is the nearest service centre?"),
    // The beginning of a word is enough while it is typed.
    ("холод", "Холодильник шумит"),
    ("გარანტ", "რა ვადა აქვს გარანტიას?"),
    ("refrig", "The refrigerator is noisy"),
    // Words of the answer.
    ("фильтр", "Стиральная машина не сливает воду"),
    ("карта", "Как оплатить заказ?"),
    ("პირადობა", "რა დოკუმენტებია საჭირო?"),
    ("passport", "Which documents do I need?"),
    // The keyboard was in the wrong language.
    ("ufhfynbz", "Какой срок гарантии?"),
    (",tp xtrf", "Что делать, если нет чека?"),
    ("[jkjlbkmybr", "Холодильник шумит"),
    ("garantia", "რა ვადა აქვს გარანტიას?"),
    ("ganvadeba", "არის თუ არა განვადება?"),
    ("цфккфтен", "How long is the warranty?"),
    // In Latin letters.
    ("rassrochka", "Есть ли рассрочка?"),
    ("holodilnik shumit", "Холодильник шумит"),
    ("komissiya", "Какая комиссия агентства?"),
    ("kvitari", "რა ვქნა, თუ ქვითარი არ მაქვს?"),
    ("khelosani", "როდის მოვა ხელოსანი?"),
    ("dabruneba", "როგორ დავაბრუნო ნივთი მაღაზიაში?"),
];

#[test]
fn what_people_type_is_found() {
    let (finder, questions) = all();
    let mut wrong = Vec::new();
    for (typed, expected) in CASES {
        let hits = finder.find(typed);
        let first: Vec<String> = hits
            .iter()
            .take(3)
            .map(|hit| format!("{} {:.2}", questions[hit.at], hit.score))
            .collect();
        if hits.first().map(|hit| questions[hit.at]) != Some(*expected) {
            wrong.push(format!("{typed}: {first:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

/// Longer names for the generated tests.
fn typed() -> impl Strategy<Value = (usize, Vec<String>)> {
    let all: Vec<&str> = RU.iter().chain(&KA).chain(&EN).map(|(question, _)| *question).collect();
    (0..all.len()).prop_map(move |at| {
        let words = all[at].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        (at, words.map(str::to_owned).collect())
    })
}

/// A slip of the finger in a word: a letter left out, doubled, or changed with its neighbour.
fn slip(word: &str, at: usize, kind: u8) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + at % (letters.len() - 2);
    match kind {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// Whether a question is found by the words, as one of the best.
fn among_best(finder: &Finder, at: usize, query: &str) -> bool {
    let hits = finder.find(query);
    let best = hits.first().map_or(0.0, |hit| hit.score);
    hits.iter().any(|hit| hit.at == at && hit.score >= best * 0.99)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_question_is_found_by_its_words_in_any_order(
        ((at, words), turned) in typed().prop_flat_map(|(at, words)| {
            (Just((at, words.clone())), Just(words).prop_shuffle())
        })
    ) {
        let (finder, _) = all();
        prop_assert!(among_best(finder, at, &words.join(" ")));
        prop_assert_eq!(finder.find(&words.join(" ")), finder.find(&turned.join(" ")));
        let shouted = words.join(" ").to_uppercase();
        prop_assert_eq!(finder.find(&words.join(" ")), finder.find(&shouted));
    }

    #[test]
    fn a_question_is_found_with_a_slip_in_every_long_word(
        (at, words) in typed(), place in 0_usize..30, kind in 0_u8..3,
    ) {
        let (finder, _) = all();
        let slips = |word: &String| match word.chars().count() {
            0..=5 => word.clone(),
            _ => slip(word, place, kind),
        };
        let typed: Vec<String> = words.iter().map(slips).collect();
        prop_assert!(among_best(finder, at, &typed.join(" ")), "{}", typed.join(" "));
    }

    #[test]
    fn whatever_is_typed_scores_stay_in_bounds_and_in_order(query in "\\PC{0,60}") {
        let (finder, questions) = all();
        let hits = finder.find(&query);
        prop_assert!(hits.iter().all(|hit| hit.score > 0.0 && hit.score <= 1.0));
        prop_assert!(hits.iter().all(|hit| hit.at < questions.len()));
        prop_assert!(hits.is_sorted_by(|a, b| a.score > b.score
            || (a.score == b.score && a.at < b.at)));
        prop_assert_eq!(&hits, &finder.find(&query));
    }
}

#[test]
fn nothing_to_search_in_finds_nothing() {
    assert_eq!(words().finder(&[]).find("чек"), []);
    assert_eq!(words().finder(&[Text::default()]).find("чек"), []);
}

#[test]
fn equals_stay_in_the_order_in_which_they_were_given() {
    let same = [("Нет чека", "Да"), ("Нет чека", "Да"), ("Нет чека", "Да")];
    let hits = finder(&same).find("чек");
    assert_eq!(hits.iter().map(|hit| hit.at).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn a_file_of_letters_is_read_or_said_where_it_is_wrong() {
    let source = |text: &str| {
        let path = "ru/find.toml".to_owned();
        Words::load(&[Source { path, text: text.to_owned() }]).map(|_| ())
    };
    assert_eq!(source("[keyboard]\nq = \"й\"\n"), Ok(()));
    let wrong = source("[keyboard]\nq = \"йц\"\n").unwrap_err();
    assert_eq!((wrong[0].file.as_str(), wrong[0].line), ("ru/find.toml", 2));
    assert_eq!(source("[letters]\n").unwrap_err()[0].line, 1);
}

#[test]
fn what_is_not_there_is_not_found() {
    let (finder, questions) = all();
    let mut wrong = Vec::new();
    for typed in [
        "",
        " ",
        "?!",
        "ъъъ",
        "автомобиль",
        "погода завтра",
        "велосипед",
        "собака",
        "ეკლესია",
        "ავტომობილი",
        "ძაღლი",
        "bicycle",
        "weather",
        "zzzz",
        "12345",
        "8 499 322-46-85",
        "кукуруза",
        "xqzjk",
    ] {
        for hit in finder.find(typed) {
            wrong.push(format!("{typed}: {} {:.2}", questions[hit.at], hit.score));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
