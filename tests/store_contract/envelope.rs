//! Envelopes: nothing that happens to the bytes goes unnoticed, and old ones open for ever.

use proptest::collection::vec;
use proptest::prelude::*;
use sufler::store::envelope::{Damage, OVERHEAD, Opened, VERSION, open, seal};

/// Hex to bytes.
fn bytes(hex: &str) -> Vec<u8> {
    let digit = |c: u8| (c as char).to_digit(16).unwrap() as u8;
    hex.as_bytes().chunks(2).map(|two| digit(two[0]) << 4 | digit(two[1])).collect()
}

/// Every version ever released stays here. Never change a line: add a file for a new version.
#[test]
fn envelopes_of_every_version_open() {
    let frozen = include_str!("../fixtures/store/envelope_v1.txt");
    let mut count = 0;
    for line in frozen.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [kind, version, key, sealed, body] = *line.splitn(5, ' ').collect::<Vec<_>>() else {
            panic!("five fields: {line}");
        };
        let (kind, version) = (kind.parse().unwrap(), version.parse().unwrap());
        let (key, sealed) = (bytes(key), bytes(sealed));
        let body = body.as_bytes();
        assert_eq!(open(&key, &sealed), Ok(Opened { kind, version, body }), "{line}");
        if VERSION == 1 {
            assert_eq!(seal(kind, version, &key, body), sealed, "{line}");
        }
        count += 1;
    }
    assert_eq!(count, 6);
}

fn is_checksum(damage: Damage) -> bool {
    matches!(damage, Damage::Checksum { .. })
}

proptest! {
    #[test]
    fn what_was_sealed_opens(
        kind: u16,
        version: u16,
        key in vec(any::<u8>(), 0..40),
        body in vec(any::<u8>(), 0..400),
    ) {
        let sealed = seal(kind, version, &key, &body);
        prop_assert_eq!(sealed.len(), OVERHEAD + body.len());
        prop_assert_eq!(open(&key, &sealed), Ok(Opened { kind, version, body: &body }));
    }

    #[test]
    fn a_flipped_bit_is_found(
        key in vec(any::<u8>(), 1..20),
        body in vec(any::<u8>(), 0..200),
        place: prop::sample::Index,
        bit in 0..8u8,
    ) {
        let mut sealed = seal(3, 1, &key, &body);
        let place = place.index(sealed.len());
        sealed[place] ^= 1 << bit;
        let found = open(&key, &sealed).unwrap_err();
        match place {
            0 => prop_assert!(matches!(found, Damage::Version(_))),
            _ => prop_assert!(is_checksum(found)),
        }
    }

    #[test]
    fn a_cut_is_found(body in vec(any::<u8>(), 0..200), place: prop::sample::Index) {
        let sealed = seal(3, 1, b"key", &body);
        let cut = &sealed[..place.index(sealed.len())];
        match open(b"key", cut).unwrap_err() {
            Damage::Short(length) => prop_assert!(length == cut.len() && length < OVERHEAD),
            damage => prop_assert!(is_checksum(damage)),
        }
    }

    #[test]
    fn another_key_is_found(
        key in vec(any::<u8>(), 0..20),
        other in vec(any::<u8>(), 0..20),
        body in vec(any::<u8>(), 0..200),
    ) {
        prop_assume!(key != other);
        let sealed = seal(3, 1, &key, &body);
        prop_assert!(is_checksum(open(&other, &sealed).unwrap_err()));
    }
}
