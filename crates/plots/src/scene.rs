//! What is to be drawn, in points from the lower left corner: paths, glyphs, pictures, in this order.

use crate::request::Color;

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step {
    Move(f32, f32),
    Line(f32, f32),
    Curve(f32, f32, f32, f32, f32, f32),
    Close,
}

impl Step {
    /// The same step elsewhere.
    pub(crate) fn mapped(self, map: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        match self {
            Self::Move(x, y) => {
                let (x, y) = map(x, y);
                Self::Move(x, y)
            }
            Self::Line(x, y) => {
                let (x, y) = map(x, y);
                Self::Line(x, y)
            }
            Self::Curve(x1, y1, x2, y2, x, y) => {
                let ((x1, y1), (x2, y2), (x, y)) = (map(x1, y1), map(x2, y2), map(x, y));
                Self::Curve(x1, y1, x2, y2, x, y)
            }
            Self::Close => Self::Close,
        }
    }
}

/// Left, bottom, right, top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f32,
    pub(crate) bottom: f32,
    pub(crate) right: f32,
    pub(crate) top: f32,
}

impl Area {
    pub(crate) const NONE: Self = Self {
        left: f32::INFINITY,
        bottom: f32::INFINITY,
        right: f32::NEG_INFINITY,
        top: f32::NEG_INFINITY,
    };

    pub(crate) fn new(left: f32, bottom: f32, right: f32, top: f32) -> Self {
        Self {
            left,
            bottom,
            right,
            top,
        }
    }

    pub(crate) fn width(&self) -> f32 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f32 {
        self.top - self.bottom
    }

    /// With another beside it.
    pub(crate) fn add(&mut self, other: Self) {
        self.left = self.left.min(other.left);
        self.bottom = self.bottom.min(other.bottom);
        self.right = self.right.max(other.right);
        self.top = self.top.max(other.top);
    }

    pub(crate) fn holds(&self, x: f32, y: f32) -> bool {
        x > self.left && x < self.right && y > self.bottom && y < self.top
    }

    /// Its outline.
    pub(crate) fn steps(&self) -> Vec<Step> {
        vec![
            Step::Move(self.left, self.bottom),
            Step::Line(self.right, self.bottom),
            Step::Line(self.right, self.top),
            Step::Line(self.left, self.top),
            Step::Close,
        ]
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pen {
    pub(crate) color: [u8; 4],
    pub(crate) width: f32,
    pub(crate) dash: Vec<f32>,
    /// Ends project by half the width.
    pub(crate) square: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    Path {
        steps: Vec<Step>,
        fill: Color,
        pen: Option<Pen>,
        /// Number of the area outside of which nothing is drawn.
        clip: Option<usize>,
        /// Straight lines that look best on whole pixels.
        crisp: bool,
    },
    /// The same outline at many places, each with its size and colours.
    Stamps {
        outline: Vec<Step>,
        places: Vec<Stamp>,
        clip: Option<usize>,
    },
    Text {
        glyphs: Vec<Glyph>,
        color: [u8; 4],
        /// Turned about this place, by radians.
        origin: (f32, f32),
        turn: f32,
        bold: bool,
    },
    Image {
        area: Area,
        /// Mirrored left to right, top to bottom.
        flips: [bool; 2],
        columns: u32,
        rows: u32,
        pixels: Vec<u8>,
        smooth: bool,
        clip: Option<usize>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stamp {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) fill: Color,
    pub(crate) edge: Color,
    pub(crate) width: f32,
}

/// A glyph at a place from the text's origin, or (without one) a line, as under a root.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) slanted: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Scene {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) items: Vec<Item>,
    pub(crate) clips: Vec<Area>,
    /// In words.
    pub(crate) alt: String,
}

impl Scene {
    pub(crate) fn path(
        &mut self,
        steps: Vec<Step>,
        fill: Color,
        pen: Option<Pen>,
        clip: Option<usize>,
    ) {
        self.items.push(Item::Path {
            steps,
            fill,
            pen,
            clip,
            crisp: false,
        });
    }

    /// A straight line on whole pixels.
    pub(crate) fn rule(&mut self, from: (f32, f32), to: (f32, f32), pen: Pen, clip: Option<usize>) {
        self.items.push(Item::Path {
            steps: vec![Step::Move(from.0, from.1), Step::Line(to.0, to.1)],
            fill: None,
            pen: Some(pen),
            clip,
            crisp: true,
        });
    }
}
