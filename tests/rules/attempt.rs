//! What a call comes to: never without what it needs, intermediate before the third call, with
//! the comments of the source.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::btree_map;
use proptest::option;
use proptest::prelude::*;
use sufler::chat::desk::{Desk, Screen};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::press::{Act, On, Press};
use sufler::chat::update::update;
use sufler::domain::attempt::{ANSWER_MAX, Draft, Refusal, Rule, Said, Verdict, decide};
use sufler::domain::campaign::{Campaign, Ordinal};
use sufler::domain::codes::{CodeId, Finality, Need, Reached};
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::people::{PersonId, Role};
use sufler::domain::recall::DueKind;
use sufler::domain::record::{Attempt, Change, Standing};
use sufler::store::{Batch, Book, Disk, Memory};

use super::{cases, house, lead, moment, person};

fn draft(code: &str) -> Draft {
    Draft {
        by: PersonId(1),
        confirm: Vec::new(),
        lead: LeadId(1),
        situation: code.into(),
        answers: BTreeMap::new(),
        early: false,
        objections: 0,
        spread: moment("2026-11-25 09:00"),
        when: None,
        exact: false,
        asks: Vec::new(),
        moved: None,
        script: None,
        day: None,
        no_more_calls: false,
        note: None,
    }
}

/// Earlier calls, none of which was final.
fn attempts(situations: &[CodeId]) -> Vec<Attempt> {
    let attempt = |(number, situation): (u16, &CodeId)| Attempt {
        lead: LeadId(1),
        number,
        campaign: house().campaign.id.clone(),
        by: PersonId(1),
        at: moment("2026-11-20 09:00"),
        code: house().codes.intermediate.clone(),
        situation: situation.clone(),
        comment: "…".to_owned(),
        standing: Standing::Good,
        next: None,
        objections: 0,
        script: None,
    };
    (1..).zip(situations).map(attempt).collect()
}

fn code() -> impl Strategy<Value = CodeId> {
    let ids: Vec<CodeId> = house().codes.list.iter().map(|code| code.id.clone()).collect();
    prop::sample::select(ids)
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        Just(Said::Yes),
        Just(Said::No),
        "[a-z_]{1,24}".prop_map(Said::Chip),
        "\\PC{1,30}".prop_map(Said::Text),
    ]
}

/// A lead, its campaign, its earlier calls, and what somebody answers about the next one.
#[derive(Clone, Debug)]
struct Trial {
    campaign: Campaign,
    lead: Lead,
    earlier: Vec<Attempt>,
    draft: Draft,
}

prop_compose! {
    fn trial()(
        situation in code(),
        earlier in prop::collection::vec(code(), 0..5),
        answers in btree_map(prop::sample::select(Need::ALL.to_vec()), said(), 0..10),
        asks in prop::collection::vec(prop::sample::select(Need::ALL.to_vec()), 0..2),
        (early, exact, transfer, by_situation) in any::<(bool, bool, bool, bool)>(),
        when in option::of(0..100_000i64),
        city in option::of(prop::sample::select(vec!["Москва", "moscow", "Тула", "?"])),
        consented in prop::collection::vec(code(), 0..4),
        months in option::of(1..12u32),
    ) -> Trial {
        let mut lead = lead(1, "+74993224685");
        lead.attempts = earlier.len() as u16;
        lead.city = city.map(str::to_owned);
        let campaign = Campaign {
            transfer,
            consented,
            ordinal: if by_situation { Ordinal::Situation } else { Ordinal::Lead },
            long_term_months: months,
            ..house().campaign.clone()
        };
        let when = when.map(|minutes| moment("2026-11-23 06:00") + chrono::Duration::minutes(minutes));
        let draft = Draft { answers, early, exact, asks, when, ..draft(situation.as_str()) };
        Trial { campaign, lead, earlier: attempts(&earlier), draft }
    }
}

