//! What is above somebody's role: every key and every command there is, on every screen, forged or
//! left over from a role that was taken away.

use sufler::chat::commands::COMMANDS;
use sufler::chat::desk::Desk;
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::press::{On, Press};
use sufler::chat::update::{Outcome, update};
use sufler::domain::forget::Gone;
use sufler::domain::notice::{Body, Notice, NoticeId};
use sufler::domain::offer::End;
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::record::Change;

use super::numbers::{World, all_bodies, all_screens, desks};
use super::press::acts;
use super::{moment, person};

fn turn(world: &World, desk: Desk, me: &Person, event: Event) -> Outcome {
    let who = Who { id: me.id, name: "P".to_owned(), lang: None };
    let incoming = Incoming { update: None, who, event };
    let now = moment("2026-11-24 09:00");
    update(&world.house, &world.book, Some(desk), &incoming, now, &mut || 7).unwrap()
}

/// Nobody changes what only others may.
fn allowed(world: &World, me: &Person, all: &[Change], change: &Change) -> bool {
    let leads = me.role >= Role::Supervisor;
    let gives = me.role.may_give();
    match change {
        Change::Person(other) if other.id == me.id => other.role == me.role,
        Change::Person(other) if spares(world, other) => leads,
        Change::Person(other) => {
            let was = world.book.person(other.id).unwrap().map(|was| was.role);
            Some(other.role) <= gives && was <= gives
        }
        Change::Invite(invite) => Some(invite.role) <= gives,
        Change::Request(request) => leads || request.answer.is_none(),
        Change::Lead(lead) => {
            let was = world.book.lead(lead.id).unwrap();
            let opened =
                was.as_ref().is_some_and(|was| was.closed.is_some()) && lead.closed.is_none();
            let lifted =
                was.is_some_and(|was| was.do_not_call.is_some()) && lead.do_not_call.is_none();
            leads || !(opened || lifted)
        }
        Change::Attempt(attempt) => leads || attempt.by == me.id,
        // Another's recall may be taken; it ends by a result, or by the client's wish.
        Change::Recall(recall) => {
            let was = world.book.recall(recall.id).unwrap();
            let mine = recall.owner == me.id || was.is_none_or(|was| was.owner == me.id);
            let ends = |change: &Change| match change {
                Change::Attempt(attempt) => attempt.lead == recall.lead,
                Change::Lead(lead) => lead.id == recall.lead && lead.do_not_call.is_some(),
                _ => false,
            };
            leads || mine || (!recall.is_open() && all.iter().any(ends))
        }
        // Everybody answers for himself; who is the director, supervisors say.
        Change::Profile(profile) => {
            let was = world.book.profile(profile.who).unwrap();
            let same = was.is_some_and(|was| was.director) == profile.director;
            leads || (profile.who == me.id && same)
        }
        // An offer is answered by whom it is for, and taken back by whose it is.
        Change::Offer(offer) => {
            let how = offer.end.map(|end| end.how);
            match how {
                Some(End::Taken | End::Refused) => offer.to == me.id,
                None | Some(End::Withdrawn) => offer.from == me.id,
                Some(End::Over) => true,
                Some(End::Late) => false,
            }
        }
        // Who saves a result teaches; only administrators have that forgotten, or switched off.
        Change::Learning(_) | Change::Gone(Gone::Lesson(_) | Gone::Lessons(_)) => {
            all.iter().any(|change| matches!(change, Change::Attempt(_)))
        }
        Change::Responsible(_) => false,
        // Only those to whom it was sent do something with a message.
        Change::Message(message) => {
            let was = world.book.message(message.id).unwrap();
            leads || was.is_none_or(|was| was == *message || was.reached(me.id))
        }
        _ => true,
    }
}

/// Only whether callers are led to somebody changes: whoever leads says that of everybody.
fn spares(world: &World, other: &Person) -> bool {
    let was = world.book.person(other.id).unwrap();
    was.is_some_and(|was| {
        let (exempt, default_for_calls) = (other.exempt, other.default_for_calls);
        *other == Person { exempt, default_for_calls, ..was }
    })
}

/// The world with something for each act to do: a closed lead, a promise, requests, an alert.
fn world() -> World {
    let world = World::new(None);
    let now = moment("2026-11-24 09:00");
    let mut lead = world.book.lead(sufler::domain::lead::LeadId(1)).unwrap().unwrap();
    lead.closed = Some(sufler::domain::lead::Closed { code: "lpr_refusal".into(), at: now });
    lead.do_not_call =
        Some(sufler::domain::lead::DoNotCall { by: PersonId(1), at: now, code: None });
    world.put(&[Change::Lead(lead)]);
    for (id, body) in (1..).zip(all_bodies()) {
        for to in 0..4 {
            let notice = Notice::new(NoticeId(id * 4 + to), PersonId(to as i64), now, body.clone());
            world.put(&[Change::Notice(notice)]);
        }
    }
    world
}

