//! The parser of HTML against the answers of the client library's own.

use teloxide::prelude::*;
use teloxide::types::ParseMode;

use super::common::bot_api::html::{parse, tidy};
use super::{CHAT, scene};

#[test]
fn html_is_read_as_telegram_reads_it() {
    let cases = include_str!("html_cases.json");
    let cases: Vec<(String, String)> = serde_json::from_str(cases).unwrap();
    assert!(cases.len() > 100);
    for (html, wanted) in cases {
        let got = match parse(&html) {
            Err(why) => format!("! {why}"),
            Ok(parsed) => {
                let mut entities: Vec<String> = (parsed.entities.iter())
                    .map(|e| {
                        let extra =
                            e.extra.as_ref().map_or(String::new(), |(_, x)| format!(" {x}"));
                        format!("{} {}+{}{extra}", e.kind, e.offset, e.length)
                    })
                    .collect();
                entities.sort();
                format!("{} | {}", parsed.text, entities.join(", "))
            }
        };
        let wanted = match wanted.split_once(" | ") {
            Some((text, entities)) if !wanted.starts_with('!') => {
                let mut entities: Vec<&str> = entities.split(", ").collect();
                entities.sort_unstable();
                format!("{text} | {}", entities.join(", "))
            }
            _ => wanted,
        };
        assert_eq!(got, wanted, "{html:?}");
    }
}

#[test]
fn text_is_stored_tidy() {
    let parsed = tidy(parse("  \n<b> один</b>\t<i>два  </i>\n").unwrap());
    assert_eq!(parsed.text, " один два");
    let places: Vec<_> = parsed.entities.iter().map(|e| (e.offset, e.length)).collect();
    assert_eq!(places, [(0, 5), (6, 3)]);
}

#[tokio::test]
async fn sloppy_html_passes_and_is_remembered() {
    let (api, bot, ann) = scene().await;
    bot.send_message(ChatId(CHAT), "Q&A &nbsp; &amp;").parse_mode(ParseMode::Html).await.unwrap();
    assert_eq!(ann.last().text, "Q&A &nbsp; &");
    assert_eq!(api.slips().len(), 2, "{:?}", api.slips());
}
