//! A backup under a passphrase.

use std::io::Read;

use secrecy::SecretString;
use sufler::backup::{self, TooLarge, seal};

use crate::{backed_up, now};

const RIGHT: &str = "correct horse battery";

fn secret(text: &str) -> SecretString {
    SecretString::from(text.to_owned())
}

fn opened(bytes: &[u8], passphrase: Option<&str>) -> Result<Vec<u8>, String> {
    let passphrase = passphrase.map(secret);
    let mut plain = Vec::new();
    seal::open(bytes, passphrase.as_ref())
        .and_then(|mut reader| Ok(reader.read_to_end(&mut plain)?))
        .map(|_| plain)
        .map_err(|error| format!("{error:#}"))
}

#[test]
fn only_the_passphrase_opens_it() {
    let (tap, plain) = backed_up();
    let sealed = backup::bytes(&tap, now(), &secret(RIGHT), 50 << 20).unwrap();
    assert!(opened(&sealed, Some(RIGHT)) == Ok(plain.clone()));
    assert!(sealed.starts_with(b"age-encryption.org/v1"), "others can open it with age");
    let wrong = opened(&sealed, Some("correct horse batterie")).unwrap_err();
    assert!(wrong.contains("the passphrase is not the one"), "{wrong}");
    let none = opened(&sealed, None).unwrap_err();
    assert!(none.contains("SUFLER_BACKUP_PASSPHRASE"), "{none}");
    assert!(opened(&plain, None) == Ok(plain.clone()), "what is not encrypted is read as it is");

    let cut = opened(&sealed[..sealed.len() - 20], Some(RIGHT)).unwrap_err();
    assert!(cut.contains("encrypted backup"), "{cut}");
    let mut changed = sealed.clone();
    let middle = changed.len() - 1_000;
    changed[middle] ^= 1;
    let said = opened(&changed, Some(RIGHT)).unwrap_err();
    assert!(said.contains("changed or damaged"), "{said}");
    // The same text in both would tell what is in it.
    let window = &plain[plain.len() / 2..plain.len() / 2 + 32];
    assert!(!sealed.windows(32).any(|bytes| bytes == window));
}

#[test]
fn what_cannot_be_sent_or_guarded_is_not_made() {
    let (tap, _) = backed_up();
    let large = backup::bytes(&tap, now(), &secret(RIGHT), 2_000).unwrap_err();
    assert_eq!(large.downcast_ref(), Some(&TooLarge(2_000)));
    let short = backup::bytes(&tap, now(), &secret("too short"), 50 << 20).unwrap_err();
    assert!(short.to_string().contains("at least 12 characters"), "{short}");
}

#[test]
fn a_header_without_end_is_not_read_for_hours() {
    let mut endless = b"age-encryption.org/v1\n-> X25519 AAAA\n".to_vec();
    (0..400_000)
        .for_each(|_| endless.extend_from_slice(&[b"B".repeat(64), b"\n".to_vec()].concat()));
    let line = [b"age-encryption.org/v1".to_vec(), vec![b'A'; 8 << 20]].concat();
    for hostile in [endless, line] {
        let began = std::time::Instant::now();
        let said = opened(&hostile, Some(RIGHT)).unwrap_err();
        assert!(said.contains("header is too long"), "{said}");
        assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", began.elapsed());
    }
    assert!(opened(b"age-encryption.org/v1\n-> scrypt AAAA", Some(RIGHT)).is_err(), "cut");
}
