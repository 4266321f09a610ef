//! What is to be done with a call while it is there.

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;

use super::caller::{Caller, same_topic};
use super::span::{Span, next, within};
use super::{Elsewhere, Profile, Question, Timed};

/// How it stands with the manager at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The moment, UTC.
    pub now: DateTime<Utc>,
    /// The manager's time zone: the hours are on its clocks.
    pub zone: Tz,
    /// He is at work.
    pub on_shift: bool,
    /// He is on the line with somebody.
    pub in_call: bool,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Put through.
    Through {
        /// He is on the line with somebody: ask whether he takes it.
        busy: bool,
    },
    /// Not now.
    NotNow {
        /// From when on, UTC; none: nobody knows.
        from: Option<DateTime<Utc>>,
    },
    /// Never put through.
    Never,
    /// To somebody else.
    Elsewhere(Elsewhere),
    /// The secretary settles it.
    Settled,
    /// He is not there.
    Absent {
        /// Back at this time, UTC; none: nobody knows.
        back: Option<DateTime<Utc>>,
    },
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// An answer of the form.
    Answer(Question),
    /// The director's calls come first.
    Director,
    /// He is off shift, or away until some time.
    Away,
    /// He is on the line with somebody.
    InCall,
    /// Nothing speaks against it.
    Nothing,
}

/// What to do, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What.
    pub what: What,
    /// Why.
    pub because: Because,
}

impl Profile {
    /// What is to be done with a call for this manager. In this order, the first that applies:
    ///
    /// 1. the director, and whoever is always put through, also in quiet hours and while the
    ///    manager talks with somebody else, unless he is not there at all;
    /// 2. whoever is never put through;
    /// 3. a topic that the secretary settles, then one that goes to somebody else;
    /// 4. the manager is not there;
    /// 5. private talk and those with certain hours: by these hours, not by the quiet ones;
    /// 6. quiet hours;
    /// 7. he is on the line with somebody.
    pub fn verdict(&self, caller: &Caller, at: &Standing) -> Verdict {
        let is = |what, because| Verdict { what, because };
        let absent = self.absent(at);
        let always = self.always.iter().any(|whom| caller.is(whom));
        if caller.director || always {
            let because =
                if always { Because::Answer(Question::Always) } else { Because::Director };
            return match absent {
                Some(absent) => absent,
                None => is(What::Through { busy: at.in_call }, because),
            };
        }
        if self.never.iter().any(|whom| caller.is(whom)) {
            return is(What::Never, Because::Answer(Question::Never));
        }
        if let Some(topic) = caller.topic.as_deref().and_then(|topic| self.by_topic(topic)) {
            return topic;
        }
        if let Some(absent) = absent {
            return absent;
        }
        for (list, question) in [(&self.hours, Question::Hours), (&self.private, Question::Private)]
        {
            let hours: Vec<Span> = meant(list, caller).flat_map(|t| t.hours.clone()).collect();
            if meant(list, caller).next().is_some() && !hours.is_empty() {
                return self.by_hours(&hours, at, Because::Answer(question));
            }
        }
        let private = meant(&self.private, caller).next().is_some();
        if !private && within(&self.quiet, local(at)) {
            return is(What::NotNow { from: self.next_good(at) }, Because::Answer(Question::Quiet));
        }
        if at.in_call {
            return is(What::NotNow { from: None }, Because::InCall);
        }
        let because = if private { Because::Answer(Question::Private) } else { Because::Nothing };
        is(What::Through { busy: false }, because)
    }

    /// He is not there, now.
    fn absent(&self, at: &Standing) -> Option<Verdict> {
        let back = self.away.filter(|back| *back > at.now);
        let absent = Verdict { what: What::Absent { back }, because: Because::Away };
        (back.is_some() || !at.on_shift).then_some(absent)
    }

    /// Whose topic it is.
    fn by_topic(&self, told: &str) -> Option<Verdict> {
        if self.settled.iter().any(|topic| same_topic(topic, told)) {
            let because = Because::Answer(Question::Settled);
            return Some(Verdict { what: What::Settled, because });
        }
        let theirs = self.elsewhere.iter().find(|entry| same_topic(&entry.topic, told))?;
        let because = Because::Answer(Question::Elsewhere);
        Some(Verdict { what: What::Elsewhere(theirs.clone()), because })
    }

    /// Put through in these hours, else when they begin.
    fn by_hours(&self, hours: &[Span], at: &Standing, because: Because) -> Verdict {
        if !within(hours, local(at)) {
            let from = next(at.now, at.zone, hours, |time| within(hours, time));
            return Verdict { what: What::NotNow { from }, because };
        }
        if at.in_call {
            return Verdict { what: What::NotNow { from: None }, because: Because::InCall };
        }
        Verdict { what: What::Through { busy: false }, because }
    }

    /// When he may be called next: outside the quiet hours, and in the best ones where he named any
    /// that are not quiet.
    pub fn next_good(&self, at: &Standing) -> Option<DateTime<Utc>> {
        let loud = |time: NaiveTime| !within(&self.quiet, time);
        let all: Vec<Span> = self.quiet.iter().chain(&self.best).copied().collect();
        let best = || next(at.now, at.zone, &all, |time| loud(time) && within(&self.best, time));
        let any = || next(at.now, at.zone, &all, loud);
        if self.best.is_empty() { any() } else { best().or_else(any) }
    }
}

fn local(at: &Standing) -> NaiveTime {
    at.now.with_timezone(&at.zone).time()
}

fn meant<'p>(list: &'p [Timed], caller: &'p Caller) -> impl Iterator<Item = &'p Timed> {
    list.iter().filter(|timed| caller.is(&timed.whom))
}