/// Whether a need is met, in plain words of the domain page.
fn met(need: Need, trial: &Trial) -> bool {
    let Trial { campaign, lead, draft, .. } = trial;
    let answer = draft.answers.get(&need);
    match need {
        Need::Consent => true,
        Need::Transfer => campaign.transfer,
        Need::City => {
            lead.city.as_deref().is_some_and(|city| city.to_lowercase() != "тула" && city != "?")
        }
        Need::Stages => answer.is_some_and(|said| *said != Said::No),
        Need::NoData => answer.is_some_and(|said| *said != Said::Yes),
        Need::When => {
            let first = house().codes.get(&draft.situation).unwrap().finality == Finality::First;
            draft.when.is_some() || (!first && answer == Some(&Said::No))
        }
        _ => answer.is_some(),
    }
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn a_result_is_ready_only_with_all_that_it_needs(trial in trial()) {
        let Trial { campaign, lead, earlier, draft } = &trial;
        let code = house().codes.get(&draft.situation).unwrap();
        let verdict = decide(&house().codes, campaign, &house().places, lead, earlier, draft);
        let needs: Vec<Need> = code.needs.iter().chain(&draft.asks).copied().collect();
        match verdict {
            Verdict::Ready(_) => prop_assert!(needs.iter().all(|need| met(*need, &trial))),
            Verdict::Ask(need) => {
                prop_assert!(needs.contains(&need) && !met(need, &trial), "asks for {need:?}");
            }
            Verdict::Refused(Refusal::LastCall { of }) => {
                prop_assert_eq!((code.finality, of), (Finality::Never, 3));
            }
            Verdict::Refused(_) => prop_assert!(!needs.iter().all(|need| met(*need, &trial))),
        }
    }

    #[test]
    fn three_calls_and_what_makes_it_sooner(trial in trial()) {
        let Trial { campaign, lead, earlier, draft } = &trial;
        let code = house().codes.get(&draft.situation).unwrap();
        let same = earlier.iter().filter(|a| a.situation == code.id).count();
        let number = 1 + match campaign.ordinal {
            Ordinal::Lead => earlier.len(),
            Ordinal::Situation => same,
        } as u16;
        let verdict = decide(&house().codes, campaign, &house().places, lead, earlier, draft);
        if code.finality == Finality::Never && number >= 3 {
            prop_assert_eq!(verdict, Verdict::Refused(Refusal::LastCall { of: 3 }));
            return Ok(());
        }
        let Verdict::Ready(result) = verdict else { return Ok(()) };
        prop_assert_eq!(result.ordinal, number);
        let sooner = draft.early && code.early.is_some();
        let is_final = match code.finality {
            Finality::First => true,
            Finality::Third => number >= 3 || sooner,
            Finality::Never => false,
        };
        prop_assert_eq!(result.closes, is_final);
        prop_assert_eq!(matches!(result.rule, Rule::Early(_)), is_final && number < 3 && sooner
            && code.finality == Finality::Third);
        prop_assert_eq!(result.code.as_str(), if is_final { code.id.as_str() } else { "recall" });
        prop_assert_eq!(result.do_not_call, code.id.as_str() == "already_customer");
        if let Some(due) = result.due {
            prop_assert_eq!(due.kind == DueKind::Recall, !is_final);
            let agreed = due.agreed && due.kind == DueKind::Recall;
            prop_assert!(!agreed || (draft.when.is_some() && code.reached != Reached::Nobody));
        }
        prop_assert!(is_final || result.due.is_some(), "an intermediate result has its recall");
        let needs_consent = code.needs.contains(&Need::Consent);
        prop_assert_eq!(result.consent, needs_consent && !campaign.consented.contains(&code.id));
    }
}

