//! What a view looks like in Telegram: HTML, the same as plain text, and inline keys. Pure.

use crate::chat::press::DATA_MAX;
use crate::chat::view::{COPY_MAX, Key, Style, View, t};

use super::Say;
use super::job::Dress;
use super::message::{Does, Keys};

/// The longest text of a message, in UTF-16 code units, without markup.
const TEXT_MAX: usize = 4096;
/// The longest text under a file, in the same units.
const CAPTION_MAX: usize = 1024;
/// Telegram lays out no more keys in a row, and none beyond the hundredth.
const ROW_MAX: usize = 8;
const KEYS_MAX: usize = 100;
/// Room for a usual label, in bytes.
const USUAL: usize = 64;

/// A view, ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Picture {
    /// Its text; without markup, where Telegram did not take that.
    pub text: String,
    /// The keys; where there are none, those of an earlier state go away.
    pub keys: Keys,
}

/// Draws a view for a reader of `lang`.
pub(super) fn picture(view: &View, lang: &str, words: &impl Say, dress: Dress) -> Picture {
    let lines = texts(view, lang, words, TEXT_MAX);
    let text = if dress == Dress::Rich { html(&lines) } else { plain(&lines) };
    let keys = if dress == Dress::Bare { Keys::default() } else { keys(view, lang, words) };
    Picture { text, keys }
}

/// A view as what stands under a file: plain text without keys.
pub(super) fn caption(view: &View, lang: &str, words: &impl Say) -> String {
    plain(&texts(view, lang, words, CAPTION_MAX))
}

/// The lines of a view, shortened to `most` units in all.
fn texts(view: &View, lang: &str, words: &impl Say, most: usize) -> Vec<Text> {
    let mut lines: Vec<Text> = Vec::new();
    for line in &view.lines {
        let text = match line.style {
            Style::Gap => String::new(),
            _ => words.say(lang, &line.text),
        };
        let bare = text.trim().is_empty();
        let after_gap = lines.last().is_none_or(|last| last.style == Style::Gap);
        if !bare || (line.style == Style::Gap && !after_gap) {
            lines.push(Text { style: line.style, text });
        }
    }
    while lines.last().is_some_and(|last| last.style == Style::Gap) {
        lines.pop();
    }
    if lines.is_empty() {
        // Telegram takes no message without text.
        lines.push(Text { style: Style::Plain, text: "\u{2026}".to_owned() });
    }
    if fits(&lines, most) {
        return lines;
    }
    // Whoever reads it has to know that there is more, and where what goes into the record is whole.
    let said = |id: &'static str| Text { style: Style::Aside, text: words.say(lang, &t(id)) };
    let (shortened, record) = (said("shortened"), said("shortened-record"));
    let longer = units(&shortened.text).max(units(&record.text));
    let cut_record = fit(&mut lines, most.saturating_sub(longer + 1));
    lines.push(if cut_record { record } else { shortened });
    lines
}

fn plain(lines: &[Text]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}

struct Text {
    style: Style,
    text: String,
}

/// Length as Telegram counts it.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether lines, one under another, have at most so many units.
fn fits(lines: &[Text], most: usize) -> bool {
    // A text has no more units than bytes.
    lines.iter().map(|line| line.text.len() + 1).sum::<usize>() <= most || length(lines) <= most
}

fn length(lines: &[Text]) -> usize {
    lines.iter().map(|line| units(&line.text) + 1).sum::<usize>().saturating_sub(1)
}

/// Shortens what is said and plain lines, the longest first, and other lines only if that is not
/// enough, until the whole fits into a message. Whether anything is cut that goes into the record.
fn fit(lines: &mut [Text], most: usize) -> bool {
    let mut cut_record = false;
    let any = [Style::Say, Style::Plain, Style::Aside, Style::Title, Style::Record];
    for styles in [&any[..2], &any[..]] {
        loop {
            let all = length(lines);
            let long = lines.iter_mut().filter(|line| styles.contains(&line.style));
            let long = long.map(|line| (units(&line.text), line)).filter(|(size, _)| *size > 1);
            let Some((size, line)) = long.max_by_key(|(size, _)| *size) else { break };
            if all <= most {
                return cut_record;
            }
            cut_record |= line.style == Style::Record;
            cut(&mut line.text, size.saturating_sub(all - most).max(1));
        }
    }
    cut_record
}

