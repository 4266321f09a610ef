//! Which updates a turn was made of. Telegram counts them one by one, so that those of a block are one
//! pair: what the store holds in memory grows with the number of its pairs.

/// 64 updates in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenBlock {
    /// When the last of these turns was made, in milliseconds since 1970 (UTC).
    pub newest: i64,
    /// A bit for each update that was seen, the lowest for the first.
    pub seen: u64,
}

impl SeenBlock {
    /// The block that an update belongs to.
    pub fn of(update: i64) -> i64 {
        update >> 6
    }

    /// Where in its block an update stands.
    pub fn bit(update: i64) -> u64 {
        1 << (update & 63)
    }

    /// The updates of block `number` that were seen.
    pub fn updates(self, number: i64) -> impl Iterator<Item = i64> {
        (0..64)
            .filter(move |place| self.seen >> place & 1 == 1)
            .map(move |place| number << 6 | place)
    }

    /// A block as it is stored; none if it is none.
    pub fn read(bytes: &[u8]) -> Option<SeenBlock> {
        let (newest, seen) = bytes.split_first_chunk::<8>()?;
        let seen = u64::from_be_bytes(seen.try_into().ok()?);
        Some(SeenBlock { newest: i64::from_be_bytes(*newest), seen })
    }

    /// As it is stored.
    pub fn bytes(self) -> Vec<u8> {
        [self.newest.to_be_bytes(), self.seen.to_be_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_stored_and_tells_its_updates() {
        for update in [0, 63, 64, 731_000_001, -1, -64, -65, i64::MAX, i64::MIN] {
            let block = SeenBlock { newest: -5, seen: SeenBlock::bit(update) };
            assert_eq!(SeenBlock::read(&block.bytes()), Some(block));
            assert_eq!(block.updates(SeenBlock::of(update)).collect::<Vec<_>>(), [update]);
        }
        assert_eq!(SeenBlock::read(b"late"), None);
    }
}
