//! Callback data: what is written is read again; what is forged is refused, or is a key that is
//! written as something that means the same.

use sufler::chat::event::Event;
use sufler::chat::press::{DATA_MAX, Press};

use super::dice::{Dice, file};
use super::fuzz;

/// The short names of all acts, out of the list of them.
pub fn acts() -> Vec<String> {
    let source = file("src/chat/press.rs");
    let list = source.split_once("acts! {\n    /// One").unwrap().1.split_once("\n}").unwrap().0;
    let names = list.lines().filter_map(|line| line.split(" = \"").nth(1)?.split('"').next());
    let names: Vec<String> = names.map(str::to_owned).collect();
    assert!(names.len() > 40, "{names:?}");
    names
}

/// Data of the right shape: an act, and an argument that may be one of it.
pub fn shaped(dice: &mut Dice, acts: &[String]) -> String {
    let number = |dice: &mut Dice| match dice.below(4) {
        0 => "zzzzzzzzzzzzzzzz".chars().take(dice.below(14)).collect(),
        1 => format!("-{:x}", dice.next()),
        2 => format!("{:x}", dice.below(40)),
        _ => format!("+{}", dice.below(10)),
    };
    let on = *dice.pick(&["1s", "1n", "1s", "2s", "1x", "1", "s", ""]);
    let on = format!("{on}{}", number(dice));
    let ids =
        ["no_answer", "admin", "operator", "ru", "phone", "hot", "Europe/Moscow", "lunch", "go"];
    let argument = match dice.below(4) {
        0 => String::new(),
        1 => format!(".{}", number(dice)),
        2 => format!(".{}", dice.pick(&ids)),
        _ => format!(".{}", dice.noise(30)),
    };
    format!("{on}.{}{argument}", dice.pick(acts))
}

#[test]
fn presses() {
    let acts = acts();
    let samples: Vec<String> = acts.iter().map(|act| format!("1s1a.{act}.1")).collect();
    let make = |dice: &mut Dice| match dice.below(4) {
        0 => dice.noise(90),
        1 => dice.mutated(&samples),
        _ => shaped(dice, &acts),
    };
    fuzz("press", 1.0, make, |data| {
        let Ok(press) = data.parse::<Press>() else {
            assert_eq!(Event::pressed(data), Event::OldKey);
            return "refused";
        };
        let written = press.to_string();
        assert_eq!(written.parse(), Ok(press.clone()), "written as {written:?}");
        // What is not written as it was read is no longer than what was read: no key of ours grows
        // beyond what Telegram takes.
        assert!(written.len() <= data.len().max(DATA_MAX), "written as {written:?}");
        assert_eq!(Event::pressed(data), Event::Press(press));
        if written == *data { "read" } else { "read, and written otherwise" }
    });
}
