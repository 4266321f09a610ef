//! A zip archive of one file, compressed while it is written: for a table that would be too large.

use std::io::{self, Write};

use crc32fast::Hasher;
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Sizes and checksum stand behind the data: they are not known before.
const FLAGS: u16 = 1 << 3;
const DEFLATED: u16 = 8;
/// The version of the format that is needed to read this: 2.0.
const VERSION: u16 = 20;
/// The first of January 1980, 00:00, as MS-DOS writes it: the archive says nothing of the time.
const NEVER: u32 = 0x0021_0000;

/// An archive in the making.
pub struct Zip<W: Write> {
    data: DeflateEncoder<W>,
    name: String,
    sum: Hasher,
    size: u64,
}

impl<W: Write> Zip<W> {
    /// An archive that holds a file of this name (ASCII).
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(mut out: W, name: &str) -> io::Result<Self> {
        let mut head = b"PK\x03\x04".to_vec();
        head.extend(VERSION.to_le_bytes());
        head.extend(about(0, 0, 0, name));
        head.extend(name.as_bytes());
        out.write_all(&head)?;
        let data = DeflateEncoder::new(out, Compression::default());
        Ok(Zip { data, name: name.to_owned(), sum: Hasher::new(), size: 0 })
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// Those of `out`; the file has more than 4 GiB.
    pub fn finish(mut self) -> io::Result<()> {
        self.data.try_finish()?;
        let (name, sum) = (&self.name, self.sum.finalize());
        let (packed, size) = (small(self.data.total_out())?, small(self.size)?);
        let mut tail = b"PK\x07\x08".to_vec();
        for number in [sum, packed, size] {
            tail.extend(number.to_le_bytes());
        }
        // Where the directory begins: behind the head, the name, the data and what was just added.
        let at = small(30 + name.len() as u64 + u64::from(packed) + tail.len() as u64)?;
        let mut entry = b"PK\x01\x02".to_vec();
        entry.extend(VERSION.to_le_bytes());
        entry.extend(VERSION.to_le_bytes());
        entry.extend(about(sum, packed, size, name));
        // No comment, first disk, no attributes; the head is at the beginning.
        entry.extend([0; 14]);
        entry.extend(name.as_bytes());
        let length = small(entry.len() as u64)?;
        tail.extend(entry);
        tail.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
        tail.extend(length.to_le_bytes());
        tail.extend(at.to_le_bytes());
        tail.extend([0; 2]);
        self.data.get_mut().write_all(&tail)
    }
}

/// What head and directory say of a file.
fn about(sum: u32, packed: u32, size: u32, name: &str) -> Vec<u8> {
    let mut about = Vec::new();
    about.extend(FLAGS.to_le_bytes());
    about.extend(DEFLATED.to_le_bytes());
    for number in [NEVER, sum, packed, size] {
        about.extend(number.to_le_bytes());
    }
    about.extend((name.len() as u16).to_le_bytes());
    about.extend([0; 2]);
    about
}

fn small(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::ErrorKind::FileTooLarge.into())
}

impl<W: Write> Write for Zip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.data.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::DeflateDecoder;

    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let text = "time;lead\r\n".repeat(100_000);
        let mut archive = Vec::new();
        let mut zip = Zip::new(&mut archive, "calls.csv").unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        zip.finish().unwrap();
        if let Ok(path) = std::env::var("KEEP_ZIP") {
            std::fs::write(path, &archive).unwrap();
        }
        assert!(archive.len() < text.len() / 50);
        let number = |at: usize| u32::from_le_bytes(archive[at..at + 4].try_into().unwrap());
        assert_eq!(&archive[30..39], b"calls.csv");
        let mut out = String::new();
        DeflateDecoder::new(&archive[39..]).read_to_string(&mut out).unwrap();
        assert_eq!(out, text);
        // From the end: the directory, and in it the checksum and both sizes.
        let end = archive.len() - 22;
        let entry = number(end + 16) as usize;
        assert_eq!(&archive[entry..entry + 4], b"PK\x01\x02");
        assert_eq!(entry + number(end + 12) as usize, end);
        assert_eq!(number(entry + 16), crc32fast::hash(text.as_bytes()));
        assert_eq!(number(entry + 24) as usize, text.len());
        assert_eq!(39 + number(entry + 20) as usize + 16, entry);
    }
}
