//! The letters: `DejaVu Sans`, the part of it that figures need.

use crate::scene::Step;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

const FILE: &[u8] = include_bytes!("../font/DejaVuSans.ttf");
/// What stands for a letter that is not there.
const UNKNOWN: char = '\u{fffd}';
/// How far a slanted letter leans.
const SLANT: f32 = 0.2;

/// Above and below the baseline, as parts of the size: what every line of text takes at least.
pub(crate) const ASCENT: f32 = 0.76;
pub(crate) const DESCENT: f32 = 0.24;

pub(crate) struct Font {
    face: Option<Face<'static>>,
    unit: f32,
}

impl Font {
    pub(crate) fn new() -> Self {
        let face = Face::parse(FILE, 0).ok();
        let unit = face
            .as_ref()
            .map_or(1.0, |face| 1.0 / f32::from(face.units_per_em()));
        Self { face, unit }
    }

    /// The glyph of a letter, and how far it leads on at size 1.
    pub(crate) fn glyph(&self, letter: char) -> (u16, f32) {
        let Some(face) = &self.face else {
            return (0, 0.6);
        };
        let id = face
            .glyph_index(letter)
            .or_else(|| face.glyph_index(UNKNOWN))
            .unwrap_or(GlyphId(0));
        let advance = f32::from(face.glyph_hor_advance(id).unwrap_or(0)) * self.unit;
        (id.0, advance)
    }

    /// Its outline at size 1.
    pub(crate) fn outline(&self, id: u16, slanted: bool) -> Vec<Step> {
        let mut pen = Outline::default();
        if let Some(face) = &self.face {
            face.outline_glyph(GlyphId(id), &mut pen);
        }
        let lean = if slanted { SLANT } else { 0.0 };
        let map = |x: f32, y: f32| ((x + lean * y) * self.unit, y * self.unit);
        pen.steps.into_iter().map(|step| step.mapped(map)).collect()
    }
}

#[derive(Default)]
struct Outline {
    steps: Vec<Step>,
    at: (f32, f32),
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = (x, y);
        self.steps.push(Step::Move(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = (x, y);
        self.steps.push(Step::Line(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let third = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
        let (x0, y0) = self.at;
        self.curve_to(
            third(x0, x1),
            third(y0, y1),
            third(x, x1),
            third(y, y1),
            x,
            y,
        );
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.at = (x, y);
        self.steps.push(Step::Curve(x1, y1, x2, y2, x, y));
    }

    fn close(&mut self) {
        self.steps.push(Step::Close);
    }
}
