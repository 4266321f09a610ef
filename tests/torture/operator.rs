//! An operator at work: calls clients of his own, names results, and keeps a list of all that he has
//! saved.

use std::sync::Arc;
use std::time::Duration;

use sufler::chat::press::{Act, On};

use crate::clients::{Client, Clients};
use crate::seat::{AfterSave, Seat, Sight};

/// An operator.
pub struct Operator {
    pub seat: Seat,
    number: u64,
    clients: Arc<Clients>,
    /// Numbers that this operator has entered.
    own: Vec<String>,
    /// What clients said that no branch foresaw.
    pub answers: u64,
    marks: u64,
    /// In so many of a hundred cases he follows a reminder before the next call.
    pub follows: u64,
    /// Reminders that were followed.
    pub reminded: u64,
}

/// What can happen in a call.
#[derive(Clone, Copy, Debug)]
enum Course {
    NoAnswer,
    Refusal,
    Recall,
    Interest,
    Absent,
    Interrupted,
    Letter,
    Changed,
}

/// More than a third of all calls reach nobody.
const USUAL: [Course; 13] = [
    Course::NoAnswer,
    Course::NoAnswer,
    Course::NoAnswer,
    Course::Refusal,
    Course::Refusal,
    Course::Recall,
    Course::Recall,
    Course::Recall,
    Course::Interest,
    Course::Absent,
    Course::Interrupted,
    Course::Letter,
    Course::Changed,
];

fn code(id: &str) -> Act {
    Act::Code(id.to_owned())
}

fn branch(id: &str) -> Act {
    Act::Branch(id.to_owned())
}

/// A number without digits: a text with digits may be a telephone number or a date.
fn letters(mut number: u64) -> String {
    let alphabet: Vec<char> = "абвгдежзиклмнопрстуф".chars().collect();
    let mut word = String::new();
    loop {
        word.push(alphabet[(number % 20) as usize]);
        number /= 20;
        if number == 0 {
            return word;
        }
    }
}

impl Operator {
    /// The `number`th.
    pub fn new(seat: Seat, number: u64, clients: Arc<Clients>) -> Operator {
        Operator {
            seat,
            number,
            clients,
            own: Vec::new(),
            answers: 0,
            marks: 0,
            follows: 80,
            reminded: 0,
        }
    }

    /// Words that nobody else writes, and nobody twice.
    fn mark(&mut self) -> String {
        self.marks += 1;
        format!("слово {} {}", letters(self.number), letters(self.marks))
    }

    /// Works until it is over.
    pub async fn work(&mut self, over: impl Fn() -> bool, rests: u64) {
        self.seat.come_in().await;
        while !over() {
            if !self.answer_reminder().await {
                let mut client = self.next_client();
                self.call(&mut client).await;
                self.clients.give_back(client);
            }
            if rests > 0 {
                let time = self.seat.dice.below(rests);
                self.seat.rest(Duration::from_millis(time)).await;
            }
        }
    }

    /// A client who was called before, or a new one.
    fn next_client(&mut self) -> Client {
        let dice = &mut self.seat.dice;
        let newest = self.own.len().saturating_sub(6);
        let known = newest + dice.below((self.own.len() - newest) as u64) as usize;
        if dice.percent(55)
            && let Some(phone) = self.own.get(known)
            && let Some(client) = self.clients.take(phone)
        {
            return client;
        }
        let number = 1_000_000 + self.number * 20_000 + self.own.len() as u64;
        let phone = format!("+7499{number}");
        self.own.push(phone.clone());
        self.clients.enter(phone)
    }

    async fn call(&mut self, client: &mut Client) {
        let course = *self.seat.dice.pick(&USUAL);
        let last = client.saved.len() >= 2;
        match course {
            Course::Refusal => self.refusal(client).await,
            Course::Recall if !last => self.recall(client).await,
            Course::Interest => self.interest(client).await,
            Course::Absent => self.absent(client).await,
            Course::Interrupted => self.interrupted(client).await,
            Course::Letter => self.letter(client).await,
            Course::Changed => self.changed(client).await,
            Course::NoAnswer | Course::Recall => {
                self.straight(client).await;
                self.no_answer(client).await;
            }
        }
    }

