//! What those who run the bot see of it: the log, health, figures, what systemd is told.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sufler::domain::recall::RecallId;
use sufler::meter;
use sufler::store::{Book, Sled};

use crate::bench::{PHONE, SOON, examine_log, open};
use crate::common::bot_api::{BotApi, Fault};
use crate::common::process::{Process, Program};

const ANYWHERE: [&str; 2] = ["--listen", "127.0.0.1:0"];

/// The address at which this process says that it serves.
async fn address(bot: &mut Process) -> SocketAddr {
    bot.expect_output("figures are served").await;
    let output = bot.output();
    let (_, rest) = output.split_once("figures are served").unwrap();
    let line = rest.lines().next().unwrap();
    // In text the address follows, in JSON it may stand before.
    let line = if line.contains("127.0.0.1") { line } else { output.as_str() };
    let (_, rest) = line.split_once("127.0.0.1:").unwrap();
    let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
    SocketAddr::new([127, 0, 0, 1].into(), port.parse().unwrap())
}

/// Says this to the server, and reads all that it answers.
fn says(at: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    match stream.read_to_string(&mut answer) {
        Ok(_) => answer,
        Err(error) if error.kind() == ErrorKind::ConnectionReset => answer,
        Err(error) => panic!("{error}"),
    }
}

/// Status, headers in small letters, and text.
async fn ask(at: SocketAddr, method: &str, path: &str) -> (u16, String, String) {
    let request = format!("{method} {path} HTTP/1.1\r\nhost: bot\r\n\r\n");
    let answer = tokio::task::spawn_blocking(move || says(at, &request)).await.unwrap();
    let (head, text) = answer.split_once("\r\n\r\n").expect("an answer");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_lowercase(), text.to_owned())
}

async fn get(at: SocketAddr, path: &str) -> (u16, String) {
    let (status, _, text) = ask(at, "GET", path).await;
    (status, text)
}

/// The figures by name and labels as they stand on the page.
async fn figures(at: SocketAddr) -> BTreeMap<String, f64> {
    let (status, text) = get(at, "/metrics").await;
    assert_eq!(status, 200);
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let figure = |line: &str| {
        let (name, value) = line.rsplit_once(' ').unwrap();
        (name.to_owned(), value.parse().unwrap_or_else(|_| panic!("{line}")))
    };
    lines.map(figure).collect()
}

#[tokio::test]
async fn health_turns_bad_when_telegram_is_away_and_good_again() {
    let trial = tempfile::tempdir().unwrap();
    let silence = trial.path().join("silence");
    let setup = open().args(ANYWHERE).env("SUFLER_TRIAL", trial.path().to_str().unwrap());
    let mut bench = setup.start().await;
    let nina = bench.started(101, "Нина").await;
    let at = address(&mut bench.bot).await;
    // Somebody writes all the time: polls are answered often.
    let watch = async |wanted: u16, times: usize| {
        let end = Instant::now() + SOON;
        let mut seen = 0;
        loop {
            nina.send("?").await;
            let (status, text) = get(at, "/healthz").await;
            seen = if status == wanted { seen + 1 } else { 0 };
            if seen == times {
                return text;
            }
            assert!(Instant::now() < end, "{status} and not {wanted}: {text}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    std::fs::write(&silence, "1500").unwrap();
    assert_eq!(watch(200, 10).await, "ok\n");

    bench.api.fault(Fault::internal().always());
    let wrong = watch(503, 1).await;
    let lines: Vec<Value> = wrong.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 1, "{wrong}");
    assert_eq!(lines[0]["part"], "telegram");
    assert!(lines[0]["why"].as_str().unwrap().starts_with("not reached for 1 s"), "{wrong}");
    // The same, for those who have a command line.
    let health = |at: SocketAddr| {
        let program = Program::sufler().args(["health", "--listen"]).args([at.to_string()]);
        let mut process = program.dir(trial.path()).start();
        async move {
            let code = process.wait_exit(SOON).await.code();
            (code, process.stderr())
        }
    };
    let (code, said) = health(at).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.starts_with("sufler: telegram: not reached for "), "{said}");

    bench.api.clear_faults();
    watch(200, 3).await;
    std::fs::write(&silence, "60000").unwrap();
    assert_eq!(health(at).await, (Some(0), String::new()));
    bench.done().await;
    let (code, said) = health(at).await;
    assert_eq!(code, Some(1));
    assert!(said.ends_with("/healthz: nobody listens there\n"), "{said}");
}

#[tokio::test]
async fn a_full_disk_is_said_also_while_the_bot_waits_for_room_to_start() {
    let trial = tempfile::tempdir().unwrap();
    let full = trial.path().join("full");
    std::fs::write(&full, "").unwrap();
    let setup = open().args(ANYWHERE).env("SUFLER_TRIAL", trial.path().to_str().unwrap());
    let mut bench = setup.start().await;
    bench.forgive("is full: ");
    let at = address(&mut bench.bot).await;
    let (status, wrong) = get(at, "/healthz").await;
    assert_eq!(status, 503);
    let parts: Vec<Value> = wrong.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!([&parts[0]["part"], &parts[1]["part"]], ["telegram", "store"], "{wrong}");
    assert_eq!(parts[1]["why"], "0 MiB are free on the disk, and 64 are needed");
    assert_eq!(figures(at).await["sufler_disk_free_bytes"], 0.0);
    assert!(!bench.data().join("db").exists(), "it has not begun");

    std::fs::remove_file(&full).unwrap();
    bench.started(101, "Нина").await;
    assert_eq!(get(at, "/healthz").await, (200, "ok\n".to_owned()));
    std::fs::write(&full, "").unwrap();
    let (status, wrong) = get(at, "/healthz").await;
    assert!(status == 503 && wrong.lines().count() == 1 && wrong.contains("store"), "{wrong}");
    std::fs::remove_file(&full).unwrap();
    bench.done().await;
}

#[tokio::test]
async fn without_an_address_health_looks_at_the_heartbeat() {
    let bench = open().start().await;
    bench.started(101, "Нина").await;
    bench.api.wait_settled().await;
    let health = |data: &Path| {
        let program = Program::sufler().args(["health", "--data"]).args([data]);
        let mut process = program.dir(data).start();
        async move { (process.wait_exit(SOON).await.code(), process.stderr()) }
    };
    assert_eq!(health(&bench.data()).await, (Some(0), String::new()));
    let (code, said) = health(&bench.data().join("..")).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("no heartbeat"), "{said}");
    bench.done().await;
}

