//! The conversation: what comes in, what a person's desk looks like, what is shown.
//!
//! `event` and `press` are what people do; `update` decides a turn over a `desk`, with `facts` from
//! the store, for whom the `door` lets in; `screens` holds one file a screen, `notices` the messages
//! beside it; `flow` is the way of a call from a number to its result card, `save` what the card comes
//! to; `incoming` is the way of a call that comes in, `outcome` how it ends, `record_text` what is recorded
//! of it, `texts` the script's texts with what was told filled in; `forget` what becomes of what is removed, `say` what the rules say as phrases; `view` is what
//! is shown, as data; `shelf` is what scripts have to be looked up, `inline` what of it is shown in
//! other chats; `deeds` reads off a turn what the audit trail notes; `edge` is what the edges and the loop
//! of turns tell each other.
//!
//! Of calls that come in: `incoming` is the way from the ring to the end, `outcome` what the end comes
//! to, with `record_text`; `clocks` are hold and marks; `callers` knows whose client somebody is, `offers`
//! hands a call over; `manager` and `form` say how a colleague's calls are handled, `mail` brings him
//! messages; `ring` decides what comes of an alarm.
//!
//! Of notes: `notes` makes a result of what was typed, `told` is what it tells, `learning` keeps and forgets what that teaches,
//! `taught` is all of it in memory.

mod callers;
pub mod clocks;
pub mod commands;
mod dates;
mod deeds;
pub mod desk;
pub mod door;
pub mod edge;
pub mod event;
pub mod facts;
mod flow;
mod forget;
pub mod form;
pub mod house;
mod incoming;
pub mod inline;
mod learning;
pub mod mail;
pub mod manager;
pub mod notes;
pub mod notices;
mod numbers;
mod offers;
mod other_day;
mod outcome;
pub mod press;
mod preview;
mod promise;
mod record_text;
pub mod ring;
mod save;
mod say;
pub mod screens;
pub mod shelf;
pub mod taught;
pub mod texts;
mod told;
pub mod turn;
pub mod typed;
pub mod update;
pub mod view;
