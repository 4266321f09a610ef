//! Telegram's HTML as its own parser takes it: what it refuses and in which words, what text
//! remains, which entities. Held against the answers of the client library's parser
//! (`tests/stand_in/html_cases.json`).

use serde_json::{Value, json};

/// A stretch of formatted text; offsets and lengths are in UTF-16 code units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The Bot API's name of it: `bold`, `text_link` …
    pub kind: String,
    pub offset: usize,
    pub length: usize,
    /// `url`, `language` or `custom_emoji_id` with its value.
    pub extra: Option<(&'static str, String)>,
}

impl Entity {
    pub fn new(kind: &str, offset: usize, length: usize) -> Self {
        Entity { kind: kind.to_owned(), offset, length, extra: None }
    }

    pub fn json(&self) -> Value {
        let mut value = json!({"type": self.kind, "offset": self.offset, "length": self.length});
        if let Some((name, text)) = &self.extra {
            value[*name] = json!(text);
        }
        value
    }
}

/// A text whose markup has been understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub text: String,
    pub entities: Vec<Entity>,
    /// What the real parser lets pass although nobody can have meant it: `&nbsp;` shown as it
    /// stands, a link without an address.
    pub slips: Vec<String>,
}

/// Length as Telegram counts.
pub fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Takes the markup out of `html`.
///
/// # Errors
/// What the real parser says, without the prefix "can't parse entities: ".
pub fn parse(html: &str) -> Result<Parsed, String> {
    let mut parser = Parser { html, at: 0, length: 0, out: Parsed::default(), open: Vec::new() };
    while parser.at < html.len() {
        match html.as_bytes()[parser.at] {
            b'<' if html[parser.at..].starts_with("</") => parser.end_tag()?,
            b'<' => parser.start_tag()?,
            _ => parser.character(),
        }
    }
    if let Some(tag) = parser.open.last() {
        let name = &tag.name;
        return Err(format!("Can't find end tag corresponding to start tag \"{name}\""));
    }
    let mut parsed = parser.out;
    parsed.entities.sort_by_key(|e| (e.offset, usize::MAX - e.length));
    Ok(parsed)
}

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
    "tg-time",
];

struct Open {
    name: String,
    argument: String,
    /// In UTF-16 units of the plain text.
    offset: usize,
    /// In bytes of the plain text.
    from: usize,
}

struct Parser<'a> {
    html: &'a str,
    at: usize,
    length: usize,
    out: Parsed,
    open: Vec<Open>,
}

