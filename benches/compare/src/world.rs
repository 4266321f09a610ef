//! The operators, their chats, and the updates that wait for the bot.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use regex::Regex;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::time::sleep;

use crate::Result;
use crate::measure::share;

/// What is played.
pub struct Plan {
    pub operators: usize,
    /// Loops a second, begun at even distances by whoever is free; 0: everybody begins at once again.
    pub rate: f64,
    /// What each call to the server takes, but for updates.
    pub delay: Duration,
    /// What a call in the first chat takes.
    pub slow: Duration,
    /// Messages a second that the first operator writes without waiting.
    pub flood: u64,
}

#[derive(Deserialize)]
struct Scenario {
    setup: Vec<Step>,
    #[serde(rename = "loop")]
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    send: Option<String>,
    press: Option<String>,
    expect: String,
}

enum Deed {
    Send(String),
    Press(Regex),
}

/// A deed of an operator, and the answer that he waits for.
type Play = Vec<(Deed, Regex)>;

#[derive(Clone, Default)]
struct Operator {
    setup: bool,
    /// Where in the play; none: free.
    step: Option<usize>,
    phone: String,
    /// The keys of the last message that has some: message, label, data.
    keys: Vec<(i64, String, String)>,
    handed: Option<Instant>,
    last: String,
}

#[derive(Default)]
struct State {
    operators: Vec<Operator>,
    updates: VecDeque<(i64, usize, String)>,
    next_update: i64,
    next_message: i64,
    polled: bool,
    measuring: bool,
    loops: u64,
    calls: u64,
    waits: Vec<Duration>,
}

/// All of it.
pub struct World {
    plan: Plan,
    setup: Play,
    play: Play,
    state: Mutex<State>,
    pub news: Notify,
}

