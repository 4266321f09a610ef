//! What every stored value is wrapped in, so that damage is found and old records stay readable.
//!
//! | bytes | what |
//! |---|---|
//! | 0 | version of the envelope, now 1 |
//! | 1–2 | kind of record, big-endian: which type the body is |
//! | 3–4 | version of that record, big-endian |
//! | 5–8 | CRC-32 (IEEE) of key length (4 bytes, big-endian), key, bytes 0–4, body; big-endian |
//! | 9– | body: JSON |
//!
//! The key is part of the checksum: a value that turns up under another key is damage too.
//! Envelopes of every version ever released are kept in `tests/fixtures/store` and must open.

use thiserror::Error;

/// The version of the envelope that [`seal`] writes.
pub const VERSION: u8 = 1;

/// Bytes of an envelope beside its body.
pub const OVERHEAD: usize = 9;

/// Where the checksum begins; before it lie versions and kind.
const CHECKSUM: usize = 5;

/// An opened envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened<'a> {
    /// Which type the body is.
    pub kind: u16,
    /// Which version of that type.
    pub version: u16,
    /// The record itself.
    pub body: &'a [u8],
}

/// Why an envelope does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Damage {
    /// Shorter than an empty envelope.
    #[error("the value is cut to {0} bytes")]
    Short(usize),
    /// Of a version that this program does not know: written by a newer one, or flipped bits.
    #[error("the envelope has the unknown version {0}")]
    Version(u8),
    /// Bytes have changed since it was sealed, or it was sealed for another key.
    #[error("the checksum is {found:08x}, the value says {stored:08x}")]
    Checksum {
        /// As the envelope has it.
        stored: u32,
        /// As it comes out of what was read.
        found: u32,
    },
}

/// Wraps `body`, a record of this kind and version, to be stored under `key`.
pub fn seal(kind: u16, version: u16, key: &[u8], body: &[u8]) -> Vec<u8> {
    let mut bytes = begin(kind, version, body.len());
    bytes.extend_from_slice(body);
    finish(key, bytes)
}

/// The same of a body that `write` adds to the bytes that it gets, and changes nothing before it.
///
/// # Errors
/// `write`'s.
pub fn seal_written<E>(
    kind: u16,
    version: u16,
    key: &[u8],
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut bytes = begin(kind, version, USUAL);
    write(&mut bytes)?;
    Ok(finish(key, bytes))
}

/// So many bytes most bodies have at most.
const USUAL: usize = 300;

/// Head and an empty checksum, with room for a body.
fn begin(kind: u16, version: u16, body: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(OVERHEAD + body);
    bytes.push(VERSION);
    bytes.extend_from_slice(&kind.to_be_bytes());
    bytes.extend_from_slice(&version.to_be_bytes());
    bytes.extend_from_slice(&[0; OVERHEAD - CHECKSUM]);
    bytes
}

/// Puts the checksum in.
fn finish(key: &[u8], mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some((head, rest)) = bytes.split_first_chunk_mut::<CHECKSUM>()
        && let Some((sum, body)) = rest.split_first_chunk_mut::<4>()
    {
        *sum = checksum(key, head, body).to_be_bytes();
    }
    bytes
}

/// Takes the record out of `bytes`, found under `key`.
///
/// # Errors
/// [`Damage`] if these are not exactly the bytes that were sealed for this key.
pub fn open<'a>(key: &[u8], bytes: &'a [u8]) -> Result<Opened<'a>, Damage> {
    let short = Damage::Short(bytes.len());
    let (head, rest) = bytes.split_first_chunk::<CHECKSUM>().ok_or(short)?;
    let (sum, body) = rest.split_first_chunk::<4>().ok_or(short)?;
    let [envelope, kind_high, kind_low, version_high, version_low] = *head;
    if envelope != VERSION {
        return Err(Damage::Version(envelope));
    }
    let stored = u32::from_be_bytes(*sum);
    let found = checksum(key, head, body);
    if stored != found {
        return Err(Damage::Checksum { stored, found });
    }
    Ok(Opened {
        kind: u16::from_be_bytes([kind_high, kind_low]),
        version: u16::from_be_bytes([version_high, version_low]),
        body,
    })
}

/// The key's length keeps the border between key and body in the sum.
fn checksum(key: &[u8], head: &[u8], body: &[u8]) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    sum.update(&u32::try_from(key.len()).unwrap_or(u32::MAX).to_be_bytes());
    sum.update(key);
    sum.update(head);
    sum.update(body);
    sum.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens() {
        let bytes = seal(7, 2, b"k", b"{}");
        assert_eq!(bytes.len(), OVERHEAD + 2);
        assert_eq!(open(b"k", &bytes), Ok(Opened { kind: 7, version: 2, body: b"{}" }));
    }

    #[test]
    fn another_key_does_not_open_it() {
        let bytes = seal(7, 2, b"k", b"{}");
        for key in [&b""[..], b"l", b"kk"] {
            assert!(matches!(open(key, &bytes), Err(Damage::Checksum { .. })), "{key:?}");
        }
    }

    #[test]
    fn a_newer_envelope_is_named_as_such() {
        let mut bytes = seal(7, 2, b"k", b"{}");
        bytes[0] = 2;
        assert_eq!(open(b"k", &bytes), Err(Damage::Version(2)));
        assert_eq!(open(b"k", &bytes[..8]), Err(Damage::Short(8)));
    }
}