/// Names and labels in the table of `docs/operations.md`.
fn documented() -> Vec<String> {
    let rows = include_str!("../../docs/operations.md").lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|').map(|cell| cell.replace('`', ""));
        let (name, labels) = (cells.next()?, cells.next()?);
        let figure = name.starts_with("sufler_") || name.starts_with("process_");
        figure.then(|| format!("{} {}", name.trim(), labels.trim()))
    });
    rows.collect()
}

#[test]
fn what_is_written_about_figures_is_true() {
    let mut documented = documented();
    let known =
        meter::ALL.iter().map(|metric| format!("{} {}", metric.name, metric.labels.join(", ")));
    let mut known: Vec<String> = known.collect();
    known.sort_unstable();
    documented.sort_unstable();
    assert_eq!(documented, known, "docs/operations.md, and what there is");

    let alerts = include_str!("../../deploy/alerts.yml");
    let word = |c: char| !c.is_ascii_lowercase() && c != '_';
    let used: Vec<&str> = alerts.split(word).filter(|word| word.starts_with("sufler_")).collect();
    assert!(used.len() >= 9, "{used:?}");
    for name in used {
        let exists = meter::ALL.iter().any(|metric| {
            let histogram = matches!(metric.kind, meter::Kind::Histogram(_));
            name == metric.name || histogram && name.strip_suffix("_bucket") == Some(metric.name)
        });
        assert!(exists, "deploy/alerts.yml: {name}");
    }
}

#[tokio::test]
async fn figures_say_what_happened() {
    let mut bench = open().args(ANYWHERE).start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    bench.stop().await;
    let due = first_recall(&bench.data());
    bench.restart();
    bench.api.fault(Fault::too_many(1).on("sendMessage"));
    bench.pass(TimeDelta::days(3)).await;
    let due = due - TimeDelta::days(3);
    let late = |now: DateTime<Utc>| (now - due).as_seconds_f64();
    let least = late(Utc::now());
    assert!(least > 3600.0, "not due yet");
    nina.sees("reminder-late").await;
    let most = late(Utc::now());
    nina.tap("key-result").await;
    nina.sees("situations-title").await;
    bench.api.wait_settled().await;

    let at = address(&mut bench.bot).await;
    // People see what a turn does a moment before it is counted.
    let end = Instant::now() + SOON;
    let all = loop {
        let all = figures(at).await;
        let least = |name: &str, least: f64| all.get(name).is_some_and(|count| *count >= least);
        let counted = least("sufler_turns_total{event=\"press\",outcome=\"done\"}", 1.0)
            && least("sufler_notice_seconds_count", 1.0)
            && least("sufler_flush_seconds_count", 2.0);
        if counted || Instant::now() > end {
            break all;
        }
    };
    let has = |name: &str| all.keys().any(|key| key.split('{').next() == Some(name));
    for metric in meter::ALL {
        let histogram = matches!(metric.kind, meter::Kind::Histogram(_));
        let name = metric.name.to_owned() + if histogram { "_count" } else { "" };
        assert!(has(&name), "{name} is not among {:?}", all.keys());
    }

    let of = |name: &str| *all.get(name).unwrap_or_else(|| panic!("{name} in {all:#?}"));
    assert_eq!(of("sufler_recall_lateness_seconds_count{told=\"reminder\"}"), 1.0);
    let told = of("sufler_recall_lateness_seconds_sum{told=\"reminder\"}");
    assert!(least - 1.0 <= told && told <= most, "{least} <= {told} <= {most}");
    assert_eq!(of("sufler_recall_overdue_seconds"), 0.0);
    assert_eq!(of("sufler_recalls_open"), 1.0);
    assert_eq!(of("sufler_people{shift=\"on\"}"), 1.0);
    assert_eq!(of("sufler_telegram_errors_total{kind=\"too_many\"}"), 1.0);
    assert_eq!(of("sufler_telegram_retry_after_seconds_total"), 1.0);
    let refused = "sufler_telegram_requests_total{method=\"sendMessage\",outcome=\"refused\"}";
    assert_eq!(of(refused), 1.0);
    assert!(of("sufler_notice_seconds_sum") >= 1.0, "the reminder had to wait for a second");
    assert_eq!(of("sufler_turns_total{event=\"press\",outcome=\"done\"}"), 1.0);
    assert_eq!(of("sufler_turn_seconds_count{event=\"press\"}"), 1.0);
    assert!(of("sufler_turn_seconds_sum{event=\"press\"}") < 10.0);
    assert_eq!(of("sufler_turns_waiting"), 0.0);
    assert_eq!(of("sufler_turn_faults_total") + of("sufler_store_failures_total"), 0.0);
    assert!(of("sufler_flush_seconds_count") >= 2.0);
    assert!(of("sufler_telegram_silence_seconds") < 60.0);
    assert!(of("sufler_store_bytes") > 100.0 && of("sufler_disk_free_bytes") > 1e6);
    assert!((1e6..1e9).contains(&of("process_resident_memory_bytes")));
    assert!((Utc::now().timestamp() as f64 - of("process_start_time_seconds")) < 60.0);
    let version = format!("sufler_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    assert_eq!(of(&version), 1.0);
    bench.done().await;
}

/// When the only recall is due.
fn first_recall(data: &Path) -> DateTime<Utc> {
    let disk = std::sync::Arc::new(Sled::open(data).unwrap());
    Book::new(disk).recall(RecallId(1)).unwrap().unwrap().due
}

#[tokio::test]
async fn the_server_is_proper_and_slow_clients_harm_nothing() {
    let mut bench = open().args(ANYWHERE).start().await;
    let at = address(&mut bench.bot).await;
    bench.started(101, "Нина").await;
    let (status, head, text) = ask(at, "HEAD", "/healthz").await;
    assert_eq!((status, text.as_str()), (200, ""));
    assert!(head.contains("content-length: 3"), "{head}");
    let (status, head, _) = ask(at, "GET", "/metrics").await;
    assert_eq!(status, 200);
    assert!(head.contains("content-type: text/plain; version=0.0.4"), "{head}");
    assert_eq!(get(at, "/healthz?x=1").await.0, 200);
    for path in ["/", "/healthz/", "/metrics/../etc/passwd", "/.env"] {
        assert_eq!(get(at, path).await.0, 404, "{path}");
    }
    let (status, head, _) = ask(at, "POST", "/metrics").await;
    assert_eq!(status, 405);
    assert!(head.contains("allow: get, head"), "{head}");
    let nonsense = tokio::task::spawn_blocking(move || says(at, "what is this\r\n\r\n"));
    assert!(nonsense.await.unwrap().starts_with("HTTP/1.1 400"));

    // More clients than there are places, each of which says half of a word and waits.
    let mut slow: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(at).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /met").unwrap();
    }
    let nina = bench.person(102, "Анна");
    nina.command("/start").await;
    nina.sees("home-hint").await;
    assert_eq!(get(at, "/healthz").await.0, 200, "they are cut off");
    // The bot's end does not wait for them.
    let began = Instant::now();
    let slow: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(at).unwrap()).collect();
    bench.done().await;
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    drop(slow);
}

#[tokio::test]
async fn every_line_of_a_log_in_json_is_json() {
    let setup = open().args(["--log-format", "json", "--listen", "127.0.0.1:0"]);
    let mut bench = setup.start().await;
    let nina = bench.started(101, "Нина Сидоренко").await;
    nina.no_answer(PHONE).await;
    bench.api.fault(Fault::too_many(1).on("sendMessage"));
    bench.api.fault(Fault::bad_gateway().on("editMessageText"));
    nina.send("записать непредвиденный ответ").await;
    let at = address(&mut bench.bot).await;
    assert_eq!(get(at, "/healthz").await.0, 200);
    // One that cannot start says so in the same way.
    let mut second = bench.program().start();
    assert_eq!(second.wait_exit(SOON).await.code(), Some(1));
    let ended = second.stderr();
    bench.api.wait_settled().await;
    bench.later(5 * 24 * 60).await;
    nina.sees("reminder-late").await;
    bench.api.wait_settled().await;
    bench.stop().await;
    let log = bench.log();
    let mut messages = Vec::new();
    for line in log.lines().chain(ended.lines()) {
        if line.is_empty() || line.starts_with("---") {
            continue;
        }
        let event: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        let text = |name: &str| event[name].as_str().unwrap_or_else(|| panic!("{name}: {line}"));
        assert!(["ERROR", "WARN", "INFO", "DEBUG", "TRACE"].contains(&text("level")), "{line}");
        assert!(DateTime::parse_from_rfc3339(text("timestamp")).is_ok(), "{line}");
        messages.push((text("message").to_owned(), event));
    }
    let all = |message: &str| {
        let of: Vec<_> = messages.iter().filter(|(it, _)| it == message).collect();
        assert!(!of.is_empty(), "no {message:?} in {messages:#?}");
        of.into_iter().map(|(_, event)| event.clone()).collect::<Vec<_>>()
    };
    for turn in all("turn") {
        assert_eq!(turn["person"], 101, "{turn}");
        assert_eq!(turn["level"], "DEBUG", "{turn}");
        assert!(turn["update"].is_i64() && turn["micros"].is_u64(), "{turn}");
        assert!(turn["event"].is_string() && turn["outcome"] == "done", "{turn}");
    }
    let requests = all("request");
    assert!(requests.iter().all(|request| request["level"] == "TRACE"));
    let sent = |status: &str| {
        let is = |r: &&Value| r["method"] == "sendMessage" && r["status"] == status;
        requests.iter().filter(is).filter(|r| r["chat"] == 101 && r["ms"].is_u64()).count()
    };
    assert!(sent("ok") >= 1 && sent("too_many") == 1, "{requests:#?}");
    let fault = all("ended by a fault")[0]["fault"].clone();
    assert!(fault.as_str().unwrap().contains("in use by another process"), "{fault}");
    bench.restart();
    bench.done().await;
}

#[tokio::test]
async fn each_v_says_more() {
    let say = async |verbose: &[&str]| {
        let api = BotApi::start().await;
        let folder = tempfile::tempdir().unwrap();
        let program = Program::sufler()
            .args(verbose.iter().copied())
            .args(["run", "--access", "open", "--api-url", &api.url(), "--data"])
            .args([folder.path()])
            .env("TELOXIDE_TOKEN", api.token());
        let mut bot = program.dir(folder.path()).start();
        let nina = api.user(101, "Нина", Some("ru"));
        let update = nina.command("/start").await;
        api.wait_acknowledged(update).await;
        bot.terminate();
        assert!(bot.wait_exit(SOON).await.success());
        examine_log(&bot.output(), &api);
        let said = bot.stderr();
        ["INFO", "DEBUG", "TRACE"].map(|level| said.contains(level))
    };
    assert_eq!(say(&[]).await, [true, false, false]);
    assert_eq!(say(&["-v"]).await, [true, true, false]);
    assert_eq!(say(&["-vv"]).await, [true, true, true]);
}

#[tokio::test]
async fn an_address_that_is_taken_is_said_before_anything_begins() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let api = BotApi::start().await;
    let folder = tempfile::tempdir().unwrap();
    let program = open().env("SUFLER_LISTEN", &address).program(&api, folder.path());
    let mut bot = program.start();
    assert_eq!(bot.wait_exit(SOON).await.code(), Some(1));
    let said = bot.stderr();
    assert!(said.contains(&format!("cannot listen on {address}: ")), "{said}");
    assert!(said.contains("in use") && said.lines().count() == 1, "{said}");
    assert!(api.calls().is_empty() && !folder.path().join("data").exists());
}

#[tokio::test]
async fn an_address_for_everybody_is_warned_of() {
    let bench = open().args(["--listen", "0.0.0.0:0"]).start().await;
    bench.started(101, "Нина").await;
    assert!(bench.log().contains("everybody who reaches this address"), "{}", bench.log());
    bench.done().await;
}

/// Waits until systemd is told something that fits.
fn told(socket: &UnixDatagram, fits: impl Fn(&str) -> bool) -> Vec<String> {
    socket.set_read_timeout(Some(SOON)).unwrap();
    let mut all = Vec::new();
    let mut buffer = [0; 1024];
    loop {
        let read = socket.recv(&mut buffer);
        let n = read.unwrap_or_else(|error| panic!("{error} after {all:?}"));
        let text = String::from_utf8_lossy(&buffer[..n]).into_owned();
        all.push(text);
        if all.last().is_some_and(|text| text.lines().any(&fits)) {
            return all;
        }
    }
}

#[tokio::test]
async fn systemd_is_told_that_the_bot_is_ready_alive_and_ending() {
    let trial = tempfile::tempdir().unwrap();
    let path = trial.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    let setup = open()
        .env("NOTIFY_SOCKET", path.to_str().unwrap())
        .env("WATCHDOG_USEC", "300000")
        .env("SUFLER_TRIAL", trial.path().to_str().unwrap());
    let mut bench = setup.start().await;
    bench.api.fault(Fault::bad_gateway().on("getUpdates").times(2));
    let before = told(&socket, |line| line == "READY=1");
    let polled = bench.api.calls_of("getUpdates").iter().filter(|c| c.error().is_none()).count();
    assert!(polled > 0, "ready before a poll was answered");
    let away = "STATUS=telegram: has not been reached yet";
    assert!(before.iter().any(|text| text.trim() == away), "{before:?}");
    told(&socket, |line| line == "STATUS=all is well");
    for _ in 0..3 {
        told(&socket, |line| line == "WATCHDOG=1");
    }
    // A new start would not bring Telegram back: systemd learns of it, and lets the bot live.
    std::fs::write(trial.path().join("silence"), "1").unwrap();
    told(&socket, |line| line.starts_with("STATUS=telegram: not reached for "));
    told(&socket, |line| line == "WATCHDOG=1");
    std::fs::remove_file(trial.path().join("silence")).unwrap();
    bench.bot.terminate();
    told(&socket, |line| line == "STOPPING=1");
    assert!(bench.bot.wait_exit(SOON).await.success());
    bench.restart();
    bench.done().await;
}

#[tokio::test]
async fn a_signal_while_the_bot_is_starting_ends_it_well() {
    let api = BotApi::start().await;
    let folder = tempfile::tempdir().unwrap();
    // Reading the settings takes as long as the test wants.
    let pipe = folder.path().join("settings.toml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let program = open().program(&api, folder.path()).args(["--config"]).args([&pipe]);
    for signal in ["TERM", "INT"] {
        let mut bot = program.start();
        let path = pipe.clone();
        // Opened for writing only once the bot reads it.
        let open = move || std::fs::File::options().write(true).open(path).unwrap();
        let mut settings = tokio::task::spawn_blocking(open).await.unwrap();
        bot.signal(signal);
        settings.write_all(b"access = 'open'\n").unwrap();
        drop(settings);
        assert_eq!(bot.wait_exit(SOON).await.code(), Some(0), "{}", bot.output());
    }
    assert!(api.calls_of("getUpdates").is_empty());
}

/// `cargo test --release --test bot -- --ignored --nocapture what_counting_costs`
#[test]
#[ignore = "prints a figure"]
fn what_counting_costs() {
    const TURNS: u32 = 400_000;
    let run = |what: &str| {
        let began = Instant::now();
        for _ in 0..TURNS {
            // All that is counted of a turn that is alone in its group.
            meter::waits(1.0);
            let put_in = Instant::now();
            meter::waits(-1.0);
            meter::group(1);
            let wrote = Instant::now();
            meter::flush(wrote.elapsed(), true);
            meter::turn("press", "done", put_in.elapsed());
        }
        println!("{what}: {:?} a turn", began.elapsed() / TURNS);
    };
    run("nobody listens");
    let page = meter::install("0", 0.0).unwrap();
    run("with figures");
    let counted = format!("sufler_turn_seconds_count{{event=\"press\"}} {TURNS}");
    assert!(page.text().contains(&counted));
}
