//! A supervisor: answers requests, and hands over what nobody took.

use std::time::Duration;

use sufler::chat::press::Act;

use crate::seat::Seat;

/// A supervisor.
pub struct Boss {
    pub seat: Seat,
    /// Requests that he has answered, or found answered.
    pub answered: u64,
    /// Alerts that he has handed over.
    pub handed: u64,
}

impl Boss {
    pub fn new(seat: Seat) -> Boss {
        Boss { seat, answered: 0, handed: 0 }
    }

    /// Works until it is over and nothing waits for an answer.
    pub async fn work(&mut self, over: impl Fn() -> bool) {
        self.seat.come_in().await;
        loop {
            self.seat.rest(Duration::from_millis(300)).await;
            while self.answer().await {}
            if over() {
                return;
            }
            if self.seat.dice.percent(30) {
                self.hand_over().await;
            }
        }
    }

    /// Approves or declines what is asked first.
    async fn answer(&mut self) -> bool {
        let asks = |act: &Act| matches!(act, Act::Approve(_));
        let asked = self.seat.notices.iter().find_map(|(id, s)| Some((*id, s.find(asks)?)));
        let Some((notice, Act::Approve(request))) = asked else { return false };
        let yes = self.seat.dice.percent(75);
        let act = if yes { Act::Approve(request) } else { Act::Decline(request) };
        if !self.seat.touch_notice(notice, &act).await {
            return false;
        }
        // Whoever was first: the message says so, and has no key for it any more.
        self.seat.see_notice(notice, |sight| sight.find(asks).is_none()).await;
        self.answered += 1;
        true
    }

    /// Hands the recalls of an alert to somebody.
    async fn hand_over(&mut self) {
        let all = self.seat.notices.iter().rev().find(|(_, sight)| sight.has(&Act::HandAll));
        let Some(notice) = all.map(|(id, _)| *id) else { return };
        if !self.seat.tap_notice(notice, &Act::HandAll).await {
            return;
        }
        let choice = self.seat.see().await;
        let people: Vec<Act> = choice
            .keys
            .into_iter()
            .map(|(act, _)| act)
            .filter(|a| matches!(a, Act::To(_)))
            .collect();
        let to = self.seat.dice.pick(&people).clone();
        self.seat.tap(&to).await;
        self.seat.see().await;
        self.handed += 1;
    }

    /// Presses something: the screen has to change.
    pub async fn is_answered(&mut self) {
        for act in [None, Some(Act::Recalls), Some(Act::Home)] {
            match act {
                None => self.seat.write("/start").await,
                Some(act) => self.seat.tap(&act).await,
            }
            self.seat.see().await;
        }
    }
}
