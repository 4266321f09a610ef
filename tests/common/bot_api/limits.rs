//! Telegram's rate limits, when a test switches them on.

use std::collections::HashMap;
use std::time::Instant;

/// How much is let through; the defaults are what Telegram documents.
#[derive(Clone, Copy, Debug)]
pub struct RateLimits {
    /// Messages and edits a second in one chat, in the long run.
    pub chat_per_second: f64,
    /// How many may go to one chat at once after silence.
    pub chat_burst: f64,
    /// Over all chats.
    pub total_per_second: f64,
    /// In one group.
    pub group_per_minute: f64,
}

impl Default for RateLimits {
    fn default() -> Self {
        RateLimits {
            chat_per_second: 1.0,
            chat_burst: 3.0,
            total_per_second: 30.0,
            group_per_minute: 20.0,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    level: f64,
    at: Instant,
}

impl Bucket {
    /// Seconds until one more fits; 0 is now.
    fn wait(&mut self, now: Instant, size: f64, rate: f64) -> f64 {
        let gained = now.duration_since(self.at).as_secs_f64() * rate;
        *self = Bucket { level: (self.level + gained).min(size), at: now };
        if self.level >= 1.0 { 0.0 } else { (1.0 - self.level) / rate }
    }
}

/// Counts what goes out.
#[derive(Debug)]
pub struct Limiter {
    limits: RateLimits,
    chats: HashMap<i64, Bucket>,
    groups: HashMap<i64, Bucket>,
    total: Bucket,
}

impl Limiter {
    pub fn new(limits: RateLimits) -> Self {
        let total = Bucket { level: limits.total_per_second, at: Instant::now() };
        Limiter { limits, chats: HashMap::new(), groups: HashMap::new(), total }
    }

    /// Lets one message or edit to `chat` through.
    ///
    /// # Errors
    /// `retry_after` in seconds; nothing was counted.
    pub fn pass(&mut self, chat: i64, now: Instant) -> Result<(), u64> {
        let RateLimits { chat_per_second, chat_burst, total_per_second, group_per_minute } =
            self.limits;
        let full = |level| Bucket { level, at: now };
        let own = self.chats.entry(chat).or_insert(full(chat_burst));
        let mut wait = own.wait(now, chat_burst, chat_per_second);
        wait = wait.max(self.total.wait(now, total_per_second, total_per_second));
        if chat < 0 {
            let group = self.groups.entry(chat).or_insert(full(group_per_minute));
            wait = wait.max(group.wait(now, group_per_minute, group_per_minute / 60.0));
        }
        if wait > 0.0 {
            return Err(wait.ceil() as u64);
        }
        self.total.level -= 1.0;
        for buckets in [&mut self.chats, &mut self.groups] {
            if let Some(bucket) = buckets.get_mut(&chat) {
                bucket.level -= 1.0;
            }
        }
        Ok(())
    }
}
