//! A backup under a passphrase, as a file of [age](https://age-encryption.org): whoever has lost this
//! program opens it with `age -d`.

use std::io::{BufRead, BufReader, Cursor, Read, Write};

use age::{DecryptError, Decryptor, Encryptor, scrypt};
use anyhow::{Result, anyhow, bail};
use secrecy::{ExposeSecret, SecretString};

/// What every encrypted file begins with.
const MAGIC: &[u8] = b"age-encryption.org/";

/// How hard it is to try a passphrase: 128 MiB of memory for some tenths of a second.
const WORK: u8 = 17;

/// Harder ones are not opened: this takes eight times that.
const MOST_WORK: u8 = 20;

/// No header of ours has more bytes. The library reads a header again from its beginning with each
/// of its lines: one of some megabytes would keep it busy for hours.
const HEADER: u64 = 4_096;

/// How the last line of a header begins.
const LAST: &[u8] = b"---";

/// The shortest passphrase that is taken for a new backup, in characters.
pub const SHORTEST: usize = 12;

/// Whether a passphrase is taken for a new backup.
///
/// # Errors
/// It is too short.
pub fn long_enough(passphrase: &SecretString) -> Result<()> {
    if passphrase.expose_secret().chars().count() < SHORTEST {
        bail!("the passphrase is too short: take at least {SHORTEST} characters");
    }
    Ok(())
}

/// Encrypts what is written to it. Has to be finished.
///
/// # Errors
/// The passphrase is too short; the sink's.
pub fn seal<W: Write>(sink: W, passphrase: &SecretString) -> Result<age::stream::StreamWriter<W>> {
    long_enough(passphrase)?;
    let mut recipient = scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(WORK);
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    let encryptor = Encryptor::with_recipients(recipients).map_err(|error| anyhow!("{error}"))?;
    Ok(encryptor.wrap_output(sink)?)
}

/// What is in a file, decrypted if it is encrypted.
///
/// # Errors
/// It is encrypted, and there is no passphrase or a wrong one; it was cut or changed; the source's.
pub fn open<'a>(
    mut source: impl BufRead + 'a,
    passphrase: Option<&SecretString>,
) -> Result<Box<dyn BufRead + 'a>> {
    if !source.fill_buf()?.starts_with(MAGIC) {
        return Ok(Box::new(source));
    }
    let Some(passphrase) = passphrase else {
        bail!(
            "the backup is encrypted: put its passphrase into the variable \
             SUFLER_BACKUP_PASSPHRASE, or backup_passphrase in sufler.toml"
        );
    };
    let mut identity = scrypt::Identity::new(passphrase.clone());
    identity.set_max_work_factor(MOST_WORK);
    let header = header(&mut source)?;
    let opened = Decryptor::new_buffered(Cursor::new(header).chain(source))
        .and_then(|decryptor| decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)));
    match opened {
        Ok(reader) => Ok(Box::new(BufReader::new(Honest(reader)))),
        Err(DecryptError::Io(error)) => Err(error.into()),
        Err(
            DecryptError::DecryptionFailed
            | DecryptError::NoMatchingKeys
            | DecryptError::KeyDecryptionFailed,
        ) => bail!("the passphrase is not the one with which the backup was encrypted"),
        Err(error) => bail!("the encrypted backup was changed or damaged ({error})"),
    }
}

/// Takes the header off.
fn header(source: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut header = Vec::new();
    let mut source = source.take(HEADER);
    loop {
        let begin = header.len();
        source.read_until(b'\n', &mut header)?;
        let line = header.get(begin..).unwrap_or_default();
        if line.starts_with(LAST) || (line.is_empty() && source.limit() > 0) {
            return Ok(header);
        }
        if source.limit() == 0 {
            bail!("the encrypted backup was changed or damaged (its header is too long)");
        }
    }
}

/// Says in our words what is wrong with what is encrypted.
struct Honest<R>(R);

impl<R: Read> Read for Honest<R> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        use std::io::{Error, ErrorKind};
        self.0.read(bytes).map_err(|error| match error.kind() {
            ErrorKind::InvalidData => Error::new(
                ErrorKind::InvalidData,
                "the encrypted backup is cut, or was changed or damaged",
            ),
            ErrorKind::UnexpectedEof => {
                Error::new(ErrorKind::UnexpectedEof, "the encrypted backup is cut")
            }
            _ => error,
        })
    }
}
