//! Sufler, the prompter beside a call-centre operator. This page is the map of the crate.
//!
//! A person talks with the bot in Telegram, or in a terminal. The bot leads the call by a script,
//! whoever rang whom, names the result as the rules want it, and reminds of the next call. What it says
//! is in `locales/`, what it obeys is in `scripts/`; the code is what the two have in common.
//!
//! # Rooms
//!
//! | module | what is in it |
//! |---|---|
//! | [`domain`] | the rules, pure: result codes, attempts, inquiries, calendar, people, script and walk, clocks, messages, who takes a caller |
//! | [`words`] | texts by language (Fluent), dates as people write and type them, search (`words/find/`) |
//! | [`notes`] | hasty notes: which situation is meant, how sure that is, what operators have taught |
//! | [`script`] | TOML files to the domain's things; every defect at once, with file, line, column |
//! | [`check`] | whether rules and texts fit together: `sufler check` |
//! | [`chat`] | the conversation, pure: events, desks, screens, keys, views |
//! | [`store`] | what is kept: records over a narrow trait of ordered bytes; sled, or memory |
//! | [`telegram`] | the edge to Telegram: updates in, messages out, order and pace |
//! | [`console`] | the same conversation in a terminal |
//! | [`timer`] | sleeps until the next due date or alarm |
//! | [`backup`] | a whole store in one file, made while the bot works, and put back |
//! | [`app`] | the threads of turns, and how an installation is read and put together |
//! | [`cli`], [`config`] | the command line; settings from flags, environment and `sufler.toml` |
//! | [`control`] | the local socket on which other commands ask a running bot |
//! | [`health`] | the sign of life that `sufler health` looks at |
//! | [`meter`] | what is counted and measured, and under which names |
//! | [`ops`] | `/healthz` and `/metrics`, and what systemd is told |
//! | [`trial`] | the clock and the crashes of a test that drives the whole program |
//!
//! `main.rs` wires them, with a file in `command/` for each longer command. `scripts/` and `locales/`
//! are built into the program; folders may overlay them.
//!
//! # Who may import whom
//!
//! `domain` and `words` import nothing of ours, `notes` those two. `script` and `store` import
//! `domain`, `script` also `notes`, `store` also `trial`, which may say that there is no room; `chat`
//! imports `domain`, `words` and `notes`; `telegram` and
//! `console` import `chat` and `words`; `timer` may import `store` and `domain`; the edges and the
//! timer may import `meter`. `app`, `check`, `cli`, `config`, `health`, `ops` and `main` put the
//! others together. `tests/architecture.rs` enforces it, and the rules below that can be read off
//! the source.
//!
//! # The turn
//!
//! Everything that happens is a turn: somebody typed or pressed, or something came due.
//!
//! ```text
//! telegram ─┐
//! console  ─┼─ Event ─► a thread of turns (app::engine) ◄─ Wake ─ timer
//!           │                │
//!           │      chat::update(house, facts, desk, event, now, dice)     pure
//!           │                │  new desk, changed records, short answer
//!           │                ▼
//!           │            Stage: the next turn of the group sees what this one changed
//!           │                │
//!           │                ▼  no more jobs in the queue, or as many as share a sync
//!           │            Disk: one write for the whole group: from here on everybody reads it
//!           │                │
//!           │                ├────► the other thread of turns decides the next group (app::relay)
//!           │                ▼
//!           │            Disk: one sync: puts what is written into the tree, and the tree on the medium
//!           │                │
//!           ◄── told ────────┘  the update counts as received, the key is answered,
//!                               what has to be drawn goes to the edge as Draw
//! ```
//!
//! One group is made durable while the next one is decided, and each is told of only after its own sync,
//! in order. Who reads, to decide or to draw, never waits for a batch that is put into the tree.
//!
//! A drawing is a projection of the store. The edge asks for it when it draws, so that several
//! changes in a row are one message; what was drawn is noted; what was not noted is drawn again
//! after a restart. An update that was already made into a turn is skipped. So no update is lost,
//! no attempt is saved twice, and at worst a message comes twice.
//!
//! A call that we make is a [`Walk`](domain::walk::Walk) that ends in a result code and an
//! [`Attempt`](domain::record::Attempt): `chat/flow.rs`, `chat/save.rs`. One that comes in is the same
//! walk with an [`Inbound`](domain::inbound::Inbound) part, ends in an outcome of its script and an
//! [`Inquiry`](domain::inquiry::Inquiry): `chat/incoming.rs`, `chat/outcome.rs`. It is recorded also
//! where it is broken off, and stays on one desk until the turn in which a colleague takes it.
//!
//! What somebody types about a call is a [`Note`](domain::note::Note): `chat/notes.rs` makes a draft of it,
//! by what [`notes`] guesses and takes out, and from there on it is a result like any other. A result
//! that is saved from a note leaves a [`Lesson`](domain::lesson::Lesson) in the same turn
//! (`chat/learning.rs`); `app/lessons.rs` keeps what guesses are taught as it is on the disk.
//! Nobody waits for the reader of notes that is trained beside the start: without it a note is not
//! understood, and a result teaches nothing ([`notes::Notes::ready`]).
//!
//! An alarm is a turn that nobody began: [`chat::ring`] decides it as `chat::update` decides the
//! others, each by itself in `app/alarms.rs`. It never takes a key from under somebody's finger.
//!
//! # Invariants
//!
//! - Nobody is told of a turn before it is on disk. If the disk does not take it, nothing happened. If
//!   there is no room, the turn is held: the edges put it in again, and none overtakes it.
//! - `domain` and `chat` do no IO. Time and random numbers are arguments; only `app`, `timer` and
//!   `main` have a clock or dice. (`telegram` reads a monotonic clock to keep its pace.)
//! - No word that a person reads is in `src/`. A [`View`](chat::view::View) is phrases and keys,
//!   never ready strings; only the edges make text of it.
//! - Two languages meet on a screen: what is shown is in the reader's, what is spoken to the client
//!   and what is written into the record are in the campaign's.
//! - A key carries the stamp of the desk that it was drawn for. An old key, or a second tap, never
//!   acts: it gets a short answer.
//! - A refusal is a value that the operator reads: why not, and what would be right. A fault is an
//!   error that the log reads. After a fault the desk is as it was: no answer is lost by it.
//! - A call in progress is pinned to the version of the script with which it began.
//! - Due dates are kept in order. Nothing is polled record by record.
//! - Every record has a kind, a version and a checksum. Versions that were ever released are read.
//! - No `unsafe`, and no panic outside tests.
//!
//! # Where to start reading
//!
//! [`chat::update`] is the heart: one file that decides a turn. From there, to add
//!
//! - **a screen**: a variant of [`chat::desk::Screen`], a file in `chat/screens/`, a line in each of
//!   the lists in `chat/screens/mod.rs`. New keys are acts in [`chat::press`]; the words go to
//!   `locales/*/chat.ftl`, or to the file of their subject: `inbound`, `clocks`, `messages`, `routing`,
//!   `faq`.
//! - **a command**: the list in [`chat::commands`], and `command-…` in `chat.ftl`.
//! - **an alarm**, something that happens by itself at its time: a subject in [`domain::alarm`], its key
//!   in `store/keys.rs`, a file in `chat/ring/`, and in `store/verify/` what it has to be about. An alarm
//!   is set and moved by [`domain::record::Change::Alarm`]; one that goes off is gone unless it is set
//!   again. What it tells somebody is a [`domain::notice::Body`], shown by [`chat::notices`].
//! - **a panel**, what the program itself shows at a step of an incoming call (`caller`, `manager`): a
//!   variant of [`domain::script::Panel`] with its word, a line in each list of
//!   `chat/screens/panels.rs`.
//! - **a kind of field** that a script may ask for: [`domain::script::DatumKind`] with its word; how
//!   what is typed is read, `read` in `chat/incoming.rs`; its hint `datum-type-…`; how it is said and
//!   recorded, [`chat::texts`] and `chat/record_text.rs`.
//! - **a source** that names who takes a caller: [`domain::routing`], and what it knows,
//!   `chat/callers.rs`. The columns of a CRM's export are data: `scripts/crm.toml`.
//! - **something that the audit trail notes**: a variant of [`domain::audit::Deed`]; where it is read
//!   off a turn, `chat/deeds.rs`; how it is shown, `chat/screens/audit.rs` with the text `deed-…`.
//! - **a file** that people may ask for: [`domain::document::Document`], made in `app/files.rs` when
//!   it is sent; a screen that orders it is `chat/screens/files.rs`.
//! - **a need** of result codes (something without which a result is not saved):
//!   [`domain::codes::Need`]; when it is met, `unmet` in [`domain::attempt`]; how it is asked,
//!   `chat/screens/ask.rs` with the text `ask-…`; how its answer comes into the comment,
//!   `chat/say.rs`. A result code itself is data: `scripts/codes.toml`, `locales/*/codes.ftl`.
//! - **a script**: no code. `scripts/NAME.toml` and `locales/*/scripts/NAME.ftl`; README shows one.
//!   A new condition on a branch: [`domain::script::Condition`], `script/condition.rs`,
//!   [`domain::walk`].
//! - **a language**: no code. A folder in `locales/`; `sufler check` lists what it lacks. What people
//!   type as dates is in its `when.toml`, read by `words/when/`.
//! - **a version of a record**: `store/record.rs`. A field with a default needs no new version;
//!   anything else raises `VERSION`, gets an `upgrade`, and a frozen fixture in
//!   `tests/fixtures/store/`. Desks are read part by part, in `app/desk.rs`.
//! - **an edge** beside Telegram and the terminal: [`chat::edge::Backstage`] is all that it sees;
//!   [`console`] is the smaller of the two to read.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod app;
pub mod backup;
pub mod chat;
pub mod check;
pub mod cli;
pub mod config;
pub mod console;
pub mod control;
pub mod domain;
pub mod health;
pub mod meter;
pub mod notes;
pub mod ops;
pub mod script;
pub mod store;
pub mod telegram;
pub mod timer;
pub mod trial;
pub mod words;
