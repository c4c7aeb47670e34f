//! Axes: the frame, the grid, ticks with their numbers, labels.

use crate::artists;
use crate::font::Font;
use crate::frame::{self, Frame, Tick};
use crate::legend;
use crate::request::{Axes, Axis, Label};
use crate::scene::{Area, Item, Pen, Scene};
use crate::text::{Block, Placed};

/// Ticks, the small ones, and the distance to what stands at them.
const TICK: f32 = 3.5;
const SMALL_TICK: f32 = 2.0;
const PAD: f32 = 3.5;
const TICK_WIDTH: f32 = 0.8;
/// Between numbers and the power of ten at the axis' end.
const POWER_PAD: f32 = 3.0;

/// The page and what every part needs to write on it.
pub(crate) struct Page<'font> {
    pub(crate) scene: Scene,
    pub(crate) font: &'font Font,
    /// The pixels of images.
    pub(crate) pixels: &'font [u8],
}

/// A text to be put somewhere.
pub(crate) struct Words<'text> {
    pub(crate) text: &'text str,
    pub(crate) size: f32,
    pub(crate) color: Option<[u8; 4]>,
    pub(crate) italic: bool,
    pub(crate) bold: bool,
    /// In degrees.
    pub(crate) turn: f32,
}

impl<'text> Words<'text> {
    pub(crate) fn plain(text: &'text str, size: f32, color: Option<[u8; 4]>) -> Self {
        Self {
            text,
            size,
            color,
            italic: false,
            bold: false,
            turn: 0.0,
        }
    }

    fn of(label: &'text Label) -> Self {
        Self {
            italic: label.italic,
            bold: label.bold,
            ..Self::plain(&label.text, label.size, label.color)
        }
    }
}

impl Page<'_> {
    /// Put a text at a place; answers where it then stands.
    pub(crate) fn write(
        &mut self,
        words: &Words<'_>,
        x: f32,
        y: f32,
        halign: &str,
        valign: &str,
    ) -> Area {
        let block = Block::new(self.font, words.text, words.size, words.italic, halign);
        let turn = words.turn.to_radians();
        let placed = block.placed(x, y, halign, valign, turn);
        self.put(block, placed, words, turn);
        placed.area
    }

    pub(crate) fn put(&mut self, block: Block, placed: Placed, words: &Words<'_>, turn: f32) {
        if let Some(color) = words.color
            && !block.glyphs.is_empty()
        {
            self.scene.items.push(Item::Text {
                glyphs: block.glyphs,
                color,
                origin: placed.origin,
                turn,
                bold: words.bold,
            });
        }
    }
}

/// Draw axes that have this area, on a figure of this size; answers what they cover in all.
pub(crate) fn draw(page: &mut Page<'_>, axes: &Axes, area: Area, figure: (f32, f32)) -> Area {
    let (area, x_axis, y_axis) = shaped(axes, area);
    let frame = Frame {
        area,
        figure,
        x: &x_axis,
        y: &y_axis,
    };
    if axes.on && axes.face.is_some() {
        page.scene.path(area.steps(), axes.face, None, None);
    }
    page.scene.clips.push(area);
    let clip = page.scene.clips.len() - 1;
    let (x_ticks, x_small, x_power) = frame::ticks(&x_axis, area.width(), true);
    let (y_ticks, y_small, y_power) = frame::ticks(&y_axis, area.height(), false);
    let (below, above) = axes.artists.split_at(axes.below.min(axes.artists.len()));
    for artist in below {
        artists::draw(page, artist, &frame, Some(clip));
    }
    if axes.on {
        grid(page, &x_axis, (&x_ticks, &x_small), area, true, clip);
        grid(page, &y_axis, (&y_ticks, &y_small), area, false, clip);
    }
    for artist in above {
        artists::draw(page, artist, &frame, Some(clip));
    }
    let mut covered = area;
    if axes.on {
        for (axis, ticks, small, lies) in [
            (&axes.x, &x_ticks, &x_small, true),
            (&axes.y, &y_ticks, &y_small, false),
        ] {
            marks(
                page,
                axis,
                ticks.iter().map(|tick| tick.part),
                area,
                lies,
                TICK,
            );
            marks(page, axis, small.iter().copied(), area, lies, SMALL_TICK);
        }
        spines(page, axes, area);
        covered.add(numbers(page, &axes.x, &x_ticks, x_power, area, true));
        let left = numbers(page, &axes.y, &y_ticks, y_power, area, false);
        // The power of ten stands above the axes, but moves no title to the side.
        covered.add(left);
    }
    if let Some(title) = &axes.title {
        let x = match title.align.as_deref() {
            Some("left") => area.left,
            Some("right") => area.right,
            _ => f32::midpoint(area.left, area.right),
        };
        let top = if axes.x.far { covered.top } else { area.top };
        let align = title.align.as_deref().unwrap_or("center");
        let block = Block::new(page.font, &title.text, title.size, title.italic, align);
        // The last line stands on the pad.
        let base = top + title.pad + block.below - crate::font::DESCENT * title.size;
        covered.add(page.write(&Words::of(title), x, base, align, "baseline"));
    }
    if let Some(legend) = &axes.legend {
        covered.add(legend::draw(page, axes, legend, &frame));
    }
    covered
}

