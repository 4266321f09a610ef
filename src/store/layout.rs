//! How pairs lie in sled's tree.
//!
//! | key in the tree | value in the tree |
//! |---|---|
//! | `0` | the marker: an envelope of kind 0, its record version is the format, its body a [`Tally`] |
//! | `1`, key | `0`, value; or for a long one `1`, its length (4 bytes, big-endian) |
//! | `2`, length of the key (1 byte), key, number of the piece (2 bytes, big-endian) | piece |
//!
//! Long values are cut because sled moves a page above 128 KB into a file of its own that it never
//! syncs. A page holds some 17 entries, so entries of 4 KiB keep every page well below that.

use serde::{Deserialize, Serialize};

use super::disk::MAX_VALUE;
use super::envelope::{self, Damage};

/// The format that this program writes, and the newest that it reads.
pub const FORMAT: u16 = 1;

/// Where the marker lies.
pub(super) const MARKER: &[u8] = &[0];

/// The kind of the marker's envelope.
const MARKER_KIND: u16 = 0;

/// Bytes of a piece; a longer value is cut.
pub(super) const PIECE: usize = 4096;

const HEAD: u8 = 1;
const PART: u8 = 2;
const WHOLE: u8 = 0;
const CUT: u8 = 1;

/// What a store should hold, changed in the same batch as its contents. Sled may lose a page in
/// the middle of its file, or the end of it, without a word: this is what tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Batches ever written.
    pub writes: u64,
    /// Pairs that are there now.
    pub pairs: u64,
}

impl Tally {
    /// The marker with this tally.
    pub(super) fn seal(&self) -> serde_json::Result<Vec<u8>> {
        Ok(envelope::seal(MARKER_KIND, FORMAT, MARKER, &serde_json::to_vec(self)?))
    }

    /// Format and tally of a marker; no tally if the format is newer than [`FORMAT`].
    pub(super) fn open(marker: &[u8]) -> Result<(u16, Option<Self>), Damage> {
        let opened = envelope::open(MARKER, marker)?;
        let known = opened.version <= FORMAT;
        Ok((opened.version, serde_json::from_slice(opened.body).ok().filter(|_| known)))
    }
}

/// What lies under the key of a pair.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Head<'a> {
    /// The value itself.
    Whole(&'a [u8]),
    /// A value of this many bytes, in pieces.
    Cut(usize),
}

impl<'a> Head<'a> {
    /// Reads what [`lay`] wrote; none if it did not.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        match bytes.split_first()? {
            (&WHOLE, value) => Some(Head::Whole(value)),
            (&CUT, len) => {
                let len = usize::try_from(u32::from_be_bytes(len.try_into().ok()?)).ok()?;
                (len <= MAX_VALUE).then_some(Head::Cut(len))
            }
            _ => None,
        }
    }

    /// How many pieces there are beside the head.
    pub(super) fn pieces(&self) -> u16 {
        match self {
            Head::Whole(_) => 0,
            Head::Cut(len) => u16::try_from(len.div_ceil(PIECE)).unwrap_or(u16::MAX),
        }
    }
}

/// Where the pair of `key` lies. Keeps the order of keys.
pub(super) fn head_key(key: &[u8]) -> Vec<u8> {
    [&[HEAD], key].concat()
}

/// Writes the [`head_key`] of a pair.
pub(super) fn lay_head_key(key: &[u8], bytes: &mut Vec<u8>) {
    bytes.push(HEAD);
    bytes.extend_from_slice(key);
}

/// The first key above all those of [`head_key`].
pub(super) fn heads_end() -> Vec<u8> {
    vec![HEAD + 1]
}

/// The key that [`head_key`] was made of.
pub(super) fn own_key(raw: &[u8]) -> &[u8] {
    raw.get(1..).unwrap_or_default()
}

/// Where a piece of the value of `key` lies.
pub(super) fn piece_key(key: &[u8], number: u16) -> Vec<u8> {
    let len = u8::try_from(key.len()).unwrap_or(u8::MAX);
    [&[PART, len], key, &number.to_be_bytes()].concat()
}

/// What lies under the [`head_key`] of a pair with this value.
pub(super) fn lay_head(value: &[u8], bytes: &mut Vec<u8>) {
    if value.len() <= PIECE {
        bytes.push(WHOLE);
        bytes.extend_from_slice(value);
    } else {
        let len = u32::try_from(value.len()).unwrap_or(u32::MAX);
        bytes.push(CUT);
        bytes.extend_from_slice(&len.to_be_bytes());
    }
}

/// The pieces of a long value; a short one has none.
pub(super) fn pieces(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let long = if value.len() <= PIECE { &[] } else { value };
    long.chunks(PIECE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(value: &[u8]) -> (Vec<u8>, Vec<&[u8]>) {
        let mut head = Vec::new();
        lay_head(value, &mut head);
        (head, pieces(value).collect())
    }

    #[test]
    fn a_short_value_is_one_entry() {
        let (head, pieces) = laid(&[7; PIECE]);
        assert_eq!(Head::read(&head), Some(Head::Whole(&[7; PIECE])));
        assert!(pieces.is_empty());
    }

    #[test]
    fn a_long_value_is_cut_and_its_head_counts_the_pieces() {
        for len in [PIECE + 1, 2 * PIECE, MAX_VALUE] {
            let value = vec![7; len];
            let (head, pieces) = laid(&value);
            let head = Head::read(&head).unwrap();
            assert_eq!(head, Head::Cut(len));
            assert_eq!(usize::from(head.pieces()), pieces.len());
            assert_eq!(pieces.concat(), value);
            assert!(pieces.iter().all(|bytes| bytes.len() <= PIECE));
        }
    }

    #[test]
    fn a_foreign_head_is_no_head() {
        for bytes in [&b""[..], b"\x02", b"\x01\0\0", b"\x01\xff\xff\xff\xff"] {
            assert_eq!(Head::read(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn pieces_of_different_keys_do_not_meet() {
        assert_ne!(piece_key(b"k", 0x6100), piece_key(b"ka", 0));
        assert_eq!(own_key(&head_key(b"key")), b"key");
    }
}
