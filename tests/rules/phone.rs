//! Telephone numbers, as operators paste them.

use proptest::prelude::*;
use sufler::domain::phone::{Named, Phone, named};

use super::cases;

fn e164(text: &str, country: &str) -> Option<String> {
    Phone::parse(text, country).map(|phone| phone.e164().to_owned())
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let table = [
        ("8 (499) 322-46-85", "RU", "+74993224685"),
        ("8(499)3224685", "RU", "+74993224685"),
        ("+7 499 322 46 85", "RU", "+74993224685"),
        ("7 499 322-46-85", "RU", "+74993224685"),
        ("74993224685", "RU", "+74993224685"),
        ("4993224685", "RU", "+74993224685"),
        ("499.322.46.85", "RU", "+74993224685"),
        ("8 916 123 45 67", "RU", "+79161234567"),
        ("8 (343) 371-12-34", "RU", "+73433711234"),
        ("8 423 240 12 34", "RU", "+74232401234"),
        ("+995 32 212 34 56", "RU", "+995322123456"),
        ("995322123456", "RU", "+995322123456"),
        ("032 2 12 34 56", "GE", "+995322123456"),
        ("32 212 34 56", "GE", "+995322123456"),
        ("555 12 34 56", "GE", "+995555123456"),
        ("+995 555 12-34-56", "GE", "+995555123456"),
        ("+374 10 123456", "RU", "+37410123456"),
        ("010 123456", "AM", "+37410123456"),
        ("+7 727 234 56 78", "RU", "+77272345678"),
        ("8 (727) 234-56-78", "KZ", "+77272345678"),
        ("+7 701 234 5678", "KZ", "+77012345678"),
        ("+49 30 901820", "RU", "+4930901820"),
        ("030 901820", "DE", "+4930901820"),
        ("+49 (0)30 901820", "DE", "+4930901820"),
    ];
    let mut wrong = String::new();
    for (text, country, expected) in table {
        let found = e164(text, country);
        if found.as_deref() != Some(expected) {
            wrong += &format!("{text} ({country}) => {expected}, found {found:?}\n");
        }
    }
    for text in ["", "8", "12345", "3224685", "849932246", "+7499322468", "+0 499 322 46 85"] {
        if let Some(found) = e164(text, "RU") {
            wrong += &format!("{text} => none, found {found}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn area_codes_that_begin_with_eight_are_read() {
    let table = [
        ("8 (812) 333-44-55", "+78123334455"),
        ("+7 812 333-44-55", "+78123334455"),
        ("7 812 333 44 55", "+78123334455"),
        ("(812) 333-44-55", "+78123334455"),
        ("8 861 210-10-10", "+78612101010"),
        ("8 843 236 14 14", "+78432361414"),
        ("8-800-555-35-35", "+78005553535"),
        ("8005553535", "+78005553535"),
    ];
    for (text, expected) in table {
        let found = Phone::parse(text, "RU");
        let found = found.as_ref().map(|phone| (phone.e164(), phone.pretty()));
        let (code, number) = (&expected[2..5], &expected[5..]);
        let (a, b, c) = (&number[..3], &number[3..5], &number[5..]);
        assert_eq!(found, Some((expected, format!("+7 {code} {a}-{b}-{c}"))), "{text}");
    }
}

#[test]
fn a_bare_line_names_a_number_or_a_questionnaire() {
    let numbered = |text| match named(text, "RU") {
        Some(Named::Questionnaire(number)) => Some(number),
        _ => None,
    };
    let cases = [
        ("15", Some(15)),
        (" №15 ", Some(15)),
        ("# 15", Some(15)),
        ("999999", Some(999_999)),
        ("000015", Some(15)),
        ("1000000", None),
        ("№", None),
        ("15a", None),
        ("-15", None),
        ("1 5", None),
        ("", None),
        ("\u{202a}№ 15\u{202c}", Some(15)),
    ];
    for (text, expected) in cases {
        assert_eq!(numbered(text), expected, "{text}");
    }
    assert!(matches!(named("8 (499) 322-46-85", "RU"), Some(Named::Phone(_))));
    assert_eq!(named("8 (499) 322-46-85 Ирина", "RU"), None);
    // As lists of contacts give it away, and with each dash that there is.
    for text in [
        "\u{202a}+7 499 322-46-85\u{202c}",
        "\u{2068}8 499 322\u{2212}46\u{2212}85\u{2069}",
        "8 499 322\u{2012}46\u{2013}85\u{200b}",
    ] {
        assert_eq!(named(text, "RU"), named("84993224685", "RU"), "{text:?}");
    }
    assert_eq!(named("завтра в 10:15", "RU"), None);
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn what_is_read_is_read_again(
        text in prop_oneof!["\\PC{0,40}", "[-+0-9() .]{0,24}", "(8|\\+7|\\+995)[0-9 ]{7,12}"],
        country in prop::sample::select(vec!["RU", "GE", "AM", "KZ", "DE", "", "xx", "Ж"]),
    ) {
        named(&text, country);
        if let Some(phone) = Phone::parse(&text, country) {
            let digits = phone.e164().strip_prefix('+').unwrap();
            prop_assert!(digits.chars().all(|c| c.is_ascii_digit()) && digits.len() <= 15);
            prop_assert_eq!(Phone::parse(phone.e164(), country), Some(phone.clone()), "{}", text);
            prop_assert_eq!(Phone::parse(&phone.pretty(), "GE"), Some(phone.clone()), "{}", phone.pretty());
        }
    }
}
