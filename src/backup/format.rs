//! The file of a backup.
//!
//! | part | bytes |
//! |---|---|
//! | magic | `sufler backup` and a line feed |
//! | version | 2, big-endian |
//! | frames | any number |
//!
//! | frame | bytes |
//! |---|---|
//! | kind | 1: `h` head, the first; `c` changes; `e` end, the last, behind which there is nothing |
//! | length unpacked, length packed | 4 each, big-endian |
//! | checksum | 4: CRC-32 (IEEE) of kind, lengths and what is packed, big-endian |
//! | contents | packed (raw deflate) |
//!
//! Head and end are JSON. Changes are: length of the key (1 byte), key, length of the value (4 bytes,
//! big-endian), value; for a removal the length is `ffffffff` and there is no value. Applied in
//! their order to an empty store they give the one that was backed up. The end counts them and has a
//! SHA-256 of every byte before it: frames that are left out, or come twice, are noticed too.
//!
//! Deflate by flate2 and miniz_oxide, which are kept by the Rust project itself: packed data are a
//! third smaller than with LZ4, and a backup has to pass through Telegram, which takes 50 MB.

use std::io::{self, BufRead, Read, Write};

use anyhow::Result;
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::store::disk::{MAX_KEY, MAX_VALUE};

/// What every backup begins with.
pub const MAGIC: &[u8] = b"sufler backup\n";

/// The version of the format that is written, and the newest that is read.
pub const VERSION: u16 = 1;

/// Bytes of changes that are packed together, about.
const FRAME: usize = 256 << 10;

/// No frame has more bytes, unpacked.
const MOST: usize = FRAME + MAX_KEY + MAX_VALUE + 5;

const HEAD: u8 = b'h';
const CHANGES: u8 = b'c';
const END: u8 = b'e';
const REMOVED: u32 = u32::MAX;

/// What a backup is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// When it was begun.
    pub made: DateTime<Utc>,
    /// The version of Sufler that made it.
    pub by: String,
    /// The schema of the store.
    pub schema: u32,
}

/// What a backup should hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Records and index entries that were read from the store.
    pub pairs: u64,
    /// Changes that were made to it meanwhile.
    pub changes: u64,
    /// Frames before the end, the head among them.
    pub frames: u64,
    /// SHA-256 of all before the end, hexadecimal.
    pub sum: String,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Defect {
    /// Something else.
    #[error("this is not a backup of Sufler")]
    Foreign,
    /// Made by a newer program.
    #[error("the file has format {0}, this program reads formats up to {VERSION}: use a newer one")]
    Newer(u16),
    /// Bytes are missing.
    #[error("the file is cut: it stops after {0} bytes, before its end")]
    Cut(u64),
    /// Bytes are not what they were.
    #[error("the file was changed or damaged: {1}, at byte {0}")]
    Changed(u64, &'static str),
}

/// Writes a backup.
pub struct Writer<W: Write> {
    sink: W,
    digest: Sha256,
    pending: Vec<u8>,
    frames: u64,
}

impl<W: Write> Writer<W> {
    /// Begins a backup.
    ///
    /// # Errors
    /// The sink's; so for everything that writes.
    pub fn new(sink: W, head: &Head) -> Result<Self> {
        let pending = Vec::with_capacity(FRAME);
        let mut writer = Writer { sink, digest: Sha256::new(), pending, frames: 0 };
        writer.put(MAGIC)?;
        writer.put(&VERSION.to_be_bytes())?;
        writer.frame(HEAD, &serde_json::to_vec(head)?)?;
        Ok(writer)
    }

    /// Adds a pair, or the removal of one.
    ///
    /// # Errors
    /// As [`Writer::new`].
    pub fn change(&mut self, key: &[u8], value: Option<&[u8]>) -> Result<()> {
        let length = |len: usize| u32::try_from(len).unwrap_or(REMOVED);
        self.pending.push(u8::try_from(key.len())?);
        self.pending.extend_from_slice(key);
        self.pending.extend_from_slice(&value.map_or(REMOVED, |v| length(v.len())).to_be_bytes());
        self.pending.extend_from_slice(value.unwrap_or_default());
        if self.pending.len() >= FRAME { self.flush() } else { Ok(()) }
    }

    /// Writes the end, with these counts.
    ///
    /// # Errors
    /// As [`Writer::new`].
    pub fn finish(mut self, pairs: u64, changes: u64) -> Result<(W, End)> {
        self.flush()?;
        let sum = hex(&self.digest.clone().finalize());
        let end = End { pairs, changes, frames: self.frames, sum };
        self.frame(END, &serde_json::to_vec(&end)?)?;
        self.sink.flush()?;
        Ok((self.sink, end))
    }

    fn flush(&mut self) -> Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let mut contents = std::mem::take(&mut self.pending);
        self.frame(CHANGES, &contents)?;
        contents.clear();
        self.pending = contents;
        Ok(())
    }

    fn frame(&mut self, kind: u8, contents: &[u8]) -> Result<()> {
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        packer.write_all(contents)?;
        let packed = packer.finish()?;
        let mut head = vec![kind];
        head.extend_from_slice(&u32::try_from(contents.len())?.to_be_bytes());
        head.extend_from_slice(&u32::try_from(packed.len())?.to_be_bytes());
        let sum = checksum(&head, &packed);
        head.extend_from_slice(&sum.to_be_bytes());
        self.put(&head)?;
        self.put(&packed)?;
        self.frames += 1;
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.digest.update(bytes);
        Ok(self.sink.write_all(bytes)?)
    }
}

