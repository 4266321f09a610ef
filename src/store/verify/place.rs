//! Keys as people read them. A phone number, a name or a token never shows, nor a checksum of one, which
//! could be tried out: what has no number of its own is counted.

use chrono::{DateTime, SecondsFormat};

/// What lies under which letter; `None`: nothing does.
pub fn kind(prefix: u8) -> Option<&'static str> {
    Some(match prefix {
        b'p' => "people",
        b'i' => "invites",
        b'l' => "leads",
        b'f' => "leads by number",
        b'a' => "attempts",
        b't' => "attempts by time",
        b'r' => "recalls",
        b'o' => "open recalls",
        b'w' => "wakes",
        b'm' => "recalls by owner",
        b'I' => "inquiries",
        b'L' => "inquiries by lead",
        b'T' => "inquiries by time",
        b'q' => "requests",
        b'y' => "open requests",
        b'n' => "notices",
        b'x' => "notices to draw",
        b'z' => "last alerts",
        b's' => "unforeseen answers",
        b'G' => "different unforeseen answers",
        b'S' => "counts of unforeseen answers",
        b'V' => "unforeseen answers by what they say",
        b'Y' => "unforeseen answers by how often",
        b'd' => "desks",
        b'v' => "drawn screens",
        b'g' => "blocks of updates",
        b'u' => "updates",
        b'k' => "script versions",
        b'h' => "forgotten numbers",
        b'c' => "counts of removed calls",
        b'K' => "lessons",
        b'Q' => "lessons by person",
        b'O' => "offers",
        b'R' => "numbers of CRMs",
        b'A' => "alarms",
        b'M' => "messages",
        b'N' => "messages by person",
        b'U' => "unread messages",
        b'P' => "profiles",
        b'W' => "alarms by time",
        b'e' => "audit trail",
        b'b' => "audit trail by lead",
        b'j' => "schema",
        _ => return None,
    })
}

/// A key in words: `attempt 3 of lead 12`. `count` is which of its kind it is, from 1, for keys that
/// have no number of their own.
pub fn place(key: &[u8], count: u64) -> String {
    let (letter, rest) = key.split_first().unwrap_or((&0, &[]));
    named(*letter, rest).unwrap_or_else(|| match kind(*letter) {
        Some(kind) => format!("entry {count} of the {kind}"),
        None => format!("entry {count} of no kind, under the letter {letter:02x}"),
    })
}

/// A key to which something refers.
pub fn other(key: &[u8]) -> String {
    let (letter, rest) = key.split_first().unwrap_or((&0, &[]));
    named(*letter, rest).unwrap_or_else(|| match letter {
        b'f' => "its number among the leads".to_owned(),
        b'R' => "its number among those of a CRM".to_owned(),
        _ => kind(*letter).unwrap_or("something of no kind").to_owned(),
    })
}