impl World {
    /// Operators who have not begun.
    pub fn new(plan: Plan, scenario: &str) -> Result<World> {
        let scenario: Scenario = toml::from_str(scenario)?;
        let read = |steps: Vec<Step>| -> Result<Play> {
            let deed = |step: Step| match (step.send, step.press) {
                (Some(text), _) => Ok((Deed::Send(text), Regex::new(&step.expect)?)),
                (_, Some(key)) => Ok((Deed::Press(Regex::new(&key)?), Regex::new(&step.expect)?)),
                _ => Err("a step is `send` or `press`".into()),
            };
            steps.into_iter().map(deed).collect()
        };
        let (setup, play) = (read(scenario.setup)?, read(scenario.steps)?);
        let operators = vec![Operator { setup: true, ..Operator::default() }; plan.operators];
        let state = State { operators, next_update: 1_000, next_message: 1, ..State::default() };
        Ok(World { plan, setup, play, state: Mutex::new(state), news: Notify::new() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// What a call takes.
    pub fn delay(&self, call: &Value) -> Duration {
        // Only once everybody is in.
        let slow = !self.plan.slow.is_zero() && operator_of(call) == Some(0) && self.set_up();
        if slow { self.plan.slow } else { self.plan.delay }
    }

    /// Updates that are not confirmed, as JSON; none where there are none.
    pub fn hand_out(&self, offset: i64, limit: usize) -> Option<String> {
        let mut state = self.state();
        let state = &mut *state;
        state.polled = true;
        while state.updates.front().is_some_and(|(id, ..)| *id < offset) {
            state.updates.pop_front();
        }
        let now = Instant::now();
        let batch: Vec<&str> = state
            .updates
            .iter()
            .take(limit)
            .map(|(_, who, json)| {
                state.operators[*who].handed.get_or_insert(now);
                json.as_str()
            })
            .collect();
        (!batch.is_empty()).then(|| format!("[{}]", batch.join(",")))
    }

    /// A call of the bot; gives the result, as JSON.
    pub fn called(&self, method: &str, call: &Value) -> String {
        let mut state = self.state();
        state.calls += u64::from(state.measuring);
        let Some(who) = operator_of(call).filter(|who| *who < self.plan.operators) else {
            return "true".to_owned();
        };
        let message = match method {
            "sendmessage" => {
                state.next_message += 1;
                state.next_message
            }
            "editmessagetext" => call["message_id"].as_i64().unwrap_or(0),
            _ => return "true".to_owned(),
        };
        let text = call["text"].as_str().unwrap_or_default();
        let rows = call["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        let key = |key: &Value| {
            let data = key["callback_data"].as_str()?.to_owned();
            Some((message, key["text"].as_str()?.to_owned(), data))
        };
        let keys = rows.filter_map(Value::as_array).flatten().filter_map(key).collect();
        let now = Instant::now();
        let operator = &mut state.operators[who];
        operator.keys = keys;
        operator.last = text.to_owned();
        if let Some(handed) = operator.handed.take()
            && state.measuring
            && !(who == 0 && (self.plan.flood > 0 || !self.plan.slow.is_zero()))
        {
            state.waits.push(now - handed);
        }
        self.go_on(&mut state, who, text);
        let chat = chat(who);
        let markup = match &call["reply_markup"] {
            Value::Null => String::new(),
            keys => format!(r#","reply_markup":{keys}"#),
        };
        let text = Value::from(text);
        format!(
            r#"{{"message_id":{message},"from":{BOT},"chat":{chat},"date":1,"text":{text}{markup}}}"#
        )
    }

    /// The operator has seen a text: does the next thing, if it was the one that he waits for.
    fn go_on(&self, state: &mut State, who: usize, text: &str) {
        let operator = &mut state.operators[who];
        let Some(step) = operator.step else { return };
        let play = if operator.setup { &self.setup } else { &self.play };
        if !play.get(step).is_some_and(|(_, expected)| expected.is_match(text)) {
            return;
        }
        if step + 1 < play.len() {
            operator.step = Some(step + 1);
            return self.act(state, who);
        }
        operator.step = None;
        if std::mem::take(&mut operator.setup) {
            return;
        }
        state.loops += u64::from(state.measuring);
        if self.plan.rate == 0.0 {
            self.begin(state, who);
        }
    }

    /// Begins a loop, or the setup.
    fn begin(&self, state: &mut State, who: usize) {
        // Numbers of one country in no order, each for one loop.
        let number = (state.next_update as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) % 1_000_000_000;
        let operator = &mut state.operators[who];
        operator.phone = format!("+79{number:09}");
        operator.step = Some(0);
        self.act(state, who);
    }

    fn act(&self, state: &mut State, who: usize) {
        let operator = &state.operators[who];
        let play = if operator.setup { &self.setup } else { &self.play };
        let Some((deed, _)) = operator.step.and_then(|step| play.get(step)) else { return };
        let (chat, user) = (chat(who), user(who));
        match deed {
            Deed::Send(text) => {
                let text = text.replace("{phone}", &operator.phone);
                self.write(state, who, &text);
            }
            Deed::Press(key) => {
                let found = operator.keys.iter().find(|(_, label, _)| key.is_match(label));
                let Some((message, _, data)) = found.cloned() else { return };
                let (id, data) = (state.next_update, Value::from(data));
                let text = Value::from(operator.last.as_str());
                let update = format!(
                    r#"{{"update_id":{id},"callback_query":{{"id":"{who}-{id}","from":{user},"message":{{"message_id":{message},"from":{BOT},"chat":{chat},"date":1,"text":{text}}},"chat_instance":"1","data":{data}}}}}"#
                );
                self.put(state, who, update);
            }
        }
    }

    fn write(&self, state: &mut State, who: usize, text: &str) {
        state.next_message += 1;
        let (id, message) = (state.next_update, state.next_message);
        let (chat, user, text) = (chat(who), user(who), Value::from(text));
        let update = format!(
            r#"{{"update_id":{id},"message":{{"message_id":{message},"from":{user},"chat":{chat},"date":1,"text":{text}}}}}"#
        );
        self.put(state, who, update);
    }

    fn put(&self, state: &mut State, who: usize, update: String) {
        let id = state.next_update;
        state.next_update += 1;
        state.operators[who].handed = None;
        state.updates.push_back((id, who, update));
        self.news.notify_waiters();
        self.news.notify_one();
    }

    /// Whether the bot has asked for updates.
    pub fn polled(&self) -> bool {
        self.state().polled
    }

    /// Everybody comes in.
    pub fn begin_setup(&self) {
        let mut state = self.state();
        (0..self.plan.operators).for_each(|who| self.begin(&mut state, who));
    }

    /// Whether everybody is in.
    pub fn set_up(&self) -> bool {
        self.state().operators.iter().all(|operator| !operator.setup)
    }

    /// From here on it counts.
    pub fn measure(&self) {
        let mut state = self.state();
        (state.measuring, state.loops, state.calls) = (true, 0, 0);
        state.waits.clear();
    }

    /// Where somebody waits.
    pub fn stuck(&self) -> String {
        let state = self.state();
        let waits =
            state.operators.iter().find(|operator| operator.setup || operator.step.is_some());
        waits.map_or_else(String::new, |one| format!("step {:?} after {:?}", one.step, one.last))
    }

    /// What came of it.
    pub fn report(&self, took: Duration, cpu: f64, memory: u64, label: &str) -> Value {
        let mut state = self.state();
        let loops = state.loops.max(1) as f64;
        let (p50, p99) = (share(&mut state.waits, 0.5), share(&mut state.waits, 0.99));
        json!({
            "label": label, "loops": state.loops, "loops_per_s": state.loops as f64 / took.as_secs_f64(),
            "cpu": cpu / loops * 1000.0, "calls": state.calls as f64 / loops,
            "p50": p50, "p99": p99, "memory": memory,
        })
    }
}

/// Lets the operators work until the process ends.
pub async fn play(world: Arc<World>) {
    if world.plan.flood > 0 {
        tokio::spawn(flood(world.clone()));
    }
    let first = usize::from(world.plan.flood > 0);
    if world.plan.rate == 0.0 {
        let mut state = world.state();
        (first..world.plan.operators).for_each(|who| world.begin(&mut state, who));
        return;
    }
    let between = Duration::from_secs_f64(1.0 / world.plan.rate);
    for next in (first..world.plan.operators).cycle() {
        {
            let mut state = world.state();
            if state.operators[next].step.is_none() {
                world.begin(&mut state, next);
            }
        }
        sleep(between).await;
    }
}

/// The first operator writes and writes.
async fn flood(world: Arc<World>) {
    let began = Instant::now();
    let mut sent = 0;
    loop {
        let due = (began.elapsed().as_secs_f64() * world.plan.flood as f64) as u64;
        while sent < due {
            world.write(&mut world.state(), 0, "and again");
            sent += 1;
        }
        sleep(Duration::from_millis(1)).await;
    }
}

const BOT: &str = r#"{"id":1,"is_bot":true,"first_name":"Bot","username":"compare_bot"}"#;
/// The chat of the first operator.
const FIRST: i64 = 500_000_001;

fn operator_of(call: &Value) -> Option<usize> {
    let id = &call["chat_id"];
    let id = id.as_i64().or_else(|| id.as_str()?.parse().ok())?;
    usize::try_from(id - FIRST).ok()
}

fn chat(who: usize) -> String {
    let id = FIRST + who as i64;
    format!(r#"{{"id":{id},"first_name":"Operator {who}","type":"private"}}"#)
}

fn user(who: usize) -> String {
    let id = FIRST + who as i64;
    format!(r#"{{"id":{id},"is_bot":false,"first_name":"Operator {who}","language_code":"ru"}}"#)
}