/// The area and what it shows where a unit of y has a fixed ratio to one of x.
fn shaped(axes: &Axes, area: Area) -> (Area, Axis, Axis) {
    let (mut x_axis, mut y_axis) = (axes.x.clone(), axes.y.clone());
    let (wide, high) = (axes.x.to - axes.x.from, axes.y.to - axes.y.from);
    let ratio = axes
        .aspect
        .map_or(0.0, |aspect| (aspect * (high / wide).abs()) as f32);
    if !(ratio.is_finite() && ratio > 0.0) {
        return (area, x_axis, y_axis);
    }
    let shape = area.height() / area.width();
    if axes.widen && !axes.x.log && !axes.y.log {
        let more = |axis: &mut Axis, times: f32| {
            let half = (axis.to - axis.from) * f64::from(times - 1.0) / 2.0;
            (axis.from, axis.to) = (axis.from - half, axis.to + half);
        };
        if ratio > shape {
            more(&mut x_axis, ratio / shape);
        } else {
            more(&mut y_axis, shape / ratio);
        }
        return (area, x_axis, y_axis);
    }
    let width = area.width().min(area.height() / ratio);
    let height = width * ratio;
    let (x, y) = (
        f32::midpoint(area.left, area.right),
        f32::midpoint(area.bottom, area.top),
    );
    let (dx, dy) = (width / 2.0, height / 2.0);
    (Area::new(x - dx, y - dy, x + dx, y + dy), x_axis, y_axis)
}

fn grid(
    page: &mut Page<'_>,
    axis: &Axis,
    (ticks, small): (&[Tick], &[f32]),
    area: Area,
    lies: bool,
    clip: usize,
) {
    let Some(stroke) = &axis.grid else { return };
    let Some(color) = stroke.color else { return };
    let small = small.iter().copied().filter(|_| axis.small_grid);
    for part in ticks.iter().map(|tick| tick.part).chain(small) {
        let (from, to) = if lies {
            let x = area.left + part * area.width();
            ((x, area.bottom), (x, area.top))
        } else {
            let y = area.bottom + part * area.height();
            ((area.left, y), (area.right, y))
        };
        let pen = Pen {
            color,
            width: stroke.width,
            dash: stroke.dash.clone(),
            square: false,
        };
        page.scene.rule(from, to, pen, Some(clip));
    }
}

fn marks(
    page: &mut Page<'_>,
    axis: &Axis,
    parts: impl Iterator<Item = f32>,
    area: Area,
    lies: bool,
    length: f32,
) {
    let Some(color) = axis.color.filter(|_| axis.show_ticks) else {
        return;
    };
    let out = if axis.far { length } else { -length };
    for part in parts {
        let (from, to) = if lies {
            let x = area.left + part * area.width();
            let y = if axis.far { area.top } else { area.bottom };
            ((x, y), (x, y + out))
        } else {
            let y = area.bottom + part * area.height();
            let x = if axis.far { area.right } else { area.left };
            ((x, y), (x + out, y))
        };
        let pen = Pen {
            color,
            width: if length < TICK { 0.6 } else { TICK_WIDTH },
            dash: Vec::new(),
            square: false,
        };
        page.scene.rule(from, to, pen, None);
    }
}

