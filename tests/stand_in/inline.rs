//! Inline mode, by what Telegram takes and refuses.

use serde_json::{Value, json};

use super::{call, scene};

fn article(id: &str, text: &str) -> Value {
    let content = json!({"message_text": text});
    json!({"type": "article", "id": id, "title": "t", "input_message_content": content})
}

#[tokio::test]
async fn an_answer_is_held_against_the_limits() {
    let (api, _, ann) = scene().await;
    let query = ann.types_inline("words", "");
    let with = |results: Vec<Value>| json!({"inline_query_id": query, "results": results});
    let many: Vec<Value> = (0..51).map(|n| article(&n.to_string(), "x")).collect();
    let button = |text: &str, start: &str| {
        let button = json!({"text": text, "start_parameter": start});
        json!({"inline_query_id": query, "results": [], "button": button})
    };
    for (params, why) in [
        (json!({"inline_query_id": "0", "results": []}), "query is too old and response timeout"),
        (with(many.clone()), "RESULTS_TOO_MUCH"),
        (with(vec![article("", "x")]), "RESULT_ID_INVALID"),
        (with(vec![article(&"ж".repeat(33), "x")]), "RESULT_ID_INVALID"),
        (with(vec![article("a", "x"), article("a", "y")]), "RESULT_ID_DUPLICATE"),
        (with(vec![article("a", " ")]), "MESSAGE_EMPTY"),
        (with(vec![article("a", &"ж".repeat(4097))]), "MESSAGE_TOO_LONG"),
        (button("", "a"), "SWITCH_PM_TEXT_EMPTY"),
        (button("Come in", "a b"), "START_PARAM_INVALID"),
    ] {
        let (status, answer) = call(&api, "answerInlineQuery", params).await;
        let said = answer["description"].as_str().unwrap().to_owned();
        assert!(status == 400 && said.contains(why), "{said}, not {why}");
    }
    let (status, _) = call(&api, "answerInlineQuery", with(many[..50].to_vec())).await;
    assert_eq!(status, 200);
    let (status, _) = call(&api, "answerInlineQuery", with(Vec::new())).await;
    assert_eq!(status, 400, "an answer is given once");
}