    /// Straight to the result.
    async fn straight(&mut self, client: &mut Client) {
        let phone = client.phone.clone();
        self.seat.write(&format!("/result {phone}")).await;
        self.seat.see().await;
    }

    async fn guided(&mut self, client: &mut Client) {
        let phone = client.phone.clone();
        self.seat.write(&format!("/call {phone}")).await;
        self.seat.see().await;
    }

    async fn tap(&mut self, act: Act) {
        self.seat.tap(&act).await;
        self.seat.see().await;
    }

    async fn write(&mut self, text: &str) {
        self.seat.write(text).await;
        self.seat.see().await;
    }

    async fn write_mark(&mut self) {
        let mark = self.mark();
        self.write(&mark).await;
    }

    async fn no_answer(&mut self, client: &mut Client) {
        self.tap(code("no_answer")).await;
        let third = client.saved.len() >= 2;
        self.save(client, !third).await;
    }

    async fn refusal(&mut self, client: &mut Client) {
        self.straight(client).await;
        self.tap(code("secretary_refusal")).await;
        self.write_mark().await;
        let third = client.saved.len() >= 2;
        self.save(client, !third).await;
    }

    /// «Call me in ten minutes.»
    async fn recall(&mut self, client: &mut Client) {
        self.straight(client).await;
        self.tap(code("recall")).await;
        self.write_mark().await;
        self.name_time().await;
        self.save(client, true).await;
    }

    async fn name_time(&mut self) {
        let minutes = *self.seat.dice.pick(&[5, 10, 15, 20, 30, 60, 120]);
        if self.seat.dice.percent(25) && self.tap_date().await {
            return;
        }
        let text = match self.seat.lang {
            "ru" => format!("через {minutes} минут"),
            "ka" => format!("{minutes} წუთში"),
            _ => format!("in {minutes} minutes"),
        };
        self.write(&text).await;
    }

    /// Takes one of the ready dates.
    async fn tap_date(&mut self) -> bool {
        let date = |act: &Act| matches!(act, Act::At(_));
        if self.seat.screen.as_ref().and_then(|screen| screen.find(date)).is_none() {
            return false;
        }
        self.seat.tap_first("a date", date).await;
        self.seat.see().await;
        true
    }

    /// The whole script, to a client who awaits a call.
    async fn interest(&mut self, client: &mut Client) {
        self.guided(client).await;
        self.tap(branch("lpr")).await;
        self.tap(branch("go")).await;
        self.write_mark().await;
        self.write_mark().await;
        self.tap(branch("agree")).await;
        self.tap(branch("call")).await;
        self.tap(branch("exact")).await;
        self.name_time().await;
        self.save(client, false).await;
    }

    /// The script, with objections, an answer that nobody foresaw, and the way back.
    async fn absent(&mut self, client: &mut Client) {
        self.guided(client).await;
        self.tap(branch("secretary")).await;
        self.tap(Act::Object("sec_busy".into())).await;
        self.tap(Act::Resume).await;
        self.write_mark().await;
        self.answers += 1;
        self.tap(branch("absent")).await;
        self.tap(Act::Back).await;
        self.tap(branch("absent")).await;
        self.tap(branch("unknown")).await;
        self.write_mark().await;
        let third = client.saved.len() >= 2;
        self.save(client, !third).await;
    }

    /// A call that is put aside, taken up again and left with a result.
    async fn interrupted(&mut self, client: &mut Client) {
        self.guided(client).await;
        self.tap(branch("secretary")).await;
        self.write("/cancel").await;
        self.write("/recalls").await;
        self.write("/start").await;
        self.tap(Act::Return).await;
        self.tap(Act::Leave).await;
        self.tap(code("connection_error")).await;
        self.write_mark().await;
        let third = client.saved.len() >= 2;
        self.save(client, !third).await;
    }

    /// A result for which the customer has to be asked.
    async fn letter(&mut self, client: &mut Client) {
        self.straight(client).await;
        self.tap(code("email_sent_secretary")).await;
        self.marks += 1;
        let address = format!("mark-{}-{}@example.com", self.number, self.marks);
        self.write(&address).await;
        self.save(client, false).await;
    }