impl Parser<'_> {
    fn byte(&self) -> Option<u8> {
        self.html.as_bytes().get(self.at).copied()
    }

    fn skip_while(&mut self, test: impl Fn(u8) -> bool) -> usize {
        let from = self.at;
        while self.byte().is_some_and(&test) {
            self.at += 1;
        }
        from
    }

    fn push(&mut self, c: char) {
        self.out.text.push(c);
        self.length += c.len_utf16();
    }

    /// One character of text, or a reference to one.
    fn character(&mut self) {
        let rest = &self.html[self.at..];
        if let Some((c, used)) = reference(rest) {
            self.at += used;
            return self.push(c);
        }
        let Some(c) = rest.chars().next() else { return };
        if c == '&' {
            let shown: String = rest.chars().take(12).collect();
            self.out.slips.push(format!("& is not escaped, or no entity of Telegram's: {shown:?}"));
        }
        self.at += c.len_utf8();
        self.push(c);
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        let from = self.skip_while(|b| !space(b) && b != b'>');
        if self.byte().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        let name = self.html[from..self.at].to_lowercase();
        if !TAGS.contains(&name.as_str()) {
            return Err(format!("Unsupported start tag \"{name}\" at byte offset {begin}"));
        }
        let mut argument = String::new();
        while self.attribute(&name, &mut argument, begin)? {}
        self.at += 1;
        if name == "span" && argument != "spoiler" {
            return Err(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            ));
        }
        if name == "tg-emoji" && argument.parse::<i64>().is_err() {
            return Err("Invalid custom emoji identifier specified".to_owned());
        }
        self.open.push(Open { name, argument, offset: self.length, from: self.out.text.len() });
        Ok(())
    }

    /// Reads one attribute; false at the closing `>`.
    fn attribute(&mut self, tag: &str, into: &mut String, begin: usize) -> Result<bool, String> {
        self.skip_while(space);
        if self.byte() == Some(b'>') {
            return Ok(false);
        }
        let from =
            self.skip_while(|b| !space(b) && !matches!(b, b'=' | b'>' | b'/' | b'"' | b'\''));
        let name = &self.html[from..self.at];
        if name.is_empty() {
            return Err(format!(
                "Empty attribute name in the tag \"{tag}\" at byte offset {begin}"
            ));
        }
        self.skip_while(space);
        if self.byte() == Some(b'=') {
            self.at += 1;
            self.skip_while(space);
        } else if self.byte().is_some() {
            if tag == "blockquote" && name == "expandable" {
                *into = "1".to_owned();
            }
            return Ok(true);
        }
        if self.byte().is_none() {
            return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
        }
        let value = self.value()?;
        if self.byte().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        let stripped = |prefix: &str| value.strip_prefix(prefix).map(str::to_owned);
        let taken = match (tag, name) {
            ("a", "href") | ("tg-emoji", "emoji-id") => Some(value.clone()),
            ("code", "class") => stripped("language-"),
            ("span", "class") => stripped("tg-"),
            ("blockquote", "expandable") => Some("1".to_owned()),
            _ => None,
        };
        if let Some(taken) = taken {
            *into = taken;
        }
        Ok(true)
    }

    fn value(&mut self) -> Result<String, String> {
        let Some(quote @ (b'"' | b'\'')) = self.byte() else {
            let from = self.skip_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
            if self.byte().is_some_and(|b| !space(b) && b != b'>') {
                return Err(format!("Unexpected end of name token at byte offset {from}"));
            }
            return Ok(self.html[from..self.at].to_lowercase());
        };
        self.at += 1;
        let mut value = String::new();
        while self.byte().is_some_and(|b| b != quote) {
            let rest = &self.html[self.at..];
            let (c, used) = reference(rest)
                .or_else(|| rest.chars().next().map(|c| (c, c.len_utf8())))
                .unwrap_or((' ', 1));
            value.push(c);
            self.at += used;
        }
        self.at = (self.at + 1).min(self.html.len());
        Ok(value)
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(tag) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.at += 2;
        let from = self.skip_while(|b| !space(b) && b != b'>');
        let found = self.html[from..self.at].to_lowercase();
        self.skip_while(space);
        if self.byte() != Some(b'>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !found.is_empty() && found != tag.name {
            let name = tag.name;
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{name}>\", found \
                 \"</{found}>\""
            ));
        }
        if self.length > tag.offset {
            self.entity(&tag);
        }
        Ok(())
    }

    fn entity(&mut self, tag: &Open) {
        let mut entity = Entity::new("", tag.offset, self.length - tag.offset);
        entity.kind = match tag.name.as_str() {
            "b" | "strong" => "bold",
            "i" | "em" => "italic",
            "s" | "strike" | "del" => "strikethrough",
            "u" | "ins" => "underline",
            "span" | "tg-spoiler" => "spoiler",
            "blockquote" if tag.argument.is_empty() => "blockquote",
            "blockquote" => "expandable_blockquote",
            "code" => "code",
            "pre" => "pre",
            "tg-emoji" => "custom_emoji",
            "a" => "text_link",
            _ => return,
        }
        .to_owned();
        match tag.name.as_str() {
            "a" => {
                let inner = &self.out.text[tag.from..];
                let address = if tag.argument.is_empty() { inner } else { &tag.argument };
                let Some(url) = web_address(address) else {
                    return self.out.slips.push(format!("not an address: {address:?}"));
                };
                entity.extra = Some(("url", url));
            }
            // A language counts inside <pre> only.
            "code"
                if !tag.argument.is_empty()
                    && self.open.last().is_some_and(|t| t.name == "pre") =>
            {
                entity.extra = Some(("language", tag.argument.clone()));
            }
            "tg-emoji" => entity.extra = Some(("custom_emoji_id", tag.argument.clone())),
            "pre" => {
                // <pre><code class="language-x"> is one entity: pre with a language.
                let whole = |e: &Entity| (e.offset, e.length) == (entity.offset, entity.length);
                if self.out.entities.last().is_some_and(|e| e.kind == "code" && whole(e)) {
                    entity.extra = self.out.entities.pop().and_then(|e| e.extra);
                }
                for e in self.out.entities.iter_mut().filter(|e| e.offset >= entity.offset) {
                    e.extra = e.extra.take().filter(|(name, _)| *name != "language");
                }
            }
            _ => {}
        }
        self.out.entities.push(entity);
    }
}

fn space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0b)
}

/// The character that `text` begins with a reference to, and how many bytes that takes.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let (c, used) = if let Some(number) = body.strip_prefix('#') {
        let hex = number.strip_prefix('x');
        let (digits, radix, prefix) = hex.map_or((number, 10, 2), |digits| (digits, 16, 3));
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let code = u32::from_str_radix(&digits[..end], radix).ok().filter(|&c| c != 0)?;
        (char::from_u32(code)?, prefix + end)
    } else {
        let end = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
        let c = match &body[..end] {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => return None,
        };
        (c, 1 + end)
    };
    let semicolon = usize::from(text.as_bytes().get(used) == Some(&b';'));
    Some((c, used + semicolon))
}

/// The address as Telegram keeps it; `None` for what it takes for no address at all.
fn web_address(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    if lower.starts_with("tg://") || lower.starts_with("ton://") {
        return Some(text.to_owned());
    }
    let bare = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://"));
    let host = bare.unwrap_or(&lower).split(['/', '?', '#']).next()?;
    if !host.contains('.') || host.contains(char::is_whitespace) || host.starts_with('.') {
        return None;
    }
    let scheme = if bare.is_some() { "" } else { "http://" };
    let slash = if text.trim_end().to_lowercase().ends_with(host) { "/" } else { "" };
    Some(format!("{scheme}{text}{slash}"))
}

/// A text as Telegram stores it: control characters are spaces, no white space around it.
pub fn tidy(mut parsed: Parsed) -> Parsed {
    let mut text = String::with_capacity(parsed.text.len());
    for c in parsed.text.chars() {
        text.push(if c < ' ' && c != '\n' { ' ' } else { c });
    }
    let blank = |c: char| c == ' ' || c == '\n';
    text.truncate(text.trim_end_matches(blank).len());
    let lead = text.len() - text.trim_start_matches(blank).len();
    let lead = lead.min(parsed.entities.first().map_or(lead, |e| e.offset));
    text.drain(..lead);
    let total = utf16(&text);
    for e in &mut parsed.entities {
        e.offset -= lead;
        e.length = e.length.min(total.saturating_sub(e.offset));
    }
    parsed.entities.retain(|e| e.length > 0);
    parsed.text = text;
    parsed
}

/// Whether there is nothing to be seen in it.
pub fn is_blank(text: &str) -> bool {
    let unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{3164}' | '\u{ffa0}')
    };
    text.chars().all(unseen)
}
