//! Bytes as people and files write them.

/// Two digits for each byte, in lower case.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 15));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_two_digits() {
        assert_eq!(hex(b""), "");
        assert_eq!(hex(&[0, 9, 0x10, 0xaf, 0xff]), "000910afff");
    }
}
