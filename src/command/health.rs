//! `sufler health`: whether a running bot does its work.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use chrono::Utc;

use sufler::cli::{Exit, HealthFlags};
use sufler::config;
use sufler::health;

use super::env;

/// The bot itself gives its parts a second.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the bot where it listens; if it does not, looks at its heartbeat.
pub fn health(flags: &HealthFlags) -> Result<Exit> {
    let file = config::read(flags.config.as_deref())?;
    if let Some(address) = config::listen(flags, &env, file.as_deref())? {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(ask(address))?;
    } else {
        let data = config::data_dir(flags, &env, file.as_deref())?;
        health::check(&health::heartbeat(&data), Utc::now(), health::LIMIT)?;
    }
    Ok(Exit::Fine)
}

async fn ask(address: SocketAddr) -> Result<()> {
    let url = format!("http://{}/healthz", reachable(address));
    let client = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build()?;
    // The library's own words name the address a second time.
    let silent = |error: reqwest::Error| {
        let what = match error {
            error if error.is_timeout() => "no answer in time",
            error if error.is_connect() => "nobody listens there",
            _ => "the connection broke",
        };
        anyhow!("{url}: {what}")
    };
    let response = client.get(&url).send().await.map_err(silent)?;
    let status = response.status();
    let text = response.text().await.map_err(silent)?;
    match status.as_u16() {
        200 => Ok(()),
        503 => bail!("{}", wrong(&text)),
        status => bail!("{url}: answers {status}; is it Sufler?"),
    }
}

/// A bot that listens on all addresses is asked on this machine's own.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// What is wrong, in a line: the bot says it in JSON, part by part.
fn wrong(text: &str) -> String {
    let part = |line: &str| {
        let part: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(format!("{}: {}", part.get("part")?.as_str()?, part.get("why")?.as_str()?))
    };
    let parts: Vec<String> = text.lines().filter_map(part).collect();
    if parts.is_empty() { "the bot says that it is not well".to_owned() } else { parts.join("; ") }
}
