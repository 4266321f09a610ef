//! A Bot API server that plays the operators of a call centre too, and measures the bot that it
//! starts. `compare run … -- BOT` adds a line to a file, `compare table FILE` shows the medians,
//! `compare disk FOLDER` measures what a sync costs.

mod measure;
mod server;
mod world;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::time::sleep;

use world::{Plan, World};

/// The command line: `--name value` pairs, and the bot's after `--`.
pub struct Flags(Vec<String>);

impl Flags {
    /// A value, or what stands for it.
    pub fn get<T: std::str::FromStr>(&self, name: &str, default: T) -> T {
        let at = self.0.iter().position(|flag| flag == &format!("--{name}"));
        at.and_then(|at| self.0.get(at + 1)?.parse().ok()).unwrap_or(default)
    }
}

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    let mut all = std::env::args().skip(1);
    let what = all.next().unwrap_or_default();
    let rest: Vec<String> = all.collect();
    let done = match (what.as_str(), rest.first()) {
        ("run", _) => {
            let split = rest.iter().position(|word| word == "--").unwrap_or(rest.len());
            let bot = rest.get(split + 1..).unwrap_or_default().to_vec();
            run(&Flags(rest[..split].to_vec()), &bot).await
        }
        ("table", Some(file)) => measure::table(file),
        ("disk", Some(folder)) => measure::disk(folder, &Flags(rest.clone())),
        _ => Err("compare run|table|disk: see README.md".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::FAILURE
        }
    }
}

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

async fn run(flags: &Flags, bot: &[String]) -> Result<()> {
    let scenario = std::fs::read_to_string(flags.get("scenario", String::new()))?;
    let plan = Plan {
        operators: flags.get("operators", 100),
        rate: flags.get("rate", 0.0),
        delay: Duration::from_millis(flags.get("delay-ms", 0)),
        slow: Duration::from_millis(flags.get("slow-ms", 0)),
        flood: flags.get("flood", 0),
    };
    let world = Arc::new(World::new(plan, &scenario)?);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(server::serve(listener, world.clone()));
    let (program, arguments) = bot.split_first().ok_or("no bot after `--`")?;
    let mut child = Command::new(program)
        .args(arguments)
        .env("TELOXIDE_TOKEN", "1:compare")
        .env("TELOXIDE_API_URL", &url)
        .kill_on_drop(true)
        .spawn()?;
    let pid = child.id().ok_or("the bot has ended")?;
    let until = Instant::now() + Duration::from_secs(60);
    while !world.polled() {
        if Instant::now() > until || child.try_wait()?.is_some() {
            return Err("the bot asks for no updates".into());
        }
        sleep(Duration::from_millis(20)).await;
    }
    world.begin_setup();
    while !world.set_up() {
        if Instant::now() > until {
            return Err(format!("stuck at the start: {}", world.stuck()).into());
        }
        sleep(Duration::from_millis(20)).await;
    }
    tokio::spawn(world::play(world.clone()));
    sleep(Duration::from_secs_f64(flags.get("warmup", 3.0))).await;
    world.measure();
    let (began, cpu) = (Instant::now(), measure::cpu_seconds(pid));
    sleep(Duration::from_secs_f64(flags.get("seconds", 10.0))).await;
    let cpu = measure::cpu_seconds(pid) - cpu;
    let memory = measure::peak_memory(pid);
    let line = world.report(began.elapsed(), cpu, memory, &flags.get("label", String::new()));
    child.kill().await?;
    if line["loops"].as_u64() == Some(0) {
        return Err(format!("no loop came to its end: {}", world.stuck()).into());
    }
    measure::add(&flags.get("out", "runs.jsonl".to_owned()), &line)
}