/// Reads a backup and believes nothing of it.
pub struct Reader<R: BufRead> {
    source: R,
    digest: Sha256,
    at: u64,
    frames: u64,
    head: Head,
}

struct Frame {
    kind: u8,
    contents: Vec<u8>,
    /// Where it begins.
    at: u64,
    /// The sum of all before it.
    sum: String,
}

impl<R: BufRead> Reader<R> {
    /// Begins to read.
    ///
    /// # Errors
    /// A [`Defect`], found by downcasting, or the source's; so for everything that reads.
    pub fn new(source: R) -> Result<Self> {
        let head = Head { made: DateTime::UNIX_EPOCH, by: String::new(), schema: 0 };
        let mut reader = Reader { source, digest: Sha256::new(), at: 0, frames: 0, head };
        let mut magic = [0; MAGIC.len()];
        match reader.take(&mut magic) {
            // What was encrypted, and does not open to its first bytes, may well be a backup.
            Err(error) if !error.is::<Defect>() => return Err(error),
            _ if magic != MAGIC => return Err(Defect::Foreign.into()),
            read => read?,
        }
        let mut version = [0; 2];
        reader.take(&mut version)?;
        match u16::from_be_bytes(version) {
            VERSION => {}
            newer => return Err(Defect::Newer(newer).into()),
        }
        let frame = reader.frame()?;
        if frame.kind != HEAD {
            return Err(Defect::Changed(frame.at, "there is no head").into());
        }
        reader.head = serde_json::from_slice(&frame.contents)
            .map_err(|_| Defect::Changed(frame.at, "the head does not read"))?;
        Ok(reader)
    }

    /// What it is a backup of.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Calls `visit` for all changes in order. They are right only if this ends without an error.
    ///
    /// # Errors
    /// As [`Reader::new`], or the first of `visit`'s.
    pub fn each(
        mut self,
        mut visit: impl FnMut(&[u8], Option<&[u8]>) -> Result<()>,
    ) -> Result<End> {
        let mut count = 0;
        loop {
            let frames = self.frames;
            let frame = self.frame()?;
            let wrong = |what| Defect::Changed(frame.at, what);
            match frame.kind {
                CHANGES => {
                    let mut rest = &frame.contents[..];
                    while !rest.is_empty() {
                        let (key, value) = change(&mut rest).ok_or(wrong("no change"))?;
                        visit(key, value)?;
                        count += 1;
                    }
                }
                END => {
                    let end: End = serde_json::from_slice(&frame.contents)
                        .map_err(|_| wrong("the end does not read"))?;
                    if end.sum != frame.sum || end.frames != frames {
                        return Err(wrong("the whole does not fit its checksum").into());
                    }
                    if end.pairs.checked_add(end.changes) != Some(count) {
                        return Err(wrong("it holds another number of records").into());
                    }
                    if !self.source.fill_buf()?.is_empty() {
                        return Err(Defect::Changed(self.at, "something follows its end").into());
                    }
                    return Ok(end);
                }
                _ => return Err(wrong("a part of an unknown kind").into()),
            }
        }
    }

    fn frame(&mut self) -> Result<Frame> {
        let at = self.at;
        let sum = hex(&self.digest.clone().finalize());
        let mut head = [0; 9];
        self.take(&mut head)?;
        let mut stored = [0; 4];
        self.take(&mut stored)?;
        let [kind, a, b, c, d, e, f, g, h] = head;
        let length = |bytes| usize::try_from(u32::from_be_bytes(bytes)).unwrap_or(usize::MAX);
        let (len, packed) = (length([a, b, c, d]), length([e, f, g, h]));
        let wrong = || Defect::Changed(at, "a part does not fit its checksum");
        // Deflate never makes much more of anything.
        if len > MOST || packed > MOST + MOST / 8 {
            return Err(wrong().into());
        }
        let mut bytes = vec![0; packed];
        self.take(&mut bytes)?;
        if checksum(&head, &bytes) != u32::from_be_bytes(stored) {
            return Err(wrong().into());
        }
        let mut contents = Vec::new();
        let unpacked =
            DeflateDecoder::new(&bytes[..]).take(len as u64 + 1).read_to_end(&mut contents);
        if unpacked.is_err() || contents.len() != len {
            return Err(wrong().into());
        }
        self.frames += 1;
        Ok(Frame { kind, contents, at, sum })
    }

    fn take(&mut self, bytes: &mut [u8]) -> Result<()> {
        let mut filled = 0;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.source.read(rest) {
                Ok(0) => return Err(Defect::Cut(self.at + filled as u64).into()),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.digest.update(&*bytes);
        self.at += filled as u64;
        Ok(())
    }
}

/// Splits the first change off.
fn change<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], Option<&'a [u8]>)> {
    let (&len, tail) = rest.split_first()?;
    let (key, tail) = tail.split_at_checked(len.into())?;
    let (len, tail) = tail.split_first_chunk::<4>()?;
    let len = u32::from_be_bytes(*len);
    let (value, tail) = match len {
        REMOVED => (None, tail),
        len => {
            let (value, tail) = tail.split_at_checked(usize::try_from(len).ok()?)?;
            (Some(value), tail)
        }
    };
    *rest = tail;
    Some((key, value))
}

fn checksum(head: &[u8], packed: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(head);
    hasher.update(packed);
    hasher.finalize()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
