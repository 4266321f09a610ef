//! What a key does, and how that travels as callback data: typed, versioned, at most 64 bytes,
//! with the stamp of the screen (or the number of the notice) that it belongs to.
//!
//! The format is `1s<stamp>.<act>.<argument>` for screens, `1n<notice>.<act>.<argument>` for
//! notices, numbers in base 36. Short names of acts are never used again for something else.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use crate::domain::codes::Group;
use crate::domain::document::Period;
use crate::domain::inbound::ClientStage;
use crate::domain::kind::Kind;
use crate::domain::notice::NoticeId;
use crate::domain::people::Role;
use crate::domain::profile::{Extra, Question};

use super::shelf::Sort;

pub use crate::domain::lead::Field;

/// The longest callback data that Telegram takes, in bytes.
pub const DATA_MAX: usize = 64;
/// The longest id of a step, branch, objection, code or chip: with it callback data always fits.
pub const ID_MAX: usize = 24;

const VERSION: &str = "1";

/// A key that was pressed, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The screen or notice that bears the key.
    pub on: On,
    /// What the key does.
    pub act: Act,
}

/// What a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The screen with this stamp: any other stamp makes the key a stale one.
    Screen(u32),
    /// A notice: its keys act as long as what it is about allows.
    Notice(NoticeId),
}

/// An argument of an act, as text without full stops at its ends.
trait Argument: Sized {
    fn write(&self, to: &mut String);
    fn read(text: &str) -> Option<Self>;
}

impl Argument for String {
    fn write(&self, to: &mut String) {
        to.push_str(self);
    }
    fn read(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| text.to_owned())
    }
}

macro_rules! numbers {
    ($($t:ty),*) => { $(impl Argument for $t {
        fn write(&self, to: &mut String) { base36(i128::from(*self), to) }
        fn read(text: &str) -> Option<Self> {
            Self::try_from(i128::from_str_radix(text, 36).ok()?).ok()
        }
    })* };
}
numbers!(u32, u64, i64);

macro_rules! ids {
    ($($t:ty: $from:expr),*) => { $(impl Argument for $t {
        fn write(&self, to: &mut String) { to.push_str(self.id()) }
        fn read(text: &str) -> Option<Self> { $from(text) }
    })* };
}
ids!(Kind: Kind::from_id, Role: Role::from_id, Field: Field::from_id,
    Question: Question::from_id, Extra: Extra::from_id, Sort: Sort::from_id,
    ClientStage: ClientStage::from_id,
    Period: Period::from_id, Group: |id: &str| Group::ALL.into_iter().find(|group| group.id() == id));

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident $(($arg:ty))? = $short:literal,)*) => {
        /// Everything that a key can do.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Act { $($(#[$doc])* $name $(($arg))?,)* }

        impl Act {
            fn write(&self, to: &mut String) {
                match self { $(acts!(@pattern $name $(($arg, argument))?) => {
                    to.push_str(concat!(".", $short));
                    $(acts!(@write $arg, argument, to);)?
                })* }
            }

            fn read(short: &str, argument: &str) -> Option<Act> {
                match short {
                    $($short => acts!(@read $name $(($arg))?, argument),)*
                    _ => None,
                }
            }
        }
    };
    (@pattern $name:ident) => { Act::$name };
    (@pattern $name:ident ($arg:ty, $value:ident)) => { Act::$name($value) };
    (@write $arg:ty, $value:ident, $to:ident) => {
        $to.push('.');
        Argument::write($value, $to)
    };
    (@read $name:ident, $text:ident) => { $text.is_empty().then_some(Act::$name) };
    (@read $name:ident ($arg:ty), $text:ident) => { <$arg>::read($text).map(Act::$name) };
}