fn named(prefix: u8, rest: &[u8]) -> Option<String> {
    Some(match prefix {
        b'p' => format!("person {}", signed(rest)?),
        b'l' => format!("lead {}", lead(rest)?),
        b'a' => {
            let (lead, number) = rest.split_first_chunk::<4>()?;
            let number = u16::from_be_bytes(number.try_into().ok()?);
            format!("attempt {number} of lead {}", u32::from_be_bytes(*lead))
        }
        b't' => {
            let (_, rest) = rest.split_first_chunk::<8>()?;
            let attempt = named(b'a', rest)?;
            format!("{attempt} in the order of time")
        }
        b'r' => format!("recall {}", number(rest)?),
        b'o' => format!("the open recall of lead {}", lead(rest)?),
        b'w' => {
            let (at, id) = rest.split_first_chunk::<8>()?;
            let at = DateTime::from_timestamp_millis(signed(at)?)?;
            let at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
            format!("the wake of recall {} at {at}", number(id)?)
        }
        b'm' => {
            let (owner, rest) = rest.split_first_chunk::<8>()?;
            let (_, id) = rest.split_first_chunk::<8>()?;
            format!("recall {} among those of person {}", number(id)?, signed(owner)?)
        }
        b'M' => format!("message {}", number(rest)?),
        b'N' => {
            let (who, id) = rest.split_first_chunk::<8>()?;
            format!("message {} among those to person {}", number(id)?, signed(who)?)
        }
        b'U' => format!("message {} among the unread", number(rest)?),
        b'P' => format!("the profile of person {}", signed(rest)?),
        b'A' => format!("the alarm of {}", subject(rest)?),
        b'W' => {
            let (at, about) = rest.split_first_chunk::<8>()?;
            let at = DateTime::from_timestamp_millis(signed(at)?)?;
            let at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
            format!("the alarm of {} at {at}", subject(about)?)
        }
        b'I' => format!("inquiry {}", number(rest)?),
        b'L' => {
            let (of, id) = rest.split_first_chunk::<4>()?;
            format!("inquiry {} among those of lead {}", number(id)?, lead(of)?)
        }
        b'T' => {
            let (_, id) = rest.split_first_chunk::<8>()?;
            format!("inquiry {} in the order of time", number(id)?)
        }
        b'O' => format!("offer {}", number(rest)?),
        b'K' if rest.is_empty() => "what lessons come to".to_owned(),
        b'K' => format!("lesson {}", number(rest)?),
        b'Q' => {
            let (who, id) = rest.split_first_chunk::<8>()?;
            format!("lesson {} among those of person {}", number(id)?, signed(who)?)
        }
        b'q' => format!("request {}", number(rest)?),
        b'y' => format!("the open request of lead {}", lead(rest)?),
        b'n' => format!("notice {}", number(rest)?),
        b'x' => format!("notice {} among those to draw", number(rest)?),
        b'z' => format!("the last alert of person {}", signed(rest)?),
        b's' => format!("unforeseen answer {}", number(rest)?),
        b'd' => format!("the desk of person {}", signed(rest)?),
        b'v' => format!("the drawn screen of person {}", signed(rest)?),
        b'g' => format!("the updates from {} on", signed(rest)? << 6),
        b'u' => format!("update {}", signed(rest)?),
        b'h' if rest.is_empty() => "the key of forgotten numbers".to_owned(),
        b'e' if rest.is_empty() => "the end of the audit trail".to_owned(),
        b'e' => format!("entry {} of the audit trail", number(rest)?),
        b'b' => format!("the trail of lead {}", lead(rest)?),
        b'k' => {
            let digest = std::str::from_utf8(rest).ok()?;
            let plain = digest.bytes().all(|byte| byte.is_ascii_hexdigit());
            plain.then(|| format!("script version {digest}"))?
        }
        _ => return None,
    })
}

/// What an alarm is about.
fn subject(bytes: &[u8]) -> Option<String> {
    let (letter, rest) = bytes.split_first()?;
    Some(match letter {
        b'd' => format!("the desk of person {}", signed(rest)?),
        b'm' => format!("message {}", number(rest)?),
        b'o' => format!("offer {}", number(rest)?),
        b'i' => format!("inquiry {}", number(rest)?),
        _ => return None,
    })
}

fn lead(bytes: &[u8]) -> Option<u32> {
    bytes.try_into().ok().map(u32::from_be_bytes)
}

fn number(bytes: &[u8]) -> Option<u64> {
    bytes.try_into().ok().map(u64::from_be_bytes)
}

fn signed(bytes: &[u8]) -> Option<i64> {
    number(bytes).map(|bits| (bits ^ (1 << 63)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_without_what_is_private() {
        let cases: [(&[u8], &str); 8] = [
            (b"l\0\0\0\x07", "lead 7"),
            (b"a\0\0\0\x07\0\x03", "attempt 3 of lead 7"),
            (b"p\x80\0\0\0\0\0\0\x05", "person 5"),
            (b"p\x7f\xff\xff\xff\xff\xff\xff\xfb", "person -5"),
            (b"l\0\x07", "entry 2 of the leads"),
            (b"fdefault\0+74993224685", "entry 2 of the leads by number"),
            (b"i910a2dec89025cc1beeb8da1658eec67", "entry 2 of the invites"),
            (b"Z1", "entry 2 of no kind, under the letter 5a"),
        ];
        for (key, expected) in cases {
            assert_eq!(place(key, 2), expected);
        }
        assert_eq!(other(b"fdefault\0+74993224685"), "its number among the leads");
    }
}
