//! Lines of text as glyphs at their places, with the everyday part of TeX between dollar signs.

use crate::font::{ASCENT, DESCENT, Font};
use crate::scene::{Area, Glyph};

/// Distance of baselines beyond what hangs below one of them.
const LEADING: f32 = ASCENT * 1.2;
/// Of indices and powers.
const SMALLER: f32 = 0.7;

/// A text laid out from its first baseline's beginning.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f32,
    /// Above the first baseline, and below it down to the last line's end.
    pub(crate) above: f32,
    pub(crate) below: f32,
}

impl Block {
    /// Lay out a text. Lines stand as `align` says.
    pub(crate) fn new(font: &Font, text: &str, size: f32, italic: bool, align: &str) -> Self {
        let lines: Vec<(Vec<Glyph>, f32, f32)> = text
            .split('\n')
            .map(|line| Line::new(font, size, italic).laid(line))
            .collect();
        let width = lines.iter().fold(0.0, |most: f32, line| most.max(line.1));
        let mut block = Self {
            width,
            above: lines.first().map_or(0.0, |line| line.2.max(ASCENT * size)),
            ..Self::default()
        };
        let mut down = 0.0;
        for (number, (glyphs, length, _)) in lines.iter().enumerate() {
            if number > 0 {
                down += (DESCENT + LEADING) * size;
            }
            let shift = match align {
                "center" => (width - length) / 2.0,
                "right" => width - length,
                _ => 0.0,
            };
            block.glyphs.extend(glyphs.iter().map(|glyph| Glyph {
                x: glyph.x + shift,
                y: glyph.y - down,
                ..*glyph
            }));
        }
        block.below = down + DESCENT * size;
        block
    }

    /// Where its first baseline begins if it stands so at `x`, `y`, turned by radians; and the area that it covers.
    pub(crate) fn placed(&self, x: f32, y: f32, halign: &str, valign: &str, turn: f32) -> Placed {
        let (sin, cos) = turn.sin_cos();
        let rotated = |x: f32, y: f32| (x * cos - y * sin, x * sin + y * cos);
        let mut bounds = Area::NONE;
        for (dx, dy) in [
            (0.0, self.above),
            (self.width, self.above),
            (0.0, -self.below),
            (self.width, -self.below),
        ] {
            let (dx, dy) = rotated(dx, dy);
            bounds.add(Area::new(dx, dy, dx, dy));
        }
        let dx = match halign {
            "center" => f32::midpoint(bounds.left, bounds.right),
            "right" => bounds.right,
            _ => bounds.left,
        };
        let dy = match valign {
            "top" => bounds.top,
            "bottom" => bounds.bottom,
            "center" => f32::midpoint(bounds.bottom, bounds.top),
            "center_baseline" => bounds.top - self.above / 2.0,
            _ => 0.0,
        };
        let origin = (x - dx, y - dy);
        let area = Area::new(
            origin.0 + bounds.left,
            origin.1 + bounds.bottom,
            origin.0 + bounds.right,
            origin.1 + bounds.top,
        );
        Placed { origin, area }
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) origin: (f32, f32),
    pub(crate) area: Area,
}

/// A line that is being laid out.
struct Line<'font> {
    font: &'font Font,
    size: f32,
    italic: bool,
    glyphs: Vec<Glyph>,
    x: f32,
    top: f32,
}

impl<'font> Line<'font> {
    fn new(font: &'font Font, size: f32, italic: bool) -> Self {
        Self {
            font,
            size,
            italic,
            glyphs: Vec::new(),
            x: 0.0,
            top: 0.0,
        }
    }

    fn laid(mut self, text: &str) -> (Vec<Glyph>, f32, f32) {
        // A dollar sign alone is one; as `\$` it always is.
        let text = text.replace("\\$", "\u{1}");
        let parts: Vec<&str> = text.split('$').collect();
        if parts.len().is_multiple_of(2) {
            self.plain(&text);
        } else {
            for (number, part) in parts.iter().enumerate() {
                if number % 2 == 0 {
                    self.plain(part);
                } else {
                    let letters: Vec<char> = part.chars().collect();
                    self.formula(&letters, 1.0, 0.0, false, 0);
                }
            }
        }
        (self.glyphs, self.x, self.top)
    }