/// Cuts a text to so many units, the ellipsis included.
fn cut(text: &mut String, limit: usize) {
    let mut size = 1;
    let end = text.char_indices().find(|(_, c)| {
        size += c.len_utf16();
        size > limit
    });
    if let Some((end, _)) = end {
        text.truncate(end);
        text.truncate(text.trim_end().len());
        text.push('\u{2026}');
    }
}

/// Adds a text so that nothing in it is markup.
fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'>' | b'&')) {
        let (plain, from) = rest.split_at(at);
        html.push_str(plain);
        html.push_str(match from.as_bytes().first() {
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&amp;",
        });
        rest = from.get(1..).unwrap_or_default();
    }
    html.push_str(rest);
}

fn html(lines: &[Text]) -> String {
    let mut html = String::with_capacity(lines.iter().map(|line| line.text.len() + 16).sum());
    let mut before = None;
    for line in lines {
        let goes_on = line.style == Style::Say && before == Some(Style::Say);
        if goes_on {
            html.truncate(html.len() - "</blockquote>".len());
        }
        if before.is_some() {
            html.push('\n');
        }
        let (open, close) = match line.style {
            Style::Title => ("<b>", "</b>"),
            Style::Aside => ("<i>", "</i>"),
            Style::Say if goes_on => ("", "</blockquote>"),
            Style::Say => ("<blockquote>", "</blockquote>"),
            Style::Record => ("<code>", "</code>"),
            Style::Plain | Style::Gap => ("", ""),
        };
        html.push_str(open);
        escape(&line.text, &mut html);
        html.push_str(close);
        before = Some(line.style);
    }
    html
}

fn keys(view: &View, lang: &str, words: &impl Say) -> Keys {
    let mut left = KEYS_MAX;
    let mut keys = Keys::with_room(view.keys.iter().map(Vec::len).sum());
    let (mut label, mut text) = (String::with_capacity(USUAL), String::with_capacity(DATA_MAX));
    for row in &view.keys {
        if row.len() > left {
            tracing::error!(keys = row.len(), "a row of keys left out: there are too many keys");
            continue;
        }
        for key in row {
            if let Some(does) = key_of(key, lang, words, &mut label, &mut text) {
                keys.add(&label, does, ROW_MAX);
                left -= 1;
            }
        }
        keys.end_row();
    }
    keys
}

