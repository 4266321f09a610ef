//! A form in parts (RFC 7578), as files come in one.

use super::refusal::Refusal;

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    /// Of a file.
    pub file_name: Option<String>,
    pub mime: Option<String>,
    pub bytes: Vec<u8>,
}

/// The boundary that a content type names; none: it is no form in parts.
pub fn boundary(content_type: &str) -> Option<String> {
    let (kind, rest) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    rest.split(';').find_map(|field| value(field, "boundary"))
}

/// The parts of a body.
///
/// # Errors
/// It is no form in parts with this boundary.
pub fn parts(body: &[u8], boundary: &str) -> Result<Vec<Part>, Refusal> {
    let broken = || Refusal::bad("Bad Request: can't parse multipart form data");
    let mark = format!("--{boundary}");
    let mut rest = body.strip_prefix(mark.as_bytes()).ok_or_else(broken)?;
    let mark = format!("\r\n{mark}");
    let mut parts = Vec::new();
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, mark.as_bytes()).ok_or_else(broken)?;
        parts.push(read(&part[..end]).ok_or_else(broken)?);
        rest = &part[end + mark.len()..];
    }
    if rest.starts_with(b"--") { Ok(parts) } else { Err(broken()) }
}

fn read(part: &[u8]) -> Option<Part> {
    let head_end = find(part, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&part[..head_end]).ok()?;
    let header = |wanted: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        lines.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, v)| v.trim())
    };
    let disposition = header("content-disposition")?;
    let field = |name| disposition.split(';').find_map(|field| value(field, name));
    Some(Part {
        name: field("name")?,
        file_name: field("filename"),
        mime: header("content-type").map(str::to_owned),
        bytes: part[head_end + 4..].to_vec(),
    })
}

/// `name="value"`, the quotation marks apart.
fn value(field: &str, name: &str) -> Option<String> {
    let (found, value) = field.trim().split_once('=')?;
    found.eq_ignore_ascii_case(name).then(|| value.trim_matches('"').to_owned())
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = 0;
    // Large files: only places with the right first byte are compared.
    while let Some(next) = text.get(at..)?.iter().position(|byte| *byte == first) {
        at += next;
        if text[at..].starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
    None
}
