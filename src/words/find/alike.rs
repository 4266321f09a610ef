//! How like two words are by their beginning and by the slips between them.

/// What one slip costs: a letter that is wrong, missing, superfluous or changed with its neighbour.
const SLIP: f32 = 1.0;
/// One more of them is another word.
const MOST_SLIPS: f32 = 2.0;
/// As many letters at least begin both words before their endings may differ.
const SHORTEST_STEM: usize = 3;
/// Endings are not longer than this; a word that goes on where the typed one ends may be.
const LONGEST_ENDING: usize = 5;

/// Room for the comparison of two words, used again for the next.
#[derive(Debug, Default)]
pub struct Slate {
    costs: Vec<f32>,
}

impl Slate {
    /// 0 (another word) to 1 (the same). `typed` may be the beginning of `word`, and both may end in
    /// their own way after a common beginning.
    pub fn alike(&mut self, typed: &[char], word: &[char]) -> f32 {
        if typed == word {
            return 1.0;
        }
        let (rows, columns) = (typed.len() + 1, word.len() + 1);
        self.costs.clear();
        self.costs.resize(rows * columns, f32::MAX);
        let slips = allowed(typed.len());
        let mut best: f32 = 0.0;
        for i in 0..rows {
            for j in 0..columns {
                let cost = self.cost(typed, word, i, j, columns);
                self.costs[i * columns + j] = cost;
                if cost <= slips
                    && let Some(ending) = ending(typed.len() - i, word.len() - j, i)
                {
                    // A slip in a short beginning says more than one in a long one.
                    let like = 1.0 - (cost + ending) / (i.max(2) as f32 * 0.5);
                    best = best.max(like);
                }
            }
        }
        best
    }

    fn cost(&self, typed: &[char], word: &[char], i: usize, j: usize, columns: usize) -> f32 {
        let at = |i: usize, j: usize| self.costs[i * columns + j];
        if i == 0 || j == 0 {
            return (i + j) as f32 * SLIP;
        }
        let same = typed[i - 1] == word[j - 1];
        let mut cost = at(i - 1, j - 1) + if same { 0.0 } else { SLIP };
        cost = cost.min(at(i - 1, j) + SLIP).min(at(i, j - 1) + SLIP);
        let crossed = i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1];
        if crossed {
            cost = cost.min(at(i - 2, j - 2) + SLIP);
        }
        cost
    }
}

/// How many slips a typed word of this length may have.
fn allowed(length: usize) -> f32 {
    match length {
        0..=3 => 0.0,
        4..=5 => SLIP,
        _ => MOST_SLIPS,
    }
}

/// What it costs that after `stem` letters of the typed word so many of it, and so many of the other,
/// are left. None: that is no ending.
fn ending(typed: usize, word: usize, stem: usize) -> Option<f32> {
    match (typed, word) {
        (0, 0) => Some(0.0),
        // Not typed to its end.
        (0, more) if stem >= SHORTEST_STEM => Some((0.1 * more as f32).min(0.6)),
        (0, more) if stem == 2 => Some(0.1 + 0.1 * more as f32),
        (0, _) => None,
        (mine, its) if stem >= SHORTEST_STEM && mine.max(its) <= LONGEST_ENDING => {
            Some(0.2 + 0.1 * (mine + its) as f32)
        }
        _ => None,
    }
}