    fn plain(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '\t' => (0..4).for_each(|_| self.put(' ', 1.0, 0.0, false)),
                '\u{1}' => self.put('$', 1.0, 0.0, self.italic),
                letter => self.put(letter, 1.0, 0.0, self.italic),
            }
        }
    }

    fn put(&mut self, letter: char, scale: f32, rise: f32, slanted: bool) {
        let (id, advance) = self.font.glyph(letter);
        let size = self.size * scale;
        self.glyphs.push(Glyph {
            id,
            x: self.x,
            y: rise * self.size,
            size,
            slanted,
        });
        self.x += advance * size;
        self.top = self.top.max((rise + ASCENT * scale) * self.size);
    }

    fn formula(&mut self, letters: &[char], scale: f32, rise: f32, upright: bool, depth: u8) {
        let mut at = 0;
        while let Some(&letter) = letters.get(at) {
            at += 1;
            match letter {
                '^' | '_' if depth < 8 => {
                    let (inner, next) = argument(letters, at);
                    at = next;
                    let rise = rise + scale * if letter == '^' { 0.38 } else { -0.16 };
                    let begin = self.x;
                    self.formula(inner, scale * SMALLER, rise, upright, depth + 1);
                    // An index and a power of the same letter stand one above the other.
                    if matches!(
                        (letter, letters.get(at)),
                        ('_', Some('^')) | ('^', Some('_'))
                    ) {
                        let end = std::mem::replace(&mut self.x, begin);
                        let (inner, next) = argument(letters, at + 1);
                        let other = rise + scale * if letter == '^' { -0.54 } else { 0.54 };
                        self.formula(inner, scale * SMALLER, other, upright, depth + 1);
                        self.x = self.x.max(end);
                        at = next;
                    }
                }
                '\\' => at = self.command(letters, at, scale, rise, upright, depth),
                '{' | '}' | ' ' => {}
                '-' => self.spaced('−', scale, rise),
                '=' | '<' | '>' | '+' => self.spaced(letter, scale, rise),
                _ => self.put(
                    letter,
                    scale,
                    rise,
                    letter.is_ascii_alphabetic() && !upright,
                ),
            }
        }
    }

    /// An operator between two things.
    fn spaced(&mut self, letter: char, scale: f32, rise: f32) {
        let first = self.glyphs.is_empty();
        let gap = if first { 0.0 } else { 0.2 * scale * self.size };
        self.x += gap;
        self.put(letter, scale, rise, false);
        self.x += gap;
    }

    fn command(
        &mut self,
        letters: &[char],
        at: usize,
        scale: f32,
        rise: f32,
        upright: bool,
        depth: u8,
    ) -> usize {
        let length = letters[at..]
            .iter()
            .take_while(|letter| letter.is_ascii_alphabetic())
            .count();
        let name: String = letters[at..at + length].iter().collect();
        let mut next = at + length;
        if depth >= 8 {
            return next;
        }
        match name.as_str() {
            "" => {
                // `\,` and its like are spaces, `\{` a brace.
                match letters.get(at) {
                    Some(',' | ':' | ';' | ' ') => self.x += 0.2 * scale * self.size,
                    Some(&letter @ ('{' | '}' | '%' | '_' | '#' | '&')) => {
                        self.put(letter, scale, rise, false);
                    }
                    _ => {}
                }
                next + 1
            }
            "frac" => {
                let (above, middle) = argument(letters, next);
                let (below, end) = argument(letters, middle);
                self.formula(above, scale, rise, upright, depth + 1);
                self.put('/', scale, rise, false);
                self.formula(below, scale, rise, upright, depth + 1);
                end
            }
            "sqrt" => {
                let (inner, end) = argument(letters, next);
                self.put('√', scale, rise, false);
                self.formula(inner, scale, rise, upright, depth + 1);
                end
            }
            "mathrm" | "mathbf" | "mathit" | "text" | "mathregular" | "mathdefault"
            | "operatorname" => {
                let (inner, end) = argument(letters, next);
                self.formula(inner, scale, rise, name != "mathit", depth + 1);
                end
            }
            "left" | "right" => next,
            _ => {
                if let Some(letter) = symbol(&name) {
                    self.put(letter, scale, rise, letter.is_lowercase() && !upright);
                } else {
                    name.chars()
                        .for_each(|letter| self.put(letter, scale, rise, false));
                }
                while letters.get(next) == Some(&' ') {
                    next += 1;
                }
                next
            }
        }
    }
}