    /// Another call is begun and dropped, the result changed on the way.
    async fn changed(&mut self, client: &mut Client) {
        let mut other = self.next_client();
        self.guided(&mut other).await;
        let phone = client.phone.clone();
        self.write(&format!("/result {phone}")).await;
        self.tap(Act::Drop).await;
        self.clients.give_back(other);
        self.tap(code("lpr_absent")).await;
        self.write_mark().await;
        self.tap(Act::Back).await;
        self.tap(Act::Back).await;
        self.no_answer(client).await;
    }

    /// Saves the card; exactly one attempt must come of it.
    async fn save(&mut self, client: &mut Client, open: bool) {
        loop {
            let card = self.seat.see().await;
            if !card.has(&Act::Save) {
                // The time that was named has passed meanwhile.
                if !self.tap_date().await {
                    self.seat.fail("neither a card nor dates");
                }
                continue;
            }
            let comment = card.message.stretches("code").first().cloned().unwrap_or_default();
            let lead = self.seat.lead_in(&card.message.text).unwrap_or_default();
            self.seat.tap(&Act::Save).await;
            if let AfterSave::Saved = self.seat.see_saved(lead, &comment).await {
                client.id = Some(lead);
                client.saved.push((self.seat.user.id, comment));
                client.open = open;
                return;
            }
        }
    }

    /// Does what a reminder is about, if there is one that can be followed.
    async fn answer_reminder(&mut self) -> bool {
        self.seat.listen();
        if !self.seat.dice.percent(self.follows) {
            return false;
        }
        // What is not followed now comes again: somebody hands it over.
        let Some((notice, sight)) = self.seat.notices.pop_first() else { return false };
        let Some(lead) = self.seat.lead_in(&sight.message.text) else { return false };
        // Nobody else has anything to do with this client until we are done with it.
        let Some(mut client) = self.clients.take_lead(lead) else { return false };
        let followed = match sight.find(|act| matches!(act, Act::Recall(_))) {
            None => {
                self.seat.notices.insert(notice, sight.clone());
                self.follow(&sight, &mut client).await
            }
            Some(_) => self.follow_in_list(lead, &mut client).await,
        };
        self.clients.give_back(client);
        if !followed {
            // An answer to a request, or settled already: not looked at again as it is.
            self.seat.notices.remove(&notice);
        }
        self.reminded += u64::from(followed);
        followed
    }

    /// The recall of this client, as the list of all has it.
    async fn follow_in_list(&mut self, lead: u32, client: &mut Client) -> bool {
        self.write("/recalls").await;
        let list = self.seat.see().await;
        let about = |label: &str| self.seat.lead_in(label) == Some(lead);
        let Some(recall) = list.labelled(about) else { return false };
        if !self.seat.tap_found(|own| *own == recall).await {
            return false;
        }
        let screen = self.seat.see().await;
        self.follow(&screen, client).await
    }

    /// Does what a reminder or the screen of a recall is about: a call, or what is done with.
    async fn follow(&mut self, sight: &Sight, client: &mut Client) -> bool {
        if let Some(result) =
            sight.find(|act| matches!(act, Act::Result(_))).filter(|_| client.open)
        {
            match sight.on {
                Some(On::Notice(id)) if !self.seat.tap_notice(id.0, &result).await => return false,
                Some(On::Notice(_)) => {}
                _ => self.seat.tap(&result).await,
            }
            self.seat.see().await;
            self.no_answer(client).await;
            return true;
        }
        let Some(done) = sight.find(|act| matches!(act, Act::Done(_))) else { return false };
        match sight.on {
            Some(On::Notice(id)) if !self.seat.tap_notice(id.0, &done).await => return false,
            Some(On::Notice(_)) => {}
            _ => self.seat.tap(&done).await,
        }
        // A supervisor may have handed it to somebody else meanwhile: then it changes nothing.
        self.seat.sync().await;
        true
    }

    /// Presses something: the screen has to change.
    pub async fn is_answered(&mut self) {
        self.write("/start").await;
        self.tap(Act::Recalls).await;
        self.tap(Act::Home).await;
    }
}
