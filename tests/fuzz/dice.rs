//! Random numbers that can be repeated, and what they make of samples.

use std::path::Path;

/// SplitMix64: one case, one beginning.
pub struct Dice(u64);

/// What parsers stumble over.
const ODD: [&str; 46] = [
    "",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{ad}",
    "\u{301}",
    "\u{200b}",
    "\u{200d}",
    "\u{200f}",
    "\u{202e}",
    "\u{2028}",
    "\u{2066}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{fffd}",
    "\u{e0041}",
    "\u{10ffff}",
    "\u{1f468}\u{200d}\u{1f469}",
    "\u{1d7d8}",
    "\u{661}",
    "\u{ff11}",
    "\u{2460}",
    "0",
    "-1",
    "99999999999999999999",
    "1e309",
    "0x10",
    "+",
    "-",
    ".",
    ",",
    ":",
    "/",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "=",
];

impl Dice {
    pub fn new(target: &str, seed: u64, case: u64) -> Dice {
        let of = |text: &str| {
            text.bytes()
                .fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0001b3))
        };
        Dice(of(target) ^ case.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `limit`, which is at least 1.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Any character, the odd ones often.
    pub fn char(&mut self) -> char {
        match self.below(6) {
            0 => char::from(self.below(128) as u8),
            1 => char::from_u32(0x410 + self.below(64) as u32).unwrap(),
            2 => char::from_u32(0x10d0 + self.below(33) as u32).unwrap(),
            3 => char::from(b'0' + self.below(10) as u8),
            4 => self.pick(&ODD).chars().next().unwrap_or('x'),
            _ => loop {
                if let Some(c) = char::from_u32(self.below(0x11_0000) as u32) {
                    return c;
                }
            },
        }
    }

    /// Text of nothing in particular.
    pub fn noise(&mut self, longest: usize) -> String {
        let length = self.below(longest + 1);
        (0..length).map(|_| self.char()).collect()
    }

    /// A sample, changed in a few places; sometimes left as it is.
    pub fn mutated(&mut self, samples: &[String]) -> String {
        let mut text = self.pick(samples).clone();
        for _ in 0..self.below(5) {
            text = self.changed(&text, samples);
        }
        text
    }

    fn changed(&mut self, text: &str, samples: &[String]) -> String {
        let at = self.place(text);
        let to = {
            let rest = &text[at..];
            let far = if self.one_in(2) { 3 } else { rest.len() };
            let mut to = at + self.below(rest.len().min(far) + 1);
            while !text.is_char_boundary(to) {
                to += 1;
            }
            to
        };
        let (before, part, after) = (&text[..at], &text[at..to], &text[to..]);
        match self.below(9) {
            // A character more, or another one.
            0 => format!("{before}{}{part}{after}", self.char()),
            1 => format!("{before}{}{after}", self.char()),
            // Something odd.
            2 | 3 => format!("{before}{}{part}{after}", self.pick(&ODD)),
            // Something missing; something twice; many times.
            4 => format!("{before}{after}"),
            5 => format!("{before}{part}{part}{after}"),
            6 if part.len() < 20 => {
                let times = 1 << self.below(9);
                format!("{before}{}{after}", part.repeat(times))
            }
            // A part of another sample.
            7 => {
                let other = self.pick(samples).clone();
                let from = self.place(&other);
                format!("{before}{}{after}", &other[from..])
            }
            // Digits become other digits.
            _ => text
                .chars()
                .map(|c| {
                    let other = c.is_ascii_digit() && self.one_in(3);
                    if other { char::from(b'0' + self.below(10) as u8) } else { c }
                })
                .collect(),
        }
    }

    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// A file of the repository.
pub fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files of a folder of the repository, with their names.
pub fn files(folder: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    let names = entries.filter(|entry| entry.path().is_file());
    let mut names: Vec<String> =
        names.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), file(&format!("{folder}/{name}")))).collect()
}