acts! {
    /// One screen back.
    Back = "b",
    /// To the first screen.
    Home = "h",
    /// Back to the call or result that was left.
    Return = "rt",
    /// Gives up the unfinished call, to begin another.
    Drop = "dr",
    /// The card of a lead.
    Lead(u32) = "l",
    /// Another page of a list.
    Page(u32) = "p",
    /// Begins a guided call.
    Call(u32) = "c",
    /// Goes straight to the situations.
    Result(u32) = "r",
    /// Lets the operator change the card.
    Edit = "e",
    /// Lets the operator type this field of the card.
    Field(Field) = "f",
    /// Corrects the kind of the call.
    Kind(Kind) = "k",
    /// Speaks this language to the client.
    Speak(String) = "sp",
    /// The client asks not to be called again.
    DoNotCall = "dn",
    /// Takes a lead off the do-not-call list.
    MayCall = "mc",
    /// Opens a closed lead, or asks a supervisor to.
    Reopen(u32) = "ro",
    /// Tells how the situations under a heading are told apart.
    Group(Group) = "g",
    /// This is what happened.
    Code(String) = "s",
    /// A ready answer.
    Chip(String) = "ch",
    /// Yes.
    Yes = "y",
    /// No.
    No = "n",
    /// A ready date, in minutes since 1970 (UTC).
    At(i64) = "at",
    /// Keeps the answer that was given before.
    Keep = "kp",
    /// Lets the operator choose another date.
    Time = "t",
    /// Back to the date that nobody named.
    Spread = "td",
    /// The condition for an early final result is met, or not.
    Early = "ea",
    /// Saves the attempt.
    Save = "sv",
    /// Takes a branch of the script.
    Branch(String) = "br",
    /// Takes up an objection.
    Object(String) = "ob",
    /// Returns from an objection.
    Resume = "re",
    /// What else a note may mean.
    Guesses = "gs",
    /// A note is about a call to this lead.
    About(u32) = "ab",
    /// What was typed is a note about the call.
    Said = "sd",
    /// Breaks the incoming call off, with words.
    BreakOff = "bo",
    /// Guesses are taught by what is saved, or no longer.
    Teach = "te",
    /// Asks whether what guesses were taught is to be forgotten.
    Unlearn = "ul",
    /// The same of what this person taught.
    UnlearnOf(i64) = "uo",
    /// Leaves the script with a result.
    Leave = "lv",
    /// Shows a recall.
    Recall(u64) = "rc",
    /// Puts a recall off.
    Later(u64) = "la",
    /// Hands a recall over.
    Hand(u64) = "ha",
    /// Hands all recalls of this notice over.
    HandAll = "hl",
    /// To this person.
    To(i64) = "to",
    /// Takes a recall oneself.
    Take(u64) = "tk",
    /// The appointment is done with.
    Done(u64) = "do",
    /// The supervisor agrees.
    Approve(u64) = "ap",
    /// The supervisor declines.
    Decline(u64) = "de",
    /// The language of the screens.
    Lang(String) = "lg",
    /// Chooses a language.
    Langs = "ls",
    /// Chooses a time zone.
    Zones = "zs",
    /// The time zone of the screens.
    Zone(String) = "z",
    /// Chooses a name.
    Name = "nm",
    /// Begins or ends the shift.
    Shift = "sh",
    /// Shows a member of the team.
    Member(i64) = "m",
    /// Gives the member this role.
    Role(Role) = "ol",
    /// Takes the member off the team.
    Remove = "rm",
    /// No caller is led to the member any more, or again.
    Exempt = "ex",
    /// The member takes the callers for whom nobody else is found, or no longer.
    Fallback = "df",
    /// Makes an invite for this role.
    Invite(Role) = "iv",
    /// The recalls.
    Recalls = "rs",
    /// All attempts on a lead.
    History(u32) = "hi",
    /// For which role an invite is.
    Inviting = "ii",
    /// The audit trail of a lead.
    Audit(u32) = "au",
    /// Asks whether a lead is to be forgotten.
    Forget(u32) = "fg",
    /// The same of the person who is shown.
    ForgetPerson = "fp",
    /// Those who have left.
    Left = "le",
    /// The page of the audit trail that begins with this entry.
    From(u64) = "fr",
    /// Puts the caller on hold.
    Hold = "ho",
    /// Takes the caller back.
    Unhold = "uh",
    /// So many minutes of look-up were announced to the caller.
    Minutes(u32) = "mi",
    /// To whom the call in hand may be handed over.
    Transfer = "tr",
    /// Offers the call in hand to this person.
    Offer(i64) = "of",
    /// Takes an offer back.
    Withdraw(u64) = "wd",
    /// Takes a call that is offered.
    TakeCall(u64) = "tc",
    /// Cannot take it.
    RefuseCall(u64) = "rf",
    /// Has the attempts of a period sent.
    Export(Period) = "xp",
    /// The messages.
    Messages = "ms",
    /// Shows a message.
    Message(u64) = "mg",
    /// The message is read.
    Heard(u64) = "mr",
    /// The reader will call back.
    CallBack(u64) = "mb",
    /// Passes a message on.
    PassOn(u64) = "mp",
    /// How somebody's calls are handled.
    Profile(i64) = "pf",
    /// Asks a question of the telephone form.
    Question(Question) = "qu",
    /// Asks what belongs to it beside the ten questions.
    Extra(Extra) = "pm",
    /// His calls come first, or no longer.
    Director = "di",
    /// The colleague for whom a caller asks.
    Asked(i64) = "as",
    /// The caller asks for another one.
    Others = "ot",
    /// A message is taken for him.
    TakeMessage = "tm",
    /// A call comes in.
    Incoming = "in",
    /// Leads the incoming call by this script.
    Script(String) = "sc",
    /// Other scripts for the call in hand.
    Scripts = "ss",
    /// What else can be done at a step.
    More = "mo",
    /// Takes a way that every step offers.
    Always(String) = "al",
    /// Lets the operator change what was told.
    Datum(String) = "da",
    /// What was asked is not known.
    Skip = "sk",
    /// What was told is taken back.
    Clear = "cl",
    /// Lets the operator type who is calling.
    Caller = "wc",
    /// Puts the call aside.
    Aside = "pa",
    /// What the client is to us.
    Stage(ClientStage) = "st",
    /// Ends the call without the call back that was to be promised.
    Unpromised = "up",
    /// The inquiry is recorded in the other system.
    Recorded(u64) = "rd",
    /// Shows an inquiry.
    Inquiry(u64) = "iq",
    /// What scripts have to be looked up, beginning with this sort.
    Faq(Sort) = "fq",
    /// The text with this number.
    Text(u32) = "tx",
    /// What was said at this step.
    AnswersAt(u64) = "aw",
    /// One such answer.
    Answer(u64) = "ah",
    /// It is dealt with, or is not; or those that are, or are not.
    Dealt = "ad",
}

