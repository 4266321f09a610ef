//! The narrow trait over ordered bytes, and the helpers that need nothing but it.

use anyhow::{Result, ensure};

/// The longest key, in bytes. The shortest is one byte.
pub const MAX_KEY: usize = 255;

/// The longest value, in bytes (1 MiB). Keep usual values far below: a few hundred bytes.
pub const MAX_VALUE: usize = 1 << 20;

/// A key and its value.
pub type Pair = (Vec<u8>, Vec<u8>);

/// Ordered bytes on a disk.
///
/// Keys are ordered as bytes. One call is one whole: a read sees a batch entirely or not at all.
/// All calls block and may be made from many threads.
///
/// Every error is a fault of the medium (see [`StoreError`](super::StoreError), which is found by
/// downcasting), except for a key or a value outside [`MAX_KEY`] and [`MAX_VALUE`], which is a
/// mistake of the caller and leaves the disk as it was.
pub trait Disk: Send + Sync + 'static {
    /// The value under `key`, if there is one.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>>;

    /// Pairs with `from <= key < to`, in order, at most `limit`. None if `from >= to`.
    fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>>;

    /// Pairs with `from <= key < to`, the last one first, at most `limit`. None if `from >= to`.
    fn range_back(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>>;

    /// Keys with `from <= key < to`, in order, at most `limit`: also those of values that do not read.
    fn keys(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Vec<u8>>> {
        Ok(self.range(from, to, limit)?.into_iter().map(|(key, _)| key).collect())
    }

    /// Applies all of `batch` or none of it, also across a crash. Reads see it at once; it is
    /// durable only after [`sync`](Disk::sync), which may fail by it too.
    fn write(&self, batch: Batch) -> Result<()>;

    /// Everything written before this call is on the medium when it returns, power loss included.
    fn sync(&self) -> Result<()>;

    /// Whether there is room for a write now; without it [`write`](Disk::write) would refuse.
    fn has_room(&self) -> bool {
        true
    }

    /// Bytes taken on the medium, roughly.
    fn size(&self) -> Result<u64>;
}

/// So many changes have room in a batch from the outset: most turns make no more.
const USUAL: usize = 16;

/// Changes to be applied together. Of several to one key the last wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    changes: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

impl Batch {
    /// A batch that changes nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the value under `key`, whatever was there.
    pub fn put(&mut self, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) {
        self.add(key.into(), Some(value.into()));
    }

    /// Removes `key`; it need not exist.
    pub fn delete(&mut self, key: impl Into<Vec<u8>>) {
        self.add(key.into(), None);
    }

    fn add(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
        if self.changes.capacity() == 0 {
            self.changes.reserve(USUAL);
        }
        self.changes.push((key, value));
    }

    /// Number of changes, those that a later one undoes included.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes as they were added; `None` stands for a removal.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&[u8], Option<&[u8]>)> {
        self.changes.iter().map(|(key, value)| (key.as_slice(), value.as_deref()))
    }

    /// Adds the changes of `other` after these.
    pub fn append(&mut self, mut other: Batch) {
        self.changes.append(&mut other.changes);
    }

    /// Refuses keys and values that no disk takes: a key that is empty or longer than
    /// [`MAX_KEY`], a value longer than [`MAX_VALUE`].
    pub fn check(&self) -> Result<()> {
        for (key, value) in &self.changes {
            ensure!(!key.is_empty(), "a key must not be empty");
            ensure!(key.len() <= MAX_KEY, "a key of {} bytes, at most {MAX_KEY}", key.len());
            let len = value.as_ref().map_or(0, Vec::len);
            ensure!(len <= MAX_VALUE, "a value of {len} bytes, at most {MAX_VALUE}");
        }
        Ok(())
    }
}

impl IntoIterator for Batch {
    type Item = (Vec<u8>, Option<Vec<u8>>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.changes.into_iter()
    }
}

/// The first bound above every key that starts with `prefix`: `range(prefix, prefix_end(prefix))`
/// is all of them. For an empty prefix, above every key there can be.
pub fn prefix_end(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return end;
        }
    }
    vec![u8::MAX; MAX_KEY + 1]
}

/// The smallest key above `key`: where a walk goes on.
pub fn after(key: &[u8]) -> Vec<u8> {
    let mut next = key.to_vec();
    next.push(0);
    next
}

/// Calls `visit` for all pairs with `from <= key < to`, in order, reading at most `page` pairs at a
/// time: for walks over more than fits in memory. Only each page is one whole: what is written
/// meanwhile is seen ahead of the walk and not behind it. Stops at the first error.
pub fn walk(
    disk: &dyn Disk,
    from: &[u8],
    to: &[u8],
    page: usize,
    mut visit: impl FnMut(&[u8], &[u8]) -> Result<()>,
) -> Result<()> {
    let page = page.max(1);
    let mut start = from.to_vec();
    loop {
        let pairs = disk.range(&start, to, page)?;
        for (key, value) in &pairs {
            visit(key, value)?;
        }
        match pairs.last() {
            Some((key, _)) if pairs.len() == page => start = after(key),
            _ => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_prefix_is_above_all_its_keys() {
        assert_eq!(prefix_end(b"ab"), b"ac");
        assert_eq!(prefix_end(b"a\xff\xff"), b"b");
        for prefix in [&b""[..], b"\xff", b"\xff\xff"] {
            let highest = vec![u8::MAX; MAX_KEY];
            assert!(prefix_end(prefix) > highest, "{prefix:?}");
        }
    }

    #[test]
    fn nothing_lies_between_a_key_and_the_next() {
        assert_eq!(after(b"a"), b"a\0");
        assert_eq!(after(b""), b"\0");
    }

    #[test]
    fn a_batch_keeps_the_order_of_its_changes() {
        let mut batch = Batch::new();
        assert!(batch.is_empty());
        batch.put("a", "1");
        let mut more = Batch::new();
        more.delete("a");
        batch.append(more);
        assert_eq!(batch.len(), 2);
        let changes: Vec<_> = batch.iter().collect();
        assert_eq!(changes, [(&b"a"[..], Some(&b"1"[..])), (&b"a"[..], None)]);
    }
}