/// What follows: a group in braces, a command, or one letter; and where it ends.
fn argument(letters: &[char], at: usize) -> (&[char], usize) {
    match letters.get(at) {
        Some('{') => {
            let mut depth = 0;
            for (end, letter) in letters.iter().enumerate().skip(at) {
                depth += match letter {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                if depth == 0 {
                    return (&letters[at + 1..end], end + 1);
                }
            }
            (&letters[at + 1..], letters.len())
        }
        Some('\\') => {
            let name = letters[at + 1..]
                .iter()
                .take_while(|letter| letter.is_ascii_alphabetic())
                .count();
            let end = (at + 1 + name.max(1)).min(letters.len());
            (&letters[at..end], end)
        }
        Some(_) => (&letters[at..=at], at + 1),
        None => (&[], letters.len()),
    }
}

fn symbol(name: &str) -> Option<char> {
    const NAMES: &[(&str, char)] = &[
        ("alpha", 'α'),
        ("beta", 'β'),
        ("gamma", 'γ'),
        ("delta", 'δ'),
        ("epsilon", 'ε'),
        ("varepsilon", 'ε'),
        ("zeta", 'ζ'),
        ("eta", 'η'),
        ("theta", 'θ'),
        ("iota", 'ι'),
        ("kappa", 'κ'),
        ("lambda", 'λ'),
        ("mu", 'μ'),
        ("nu", 'ν'),
        ("xi", 'ξ'),
        ("pi", 'π'),
        ("rho", 'ρ'),
        ("sigma", 'σ'),
        ("tau", 'τ'),
        ("upsilon", 'υ'),
        ("phi", 'φ'),
        ("varphi", 'φ'),
        ("chi", 'χ'),
        ("psi", 'ψ'),
        ("omega", 'ω'),
        ("Gamma", 'Γ'),
        ("Delta", 'Δ'),
        ("Theta", 'Θ'),
        ("Lambda", 'Λ'),
        ("Xi", 'Ξ'),
        ("Pi", 'Π'),
        ("Sigma", 'Σ'),
        ("Phi", 'Φ'),
        ("Psi", 'Ψ'),
        ("Omega", 'Ω'),
        ("times", '×'),
        ("cdot", '·'),
        ("pm", '±'),
        ("leq", '≤'),
        ("le", '≤'),
        ("geq", '≥'),
        ("ge", '≥'),
        ("neq", '≠'),
        ("ne", '≠'),
        ("approx", '≈'),
        ("infty", '∞'),
        ("sum", '∑'),
        ("prod", '∏'),
        ("int", '∫'),
        ("partial", '∂'),
        ("nabla", '∇'),
        ("to", '→'),
        ("rightarrow", '→'),
        ("leftarrow", '←'),
        ("Rightarrow", '⇒'),
        ("degree", '°'),
        ("circ", '°'),
        ("propto", '∝'),
        ("sim", '∼'),
        ("in", '∈'),
        ("div", '÷'),
        ("ldots", '…'),
        ("dots", '…'),
        ("quad", ' '),
        ("forall", '∀'),
        ("exists", '∃'),
        ("prime", '′'),
    ];
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, letter)| *letter)
}
