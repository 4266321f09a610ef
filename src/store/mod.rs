//! Where everything is kept: ordered bytes on a disk, behind one narrow trait.
//!
//! From the bottom up:
//!
//! - [`disk`]: the trait [`Disk`], its [`Batch`] and what may be a key. Nothing above it knows sled.
//! - [`sled`]: the disk of the product, over the library in `vendor/sled`. [`memory`]: the disk of tests and trials. Both keep one
//!   contract, and one set of tests holds them to it.
//! - [`room`]: how much the medium still takes.
//! - [`envelope`]: what every stored value is wrapped in: kind, record version, checksum. The disk
//!   below may lose or flip bytes; the envelope is how the layers above find out.
//! - [`stage`]: a group of turns being prepared over a disk, to be written as one batch.
//! - [`record`]: which types are stored, in which versions. [`book`]: records and their indexes.
//!   [`verify`]: whether all of it fits together.
//!   [`trail`]: the audit trail among them, which only grows.
//!
//! Time and randomness play no part here; all calls block, so they belong on a thread that may.

mod attempts;
pub mod book;
mod change;
mod confirmed;
pub mod disk;
pub mod envelope;
mod error;
pub mod exchange;
pub mod folder;
mod forget;
mod heard;
mod inbox;
mod inquiries;
mod keys;
mod layout;
mod lessons;
mod memo;
pub mod memory;
mod next;
mod recalls;
pub mod record;
pub mod room;
mod routing;
pub mod schema;
pub mod seen;
pub mod sled;
pub mod stage;
pub mod tap;
pub mod trail;
pub mod verify;

pub use self::book::Book;
pub use self::disk::{Batch, Disk};
pub use self::error::{StoreError, is_damage, unless_damaged};
pub use self::memory::Memory;
pub use self::sled::Sled;
pub use self::stage::Stage;
pub use self::tap::Tap;
