//! The rules of the work, pure: no IO, no clock, no language, neither Telegram nor the store.
//!
//! `codes` and `campaign` are rules as data; `attempt` decides what a call comes to under them;
//! `calendar` and `recall` say when the next call is; `script` is the conversation as a graph and
//! `walk` a way through it; `people`, `lead`, `consent`, `notice`, `document` are what is
//! remembered, `audit` who did what to it, `forget` how it is removed;
//! who takes a caller is `routing` (`responsible`: what a CRM says, of which `crm` reads the exports;
//! `naming`: whom a written name names), and `offer` hands a call over;
//! `record` lists everything that the store keeps.

pub mod alarm;
pub mod attempt;
pub mod audit;
pub mod calendar;
pub mod campaign;
pub mod clocks;
pub mod codes;
pub mod consent;
pub mod crm;
pub mod document;
pub mod due;
pub mod forget;
pub mod heard;
pub mod hex;
pub mod inbound;
pub mod inquiry;
pub mod kind;
pub mod lead;
pub mod learning;
pub mod lesson;
pub mod message;
pub mod moment;
pub mod naming;
pub mod note;
pub mod notice;
pub mod offer;
pub mod people;
pub mod phone;
pub mod places;
pub mod profile;
pub mod recall;
pub mod record;
pub mod responsible;
pub mod routing;
pub mod script;
pub mod walk;