#[test]
fn no_key_does_what_is_above_the_role() {
    let world = world();
    let mut acts = acts();
    // One time zone is like another, one lead like another that is not there.
    acts.truncate(acts.len() - chrono_tz::TZ_VARIANTS.len() + 1);
    let mut small = Vec::new();
    for act in &acts {
        let data = Press { on: On::Screen(0), act: act.clone() }.to_string();
        let (_, act) = data.split_once('.').unwrap();
        let (name, argument) = act.split_once('.').unwrap_or((act, ""));
        small.push(act.to_owned());
        for argument in (!argument.is_empty())
            .then_some(["1", "2", "3", "admin", "lpr_refusal"])
            .into_iter()
            .flatten()
        {
            small.push(format!("{name}.{argument}"));
        }
    }
    let notices = (all_bodies().len() as u64 + 1) * 4;
    for me in [person(2, Role::Operator), person(3, Role::Supervisor)] {
        let me = world.book.person(me.id).unwrap().unwrap();
        let mut changed = 0;
        for screen in all_screens() {
            for desk in desks(&world, &screen) {
                for act in &small {
                    let Ok(press) = format!("1s0.{act}").parse::<Press>() else { continue };
                    let outcome = turn(&world, desk.clone(), &me, Event::Press(press));
                    changed += outcome.changes.len();
                    for change in &outcome.changes {
                        assert!(
                            allowed(&world, &me, &outcome.changes, change),
                            "{screen:?} {act}: {change:?}"
                        );
                    }
                }
            }
        }
        for id in 4..notices {
            for act in &small {
                let Ok(mut press) = format!("1n1.{act}").parse::<Press>() else { continue };
                press.on = On::Notice(NoticeId(id));
                let mine = id % 4 == me.id.0 as u64;
                let outcome = turn(&world, Desk::default(), &me, Event::Press(press));
                for change in &outcome.changes {
                    assert!(
                        allowed(&world, &me, &outcome.changes, change),
                        "notice {id} {act}: {change:?}"
                    );
                }
                // The message of somebody else does nothing at all.
                assert!(mine || outcome.changes.is_empty(), "notice {id} {act}: {outcome:?}");
                assert!(outcome.toast.is_some() || mine, "notice {id} {act}: no answer");
            }
        }
        assert!(changed > 0, "it is not that keys do nothing");
    }
}

#[test]
fn no_command_does_what_is_above_the_role() {
    let world = world();
    for me in [2, 3].map(|id| world.book.person(PersonId(id)).unwrap().unwrap()) {
        for (name, least) in COMMANDS {
            for argument in ["", "1", "3", "admin", "8 499 322-46-85"] {
                let event = Event::Command(name.to_owned(), argument.to_owned());
                let outcome = turn(&world, Desk::default(), &me, event);
                for change in &outcome.changes {
                    assert!(
                        allowed(&world, &me, &outcome.changes, change),
                        "/{name} {argument}: {change:?}"
                    );
                }
                if me.role < least {
                    let desk = outcome.desk.unwrap();
                    assert_eq!(desk.screen, Desk::default().screen, "/{name} {argument}");
                    let refused = desk.remarks.iter().any(|r| r.id == "command-forbidden");
                    assert!(refused && outcome.changes.is_empty(), "/{name} {argument}");
                }
            }
        }
    }
}

#[test]
fn who_is_not_in_the_team_changes_nothing_whatever_he_does() {
    let world = world();
    let stranger = Person { left: true, ..person(9, Role::Admin) };
    for screen in all_screens() {
        for desk in desks(&world, &screen) {
            for act in ["sv", "ap.1", "de.2", "iv.admin", "rm", "l.1", "tk.1", "do.1", "ro.1"] {
                let press = Event::pressed(&format!("1s0.{act}"));
                let outcome = turn(&world, desk.clone(), &stranger, press);
                assert!(outcome.changes.is_empty() && outcome.desk.is_none(), "{screen:?} {act}");
            }
        }
    }
    for (name, _) in COMMANDS {
        let event = Event::Command(name.to_owned(), "1".to_owned());
        let outcome = turn(&world, Desk::default(), &stranger, event);
        assert!(outcome.changes.is_empty() && outcome.stranger.is_some(), "/{name}");
    }
    let event = Event::Text("8 499 322-46-85".to_owned());
    assert!(turn(&world, Desk::default(), &stranger, event).changes.is_empty());
    assert!(matches!(all_bodies()[0], Body::Due { .. }));
}