/// The attempt that comes of pressing «save» under this draft, the lead being on this call.
fn saved(draft: Draft, call: u16) -> Option<Attempt> {
    let house = house();
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let book = Book::new(disk.clone());
    let mut lead = lead(1, "+74993224685");
    lead.attempts = call - 1;
    lead.city = Some("Москва".to_owned());
    let before = vec!["no_answer".into(); usize::from(call - 1)];
    let mut changes = vec![Change::Lead(lead), Change::Person(person(1, Role::Operator))];
    changes.extend(attempts(&before).into_iter().map(Change::Attempt));
    let mut batch = Batch::new();
    book.put(&mut batch, &changes).unwrap();
    disk.write(batch).unwrap();
    let desk = Desk { screen: Screen::Card(call), draft: Some(draft), ..Desk::default() };
    let who = Who { id: PersonId(1), name: "P".into(), lang: None };
    let press = Press { on: On::Screen(0), act: Act::Save };
    let incoming = Incoming { update: None, who, event: Event::Press(press) };
    let now = moment("2026-11-23 06:00");
    let outcome = update(house, &book, Some(desk), &incoming, now, &mut || 7).unwrap();
    outcome.changes.into_iter().find_map(|change| match change {
        Change::Attempt(attempt) => Some(attempt),
        _ => None,
    })
}

fn text(said: &str) -> Said {
    Said::Text(said.to_owned())
}

#[test]
fn comments_are_those_of_the_source() {
    let reason = text("говорит, что поставщик уже есть");
    let answers = BTreeMap::from([
        (Need::Stages, Said::Yes),
        (Need::NoData, Said::No),
        (Need::Refusal, Said::Chip("not_interested".into())),
        (Need::Reason, reason),
        (Need::Relation, Said::Chip("former_employee".into())),
        (Need::Field, text("школа")),
        (Need::Competitor, Said::Chip("call_centre".into())),
        (Need::Fault, Said::Chip("noise".into())),
        (Need::Email, text("a@b.cd")),
    ]);
    let mut known: Vec<&str> = Vec::new();
    let mut wrong = String::new();
    for line in include_str!("comments.txt").lines().filter(|line| !line.starts_with('#')) {
        let (id, comments) = line.split_once(": ").unwrap();
        let (id, refusal) = id.split_once(' ').unwrap_or((id, "not_interested"));
        known.push(id);
        let comments: Vec<&str> = comments.split(" | ").collect();
        for call in 1..=3u16 {
            let mut draft = draft(id);
            draft.answers.clone_from(&answers);
            draft.answers.insert(Need::Refusal, Said::Chip(refusal.into()));
            draft.when = Some(moment("2026-11-24 11:30"));
            let found = saved(draft, call).map_or_else(|| "-".to_owned(), |a| a.comment);
            let expected = comments.get(usize::from(call) - 1).unwrap_or(&comments[0]);
            if found != *expected {
                wrong += &format!("{id}, call {call}: {expected}, found {found}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    for code in &house().codes.list {
        assert!(known.contains(&code.id.as_str()), "{} has no comment in the table", code.id);
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn comments_fit_what_can_be_copied(
        code in code(),
        call in prop_oneof![1..=3u16, Just(u16::MAX)],
        answer in proptest::string::string_regex(&format!("\\PC{{1,{ANSWER_MAX}}}")).unwrap(),
        long in any::<bool>(),
    ) {
        let letters = answer.chars().count();
        let answer = if long { answer.repeat(ANSWER_MAX / letters) } else { answer };
        let mut draft = draft(code.as_str());
        draft.answers = Need::ALL.into_iter().map(|need| (need, text(&answer))).collect();
        draft.answers.insert(Need::Stages, Said::Yes);
        draft.answers.insert(Need::NoData, Said::No);
        draft.when = Some(moment("2026-11-24 11:30"));
        let Some(attempt) = saved(draft, call.min(3)) else {
            prop_assert_eq!((code.as_str(), call.min(3)), ("recall", 3));
            return Ok(());
        };
        let length = attempt.comment.chars().count();
        prop_assert!((1..=256).contains(&length), "{length}: {}", attempt.comment);
    }
}