fn spines(page: &mut Page<'_>, axes: &Axes, area: Area) {
    let Area {
        left,
        bottom,
        right,
        top,
    } = area;
    let sides = [
        ((left, bottom), (left, top)),
        ((left, bottom), (right, bottom)),
        ((right, bottom), (right, top)),
        ((left, top), (right, top)),
    ];
    for ((from, to), color) in sides.into_iter().zip(axes.spines) {
        let Some(color) = color else { continue };
        let pen = Pen {
            color,
            width: TICK_WIDTH,
            dash: Vec::new(),
            square: true,
        };
        page.scene.rule(from, to, pen, None);
    }
}

/// Numbers at ticks, the power of ten, and the axis' label; answers what they cover.
fn numbers(
    page: &mut Page<'_>,
    axis: &Axis,
    ticks: &[Tick],
    power: i32,
    area: Area,
    lies: bool,
) -> Area {
    let gap = PAD + if axis.show_ticks { TICK } else { 0.0 };
    let out = if axis.far { 1.0 } else { -1.0 };
    // Of the numbers alone: the label stands beyond them.
    let edge = if axis.far {
        Area::new(area.right, area.top, area.right, area.top)
    } else {
        Area::new(area.left, area.bottom, area.left, area.bottom)
    };
    let mut covered = edge;
    if axis.show_ticks {
        let (dx, dy) = if lies {
            (0.0, out * TICK)
        } else {
            (out * TICK, 0.0)
        };
        let (x, y) = (edge.left + dx, edge.bottom + dy);
        covered.add(Area::new(x, y, x, y));
    }
    if axis.show_labels {
        for tick in ticks {
            let mut words = Words::plain(&tick.label, axis.size, axis.color);
            words.turn = axis.rotation;
            let area = if lies {
                let x = area.left + tick.part * area.width();
                let y = edge.bottom + out * gap;
                let align = axis.align.as_deref().unwrap_or("center");
                page.write(&words, x, y, align, if axis.far { "bottom" } else { "top" })
            } else {
                let y = area.bottom + tick.part * area.height();
                let x = edge.left + out * gap;
                let align = if axis.far { "left" } else { "right" };
                let valign = if axis.rotation == 0.0 {
                    "center_baseline"
                } else {
                    "center"
                };
                page.write(&words, x, y, align, valign)
            };
            covered.add(area);
        }
    }
    let numbers = covered;
    if power != 0 && axis.show_labels {
        let text = format!("1e{power}").replace('-', "−");
        let words = Words::plain(&text, axis.size, axis.color);
        covered.add(if lies {
            let y = numbers.bottom - POWER_PAD;
            page.write(&words, area.right, y, "right", "top")
        } else {
            let x = if axis.far { area.right } else { area.left };
            page.write(&words, x, area.top + POWER_PAD, "left", "baseline")
        });
    }
    if let Some(label) = &axis.label {
        let mut words = Words::of(label);
        covered.add(if lies {
            let (x, align) = match label.align.as_deref() {
                Some("left") => (area.left, "left"),
                Some("right") => (area.right, "right"),
                _ => (f32::midpoint(area.left, area.right), "center"),
            };
            if axis.far {
                page.write(&words, x, numbers.top + label.pad, align, "bottom")
            } else {
                page.write(&words, x, numbers.bottom - label.pad, align, "top")
            }
        } else {
            words.turn = 90.0;
            let y = f32::midpoint(area.bottom, area.top);
            if axis.far {
                page.write(&words, numbers.right + label.pad, y, "left", "center")
            } else {
                page.write(&words, numbers.left - label.pad, y, "right", "center")
            }
        });
    }
    covered
}