/// What a key does, and its label; none: Telegram would not take it.
fn key_of<'a>(
    key: &Key,
    lang: &str,
    words: &impl Say,
    label: &mut String,
    text: &'a mut String,
) -> Option<Does<'a>> {
    label.clear();
    text.clear();
    let (id, does) = match key {
        Key::Press(phrase, press) => {
            press.write(text);
            if text.len() > DATA_MAX {
                tracing::error!(bytes = text.len(), label = %phrase.id, "a key left out: too long");
                return None;
            }
            words.say_to(lang, phrase, label);
            (&phrase.id, Does::Press(text))
        }
        Key::Copy(phrase, copied) => {
            words.say_to(lang, copied, text);
            let mut size = 0;
            let end = text.char_indices().find(|(_, c)| {
                size += c.len_utf16();
                size > COPY_MAX
            });
            if let Some((end, _)) = end {
                text.truncate(end);
            }
            if text.trim().is_empty() {
                return None;
            }
            words.say_to(lang, phrase, label);
            (&phrase.id, Does::Copy(text))
        }
    };
    if label.trim().is_empty() {
        tracing::error!(label = %id, "a key left out: it has no label");
        return None;
    }
    Some(does)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::chat::press::{Act, On, Press};
    use crate::telegram::message::{Content, send};
    use crate::words::{Phrase, Voice};

    /// Says the phrase's id, in the language that it is said in unless that is "en".
    struct Echo;
    impl Say for Echo {
        fn say_to(&self, lang: &str, phrase: &Phrase, to: &mut String) {
            match &phrase.voice {
                Voice::In(other) => to.push_str(&format!("{other}:{}", phrase.id)),
                Voice::Reader if lang == "en" => to.push_str(&phrase.id),
                Voice::Reader => to.push_str(&format!("{lang}:{}", phrase.id)),
            }
        }
    }

    fn view(lines: &[(Style, &str)]) -> View {
        let mut view = View::default();
        for (style, text) in lines {
            view.line(*style, Phrase::new((*text).to_owned()));
        }
        view
    }

    /// A view with markup, and without.
    struct Drawn {
        html: String,
        plain: String,
    }

    fn drawn(lines: &[(Style, &str)]) -> Drawn {
        let text = |dress| picture(&view(lines), "en", &Echo, dress).text;
        Drawn { html: text(Dress::Rich), plain: text(Dress::Plain) }
    }

    /// The rows of keys under a view.
    fn keys(view: &View, lang: &str) -> Vec<Vec<Value>> {
        assert!(picture(view, lang, &Echo, Dress::Bare).keys.is_empty());
        let Picture { text, keys } = picture(view, lang, &Echo, Dress::Plain);
        let sent = send(1, Content { text: &text, html: false, keys: &keys }, false);
        let mut sent: Value = serde_json::from_str(&sent.body).unwrap();
        serde_json::from_value(sent["reply_markup"]["inline_keyboard"].take()).unwrap()
    }

    fn button(text: &str, data: &str) -> Value {
        json!({"text": text, "callback_data": data})
    }

    fn press(act: Act) -> Press {
        Press { on: On::Screen(7), act }
    }

    #[test]
    fn every_style_has_its_markup() {
        let picture = drawn(&[
            (Style::Title, "Secretary"),
            (Style::Gap, "gap"),
            (Style::Aside, "kindly"),
            (Style::Say, "Good morning"),
            (Style::Say, "May I speak to the director?"),
            (Style::Plain, "Listen"),
            (Style::Say, "Thank you"),
            (Style::Record, "24.11, 14:30"),
        ]);
        assert_eq!(
            picture.html,
            "<b>Secretary</b>\n\n<i>kindly</i>\n<blockquote>Good morning\nMay I speak to the \
             director?</blockquote>\nListen\n<blockquote>Thank you</blockquote>\n\
             <code>24.11, 14:30</code>"
        );
        assert_eq!(
            picture.plain,
            "Secretary\n\nkindly\nGood morning\nMay I speak to the director?\nListen\nThank \
             you\n24.11, 14:30"
        );
    }

    #[test]
    fn what_people_typed_is_no_markup() {
        let picture = drawn(&[(Style::Title, "<b>Q&A</b>"), (Style::Record, "1 < 2")]);
        assert_eq!(picture.html, "<b>&lt;b&gt;Q&amp;A&lt;/b&gt;</b>\n<code>1 &lt; 2</code>");
        assert_eq!(picture.plain, "<b>Q&A</b>\n1 < 2");
    }

    #[test]
    fn gaps_stand_only_between_lines_and_nothing_is_still_something() {
        let gap = (Style::Gap, "gap");
        let picture = drawn(&[
            gap,
            (Style::Plain, "a"),
            gap,
            (Style::Aside, " "),
            gap,
            (Style::Plain, "b"),
            gap,
        ]);
        assert_eq!(picture.html, "a\n\nb");
        assert_eq!(drawn(&[]).html, "\u{2026}");
    }

    #[test]
    fn keys_carry_their_press_or_what_they_copy() {
        let mut view = view(&[(Style::Plain, "a")]);
        let comment = Phrase::new("x".repeat(300)).in_lang("ru");
        view.row([
            Key::Press(Phrase::new("yes"), press(Act::Yes)),
            Key::Copy(Phrase::new("copy"), comment),
        ]);
        view.row([Key::Press(Phrase::new("back"), press(Act::Back))]);
        let keys = keys(&view, "ka");
        let copied = format!("ru:{}", "x".repeat(253));
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0][0], button("ka:yes", "1s7.y"));
        assert_eq!(keys[0][1], json!({"text": "ka:copy", "copy_text": {"text": copied}}));
        assert_eq!(keys[1][0], button("ka:back", "1s7.b"));
    }

    #[test]
    fn a_key_that_telegram_would_refuse_is_left_out_and_the_others_stay() {
        let mut view = view(&[(Style::Plain, "a")]);
        view.row([
            Key::Press(Phrase::new("long"), press(Act::Chip("x".repeat(64)))),
            Key::Press(Phrase::new(""), press(Act::Yes)),
            Key::Copy(Phrase::new("copy"), Phrase::new("")),
            Key::Press(Phrase::new("no"), press(Act::No)),
        ]);
        let keys = keys(&view, "en");
        assert_eq!(keys, [[button("no", "1s7.n")]]);
    }

    #[test]
    fn long_rows_are_broken_and_a_hundred_keys_are_the_end() {
        let mut view = view(&[(Style::Plain, "a")]);
        for _ in 0..9 {
            view.row((0..12).map(|n| Key::Press(Phrase::new("n"), press(Act::Lead(n)))));
        }
        let keys = keys(&view, "en");
        assert_eq!(keys.iter().map(Vec::len).collect::<Vec<_>>(), [8, 4].repeat(8));
    }

    #[test]
    fn the_longest_of_what_is_said_is_cut_first() {
        let said = "s".repeat(3000);
        let record = "r".repeat(3000);
        let picture = drawn(&[(Style::Title, "t"), (Style::Say, &said), (Style::Record, &record)]);
        // The longer remark would have room as well.
        let most = TEXT_MAX - "-record".len();
        assert_eq!(units(&picture.plain), most);
        let end = format!("<code>{record}</code>\n<i>shortened</i>");
        assert!(picture.html.ends_with(&end), "{}", picture.html);
        assert!(picture.html.contains("s\u{2026}</blockquote>"));
        let two = "r".repeat(5000);
        let picture = drawn(&[(Style::Say, "s"), (Style::Record, &two)]);
        assert_eq!(units(&picture.plain), TEXT_MAX);
        assert!(picture.plain.ends_with("r\u{2026}\nshortened-record"));
    }

    #[test]
    fn what_just_fits_is_not_called_shortened() {
        for (size, whole) in [(TEXT_MAX, true), (TEXT_MAX + 1, false)] {
            for letter in ["r", "\u{433}"] {
                let text = letter.repeat(size);
                assert_eq!(drawn(&[(Style::Record, &text)]).plain == text, whole, "{size}");
            }
        }
    }

    #[test]
    fn a_cut_splits_neither_characters_nor_entities() {
        let picture = drawn(&[(Style::Plain, &"\u{1f600}&".repeat(2000))]);
        assert!(units(&picture.plain) <= TEXT_MAX);
        let end = "\u{2026}\n<i>shortened</i>";
        let ends = |last: &str| picture.html.ends_with(&format!("{last}{end}"));
        assert!(ends("&amp;") || ends("\u{1f600}"), "{}", picture.html);
    }

    proptest! {
        #[test]
        fn whatever_is_shown_fits(lines in prop::collection::vec(
            (0usize..6, "[a-z<>&\u{1f600} \n]{0,2500}"), 0..8)
        ) {
            let styles = [Style::Title, Style::Plain, Style::Aside, Style::Say, Style::Record, Style::Gap];
            let lines: Vec<_> = lines.iter().map(|(n, text)| (styles[*n], text.as_str())).collect();
            let picture = drawn(&lines);
            prop_assert!(units(&picture.plain) <= TEXT_MAX);
            prop_assert!(!picture.plain.trim().is_empty());
            let mut shown = picture.html.clone();
            for tag in ["b", "i", "code", "blockquote"] {
                let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
                prop_assert_eq!(shown.matches(&open).count(), shown.matches(&close).count());
                shown = shown.replace(&open, "").replace(&close, "");
            }
            let shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            prop_assert_eq!(shown, picture.plain);
        }
    }
}