impl Press {
    /// Adds the callback data to a text.
    pub fn write(&self, to: &mut String) {
        to.push_str(VERSION);
        match self.on {
            On::Screen(stamp) => {
                to.push('s');
                stamp.write(to);
            }
            On::Notice(id) => {
                to.push('n');
                id.0.write(to);
            }
        }
        self.act.write(to);
    }
}

impl Display for Press {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut data = String::new();
        self.write(&mut data);
        f.write_str(&data)
    }
}

/// The data is not a key of ours, or of a version that is no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("callback data of an unknown form")]
pub struct Unreadable;

impl FromStr for Press {
    type Err = Unreadable;

    fn from_str(data: &str) -> Result<Self, Unreadable> {
        let read = || -> Option<Press> {
            let rest = data.strip_prefix(VERSION)?;
            let (on, act) = rest.split_once('.')?;
            let on = match (on.get(..1)?, on.get(1..)?) {
                ("s", stamp) => On::Screen(u32::read(stamp)?),
                ("n", id) => On::Notice(NoticeId(u64::read(id)?)),
                _ => return None,
            };
            let (short, argument) = act.split_once('.').unwrap_or((act, ""));
            Some(Press { on, act: Act::read(short, argument)? })
        };
        read().ok_or(Unreadable)
    }
}

fn base36(number: i128, to: &mut String) {
    // Numbers of 64 bits, all but those that no key bears: dividing twice as many takes ten times as long.
    let mut left = u64::try_from(number.unsigned_abs()).unwrap_or(u64::MAX);
    let mut digits = [0; 14];
    let mut first = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit =
            b"0123456789abcdefghijklmnopqrstuvwxyz".get((left % 36) as usize).map_or(b'0', |d| *d);
        left /= 36;
        first -= 1;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        to.push('-');
    }
    to.extend(digits.iter().skip(first).map(|digit| char::from(*digit)));
}
