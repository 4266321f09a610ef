//! A source file as the rules see it: its module, its code without comments and literals, and
//! which of its lines are tests. This is no parser of Rust, only as much as text of `rustfmt`
//! needs.

/// One file of `src/`.
#[derive(Clone, Debug)]
pub struct Source {
    /// `src/chat/view.rs`.
    pub path: String,
    /// `["chat", "view"]`; of `src/lib.rs` nothing; of `src/main.rs` `["main"]`.
    pub module: Vec<String>,
    /// The text as it stands.
    pub text: String,
    /// The text with every character of comments, strings and character literals turned into a
    /// space, line for line and column for column.
    pub code: Vec<char>,
    /// By character: lies in an item under `#[cfg(test)]`.
    pub test: Vec<bool>,
    /// Modules that this file declares under `#[cfg(test)]` and that are files of their own.
    pub test_files: Vec<Vec<String>>,
}

impl Source {
    /// Looks at a file with a path like `src/chat/view.rs`.
    pub fn new(path: &str, text: &str) -> Source {
        let code = blanked(text);
        let module = module(path);
        let (test, names) = tests(&code);
        let test_files =
            names.into_iter().map(|name| module.iter().cloned().chain([name]).collect()).collect();
        Source { path: path.into(), module, text: text.into(), code, test, test_files }
    }

    /// The module at the top of the crate that this file belongs to: `lib`, `main`, `chat` …
    pub fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }

    /// The line, from 1, of a character of `code`.
    pub fn line(&self, at: usize) -> usize {
        1 + self.code[..at].iter().filter(|c| **c == '\n').count()
    }

    /// Where these words stand in the code, not as a part of a longer name.
    pub fn find(&self, words: &str) -> Vec<usize> {
        let words: Vec<char> = words.chars().collect();
        let starts_with_name = words.first().is_some_and(|c| is_name(*c));
        let ends_with_name = words.last().is_some_and(|c| is_name(*c));
        (0..self.code.len())
            .filter(|&at| self.code[at..].starts_with(&words))
            .filter(|&at| !(starts_with_name && at > 0 && is_name(self.code[at - 1])))
            .filter(|&at| {
                let next = self.code.get(at + words.len());
                !(ends_with_name && next.is_some_and(|c| is_name(*c)))
            })
            .collect()
    }

    /// Modules at the top of the crate that the code names, with where it does.
    pub fn imports(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        for at in self.find("crate::") {
            found.extend(names(&self.code, at + "crate::".len()).map(|name| (at, name)));
        }
        for at in self.find("super::") {
            if self.code[..at].ends_with(&['s', 'u', 'p', 'e', 'r', ':', ':']) {
                continue; // counted with the first of them
            }
            let (mut end, mut ups) = (at, 0);
            while self.code[end..].starts_with(&['s', 'u', 'p', 'e', 'r', ':', ':']) {
                (end, ups) = (end + "super::".len(), ups + 1);
            }
            if self.module.len() + inline_modules(&self.code[..at]) <= ups {
                found.extend(names(&self.code, end).map(|name| (at, name)));
            }
        }
        found
    }
}

/// Part of a name.
pub fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn module(path: &str) -> Vec<String> {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    if parts == ["lib"] || parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    parts
}

/// The names that a path or a group of paths starts with: `a::b` a; `{a::b, c}` a, c.
fn names(code: &[char], at: usize) -> impl Iterator<Item = String> + use<> {
    let mut found = Vec::new();
    if code.get(at) == Some(&'{') {
        let (mut depth, mut start) = (0, at + 1);
        for (here, c) in code.iter().enumerate().skip(at) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && *c == ',') {
                found.push(first_name(&code[start..here]));
                start = here + 1;
            }
            if depth == 0 {
                break;
            }
        }
    } else {
        found.push(first_name(&code[at..]));
    }
    found.into_iter().filter(|name| !name.is_empty() && name != "self")
}

