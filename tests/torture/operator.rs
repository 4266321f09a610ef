//! An operator at work: calls clients of his own, names results, and keeps a list of all that he has
//! saved.

use std::time::Duration;

use sufler::chat::press::Act;

use crate::seat::{AfterSave, Seat};

/// A client of this operator's.
#[derive(Clone, Debug)]
pub struct Client {
    pub phone: String,
    /// The number of the questionnaire, once it was seen.
    pub id: Option<u32>,
    /// The comments of all attempts, in order.
    pub saved: Vec<String>,
    /// Another attempt may be made.
    open: bool,
}

/// An operator.
pub struct Operator {
    pub seat: Seat,
    number: u64,
    pub clients: Vec<Client>,
    /// What clients said that no branch foresaw.
    pub answers: Vec<String>,
    marks: u64,
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
    pub fn new(seat: Seat, number: u64) -> Operator {
        Operator { seat, number, clients: Vec::new(), answers: Vec::new(), marks: 0, reminded: 0 }
    }

    /// Words that nobody else writes, and nobody twice.
    fn mark(&mut self) -> String {
        self.marks += 1;
        format!("слово {} {}", letters(self.number), letters(self.marks))
    }

    /// Works until it is over.
    pub async fn work(&mut self, over: impl Fn() -> bool, idle: u64) {
        self.seat.come_in().await;
        while !over() {
            if !self.answer_reminder().await {
                let client = self.next_client();
                self.call(client).await;
            }
            if idle > 0 {
                let time = self.seat.dice.below(idle);
                self.seat.rest(Duration::from_millis(time)).await;
            }
        }
    }

    /// A client who was called before, or a new one.
    fn next_client(&mut self) -> usize {
        let dice = &mut self.seat.dice;
        let newest = self.clients.len().saturating_sub(6);
        let known = newest + dice.below((self.clients.len() - newest) as u64) as usize;
        if dice.percent(55) && self.clients.get(known).is_some_and(|client| client.open) {
            return known;
        }
        let number = 1_000_000 + self.number * 20_000 + self.clients.len() as u64;
        let phone = format!("+7499{number}");
        self.clients.push(Client { phone, id: None, saved: Vec::new(), open: true });
        self.clients.len() - 1
    }

    async fn call(&mut self, client: usize) {
        let course = *self.seat.dice.pick(&USUAL);
        let last = self.clients[client].saved.len() >= 2;
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
    async fn straight(&mut self, client: usize) {
        let phone = self.clients[client].phone.clone();
        self.seat.write(&format!("/result {phone}")).await;
        self.seat.see().await;
    }

    async fn guided(&mut self, client: usize) {
        let phone = self.clients[client].phone.clone();
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

    async fn no_answer(&mut self, client: usize) {
        self.tap(code("no_answer")).await;
        let third = self.clients[client].saved.len() >= 2;
        self.save(client, !third).await;
    }

    async fn refusal(&mut self, client: usize) {
        self.straight(client).await;
        self.tap(code("secretary_refusal")).await;
        self.write_mark().await;
        let third = self.clients[client].saved.len() >= 2;
        self.save(client, !third).await;
    }

    /// «Call me in ten minutes.»
    async fn recall(&mut self, client: usize) {
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
    async fn interest(&mut self, client: usize) {
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
    async fn absent(&mut self, client: usize) {
        self.guided(client).await;
        self.tap(branch("secretary")).await;
        self.tap(Act::Object("sec_busy".into())).await;
        self.tap(Act::Resume).await;
        let said = self.mark();
        self.write(&said).await;
        self.answers.push(said);
        self.tap(branch("absent")).await;
        self.tap(Act::Back).await;
        self.tap(branch("absent")).await;
        self.tap(branch("unknown")).await;
        self.write_mark().await;
        let third = self.clients[client].saved.len() >= 2;
        self.save(client, !third).await;
    }

    /// A call that is put aside, taken up again and left with a result.
    async fn interrupted(&mut self, client: usize) {
        self.guided(client).await;
        self.tap(branch("secretary")).await;
        self.write("/cancel").await;
        self.write("/recalls").await;
        self.write("/start").await;
        self.tap(Act::Return).await;
        self.tap(Act::Leave).await;
        self.tap(code("connection_error")).await;
        self.write_mark().await;
        let third = self.clients[client].saved.len() >= 2;
        self.save(client, !third).await;
    }

    /// A result for which the customer has to be asked.
    async fn letter(&mut self, client: usize) {
        self.straight(client).await;
        self.tap(code("email_sent_secretary")).await;
        self.marks += 1;
        let address = format!("mark-{}-{}@example.com", self.number, self.marks);
        self.write(&address).await;
        self.save(client, false).await;
    }

    /// Another call is begun and dropped, the result changed on the way.
    async fn changed(&mut self, client: usize) {
        let other = self.next_client();
        if other != client {
            self.guided(other).await;
            let phone = self.clients[client].phone.clone();
            self.write(&format!("/result {phone}")).await;
            self.tap(Act::Drop).await;
        } else {
            self.straight(client).await;
        }
        self.tap(code("lpr_absent")).await;
        self.write_mark().await;
        self.tap(Act::Back).await;
        self.tap(Act::Back).await;
        self.no_answer(client).await;
    }

    /// Saves the card; exactly one attempt must come of it.
    async fn save(&mut self, client: usize, open: bool) {
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
                let client = &mut self.clients[client];
                client.id = Some(lead);
                client.saved.push(comment);
                client.open = open;
                return;
            }
        }
    }

    /// Calls the client of a reminder, if there is one that can be called.
    async fn answer_reminder(&mut self) -> bool {
        self.seat.listen();
        let due = self.seat.notices.iter().find_map(|(id, sight)| {
            let Some(Act::Result(lead)) = sight.find(|act| matches!(act, Act::Result(_))) else {
                return None;
            };
            let client = self.clients.iter().position(|c| c.id == Some(lead) && c.open)?;
            Some((*id, lead, client))
        });
        let Some((notice, lead, client)) = due.filter(|_| self.seat.dice.percent(60)) else {
            return false;
        };
        if !self.seat.tap_notice(notice, &Act::Result(lead)).await {
            return false;
        }
        self.seat.see().await;
        self.seat.notices.remove(&notice);
        self.reminded += 1;
        self.no_answer(client).await;
        true
    }

    /// Presses something: the screen has to change.
    pub async fn is_answered(&mut self) {
        self.write("/start").await;
        self.tap(Act::Recalls).await;
        self.tap(Act::Home).await;
    }
}