fn first_name(code: &[char]) -> String {
    let mut rest = code.iter().skip_while(|c| c.is_whitespace()).peekable();
    if rest.peek() == Some(&&'*') {
        return "*".to_owned();
    }
    rest.take_while(|c| is_name(**c)).collect()
}

/// How many `mod name {` are open at the end of this code.
fn inline_modules(code: &[char]) -> usize {
    let mut open = Vec::new();
    let mut item = 0; // where the present item starts
    for (at, c) in code.iter().enumerate() {
        match c {
            '{' => {
                let head: String = code[item..at].iter().collect();
                let mut words = head.split_whitespace().rev();
                open.push(words.nth(1) == Some("mod"));
            }
            '}' => {
                open.pop();
            }
            ';' => {}
            _ => continue,
        }
        item = at + 1;
    }
    open.into_iter().filter(|is_module| *is_module).count()
}

/// Which characters lie under `#[cfg(test)]`, and which modules are declared there as files.
fn tests(code: &[char]) -> (Vec<bool>, Vec<String>) {
    let mark: Vec<char> = "#[cfg(test)]".chars().collect();
    let whole: Vec<char> = "#![cfg(test)]".chars().collect();
    let mut test = vec![code.windows(whole.len()).any(|part| part == whole); code.len()];
    let mut files = Vec::new();
    for start in 0..code.len() {
        if !code[start..].starts_with(&mark) {
            continue;
        }
        let (body, end) = item(code, start + mark.len());
        test[start..end].fill(true);
        let head: String = code[start + mark.len()..body].iter().collect();
        let mut words = head.split_whitespace().rev();
        if let (Some(name), Some("mod"), Some(';')) = (words.next(), words.next(), code.get(body)) {
            files.push(name.to_owned());
        }
    }
    (test, files)
}

/// Where the item's body (or closing semicolon) starts, and where the item ends.
fn item(code: &[char], start: usize) -> (usize, usize) {
    let mut depth = 0;
    let mut body = None;
    for (at, c) in code.iter().enumerate().skip(start) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' => {
                if depth == 0 && body.is_none() {
                    body = Some(at);
                }
                depth += 1;
            }
            '}' => depth -= 1,
            ';' if depth == 0 => return (body.unwrap_or(at), at + 1),
            _ => {}
        }
        if let (Some(body), 0, '}') = (body, depth, c) {
            return (body, at + 1);
        }
    }
    (body.unwrap_or(code.len()), code.len())
}

/// The text with comments and literals turned into spaces.
fn blanked(text: &str) -> Vec<char> {
    let text: Vec<char> = text.chars().collect();
    let mut code = Vec::with_capacity(text.len());
    while code.len() < text.len() {
        let at = code.len();
        let length = literal(&text, at);
        if length == 0 {
            code.push(text[at]);
        }
        let end = (at + length).min(text.len());
        code.extend(text[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
    }
    code
}

/// The length of the comment or literal that starts here; 0 if none does.
fn literal(text: &[char], at: usize) -> usize {
    let rest = &text[at..];
    let inside_name = at > 0 && is_name(text[at - 1]);
    match (rest[0], rest.get(1)) {
        ('/', Some('/')) => rest.iter().take_while(|c| **c != '\n').count(),
        ('/', Some('*')) => block_comment(rest),
        ('"', _) => quoted(rest, '"'),
        ('r', Some('"' | '#')) if !inside_name || text[at - 1] == 'b' => raw_string(rest),
        ('\'', Some('\\')) => quoted(rest, '\''),
        ('\'', Some(_)) if rest.get(2) == Some(&'\'') => 3,
        _ => 0,
    }
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(&['/', '*']) {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with(&['*', '/']) {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                break;
            }
        } else {
            at += 1;
        }
    }
    at
}

fn quoted(rest: &[char], mark: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != mark {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// `r"…"`, `r#"…"#`; 0 for a raw name like `r#type`.
fn raw_string(rest: &[char]) -> usize {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return 0;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let start = 2 + hashes;
    let inside = rest[start..].windows(end.len()).position(|part| part == end);
    inside.map_or(rest.len(), |inside| start + inside + end.len())
}
