//! The legend: its entries, and the place where it hides least.

use crate::artists;
use crate::axes::{Page, Words};
use crate::font::{ASCENT, DESCENT};
use crate::frame::Frame;
use crate::hatch;
use crate::request::{Artist, Axes, Legend, Space};
use crate::scene::{Area, Item, Pen, Stamp};
use crate::text::Block;

/// Lengths as parts of the letters' size.
const PADDING: f32 = 0.4;
const BETWEEN: f32 = 0.5;
const HANDLE: f32 = 2.0;
const HANDLE_GAP: f32 = 0.8;
const MARGIN: f32 = 0.5;
const COLUMN_GAP: f32 = 2.0;

/// Draw it; answers what it covers.
pub(crate) fn draw(page: &mut Page<'_>, axes: &Axes, legend: &Legend, frame: &Frame<'_>) -> Area {
    let size = legend.size;
    let entries: Vec<(&Artist, &str, Block)> = legend
        .entries
        .iter()
        .filter_map(|(number, label)| {
            let artist = axes.artists.get(*number)?;
            let block = Block::new(page.font, label, size, false, "left");
            Some((artist, label.as_str(), block))
        })
        .collect();
    if entries.is_empty() {
        return frame.area;
    }
    let columns = legend.columns.clamp(1, entries.len());
    let rows = entries.len().div_ceil(columns);
    let title = legend
        .title
        .as_deref()
        .map(|title| Block::new(page.font, title, size, false, "center"));
    let line = (ASCENT + DESCENT) * size;
    let height_of = |block: &Block| (block.above + block.below).max(line);
    let widths: Vec<f32> = entries
        .chunks(rows)
        .map(|column| {
            column
                .iter()
                .fold(0.0, |most: f32, entry| most.max(entry.2.width))
        })
        .map(|text| text + (HANDLE + HANDLE_GAP) * size)
        .collect();
    let heights: Vec<f32> = (0..rows)
        .map(|row| {
            entries
                .chunks(rows)
                .filter_map(|column| column.get(row))
                .fold(line, |most, entry| most.max(height_of(&entry.2)))
        })
        .collect();
    let mut inner = widths.iter().sum::<f32>() + COLUMN_GAP * size * (widths.len() - 1) as f32;
    let mut tall = heights.iter().sum::<f32>() + BETWEEN * size * (rows - 1) as f32;
    if let Some(title) = &title {
        inner = inner.max(title.width);
        tall += height_of(title) + BETWEEN * size;
    }
    let (width, height) = (inner + 2.0 * PADDING * size, tall + 2.0 * PADDING * size);
    let area = place(axes, legend, frame, width, height);
    if legend.frame {
        let pen = legend.edge.map(|color| Pen {
            color,
            width: 1.0,
            dash: Vec::new(),
            square: false,
        });
        let outline = artists::rounded(area, 0.2 * size);
        page.scene.path(outline, legend.face, pen, None);
    }
    let mut top = area.top - PADDING * size;
    if let (Some(block), Some(text)) = (title, legend.title.as_deref()) {
        let words = Words::plain(text, size, legend.ink);
        let x = f32::midpoint(area.left, area.right);
        page.write(&words, x, top, "center", "top");
        top -= height_of(&block) + BETWEEN * size;
    }
    let mut x = area.left + PADDING * size;
    for (column, width) in entries.chunks(rows).zip(&widths) {
        let mut y = top;
        for ((artist, label, block), height) in column.iter().zip(&heights) {
            let middle = y - (height - height_of(block)) / 2.0 - block.above / 2.0;
            handle(page, artist, x, middle, size);
            let words = Words::plain(label, size, legend.ink);
            let text = x + (HANDLE + HANDLE_GAP) * size;
            page.write(&words, text, middle + block.above / 2.0, "left", "top");
            y -= height + BETWEEN * size;
        }
        x += width + COLUMN_GAP * size;
    }
    area
}

/// A small example of the artist.
fn handle(page: &mut Page<'_>, artist: &Artist, x: f32, y: f32, size: f32) {
    let (length, middle) = (HANDLE * size, x + HANDLE * size / 2.0);
    match artist {
        Artist::Line { stroke, marker, .. } => {
            if let Some(pen) = stroke
                .as_ref()
                .and_then(|stroke| artists::pen(stroke, true))
            {
                let steps = vec![
                    crate::scene::Step::Move(x, y),
                    crate::scene::Step::Line(x + length, y),
                ];
                page.scene.path(steps, None, Some(pen), None);
            }
            if let Some(marker) = marker {
                artists::stamp(page, marker, [(middle, y)].into_iter(), None);
            }
        }
        Artist::Shape {
            face,
            stroke,
            hatch,
            ..
        } => {
            let half = 0.35 * size;
            let area = Area::new(x, y - half, x + length, y + half);
            let pen = stroke
                .as_ref()
                .and_then(|stroke| artists::pen(stroke, false));
            let color = pen.as_ref().map_or([0, 0, 0, 255], |pen| pen.color);
            page.scene.path(area.steps(), *face, pen, None);
            if !hatch.is_empty() {
                let corners = [Some((area.left, area.bottom)), Some((area.right, area.top))];
                hatch::draw(page, &corners, hatch, color, area);
            }
        }
        Artist::Points {
            sizes,
            faces,
            edges,
            width,
            shape,
            ..
        } => {
            let (outline, filled) = crate::markers::outline(shape);
            let face = faces.first().copied().flatten();
            let edge = edges.first().copied().flatten();
            let stamp = Stamp {
                x: middle,
                y,
                size: sizes.first().map_or(6.0, |size| size.max(0.0).sqrt()),
                fill: face.filter(|_| filled),
                edge: if filled { edge } else { edge.or(face) },
                width: *width,
            };
            page.scene.items.push(Item::Stamps {
                outline,
                places: vec![stamp],
                clip: None,
            });
        }
        Artist::Image { .. } | Artist::Text { .. } => {}
    }
}

fn place(axes: &Axes, legend: &Legend, frame: &Frame<'_>, width: f32, height: f32) -> Area {
    let pad = MARGIN * legend.size;
    let all = frame.area;
    let anchored = legend.anchor.map(|[x, y]| {
        let (x, y) = (all.left + x * all.width(), all.bottom + y * all.height());
        Area::new(x, y, x, y)
    });
    let inside = anchored.unwrap_or(all);
    let at = |place: u8| {
        let (across, up) = match place {
            2 => (0.0, 1.0),
            3 => (0.0, 0.0),
            4 => (1.0, 0.0),
            5 | 7 => (1.0, 0.5),
            6 => (0.0, 0.5),
            8 => (0.5, 0.0),
            9 => (0.5, 1.0),
            10 => (0.5, 0.5),
            _ => (1.0, 1.0),
        };
        let left = inside.left + pad + across * (inside.width() - 2.0 * pad - width);
        let bottom = inside.bottom + pad + up * (inside.height() - 2.0 * pad - height);
        Area::new(left, bottom, left + width, bottom + height)
    };
    if legend.place != 0 {
        return at(legend.place);
    }
    let marks = marks(axes, frame);
    let mut best = (usize::MAX, at(1));
    for place in 1..=10 {
        let area = at(place);
        let hidden = marks.iter().filter(|(x, y)| area.holds(*x, *y)).count();
        if hidden < best.0 {
            best = (hidden, area);
        }
    }
    best.1
}

/// Where there is something to be seen: along lines, around shapes, at points.
fn marks(axes: &Axes, frame: &Frame<'_>) -> Vec<(f32, f32)> {
    const STEP: f32 = 6.0;
    const MOST: usize = 50_000;
    let mut marks = Vec::new();
    for artist in &axes.artists {
        let (x, y, spaces, area) = match artist {
            Artist::Line { x, y, spaces, .. } => (x, y, *spaces, false),
            Artist::Shape { x, y, spaces, .. } => (x, y, *spaces, true),
            Artist::Points { x, y, .. } => (x, y, [Space::Data; 2], false),
            Artist::Image { .. } | Artist::Text { .. } => continue,
        };
        let joins = !matches!(artist, Artist::Points { .. });
        let places: Vec<_> = x
            .iter()
            .zip(y)
            .map(|(x, y)| frame.place(*x, *y, spaces))
            .collect();
        let mut bounds = Area::NONE;
        let mut last: Option<(f32, f32)> = None;
        for place in places {
            if let (Some(from), Some(to), true) = (last, place, joins) {
                let length = (to.0 - from.0).hypot(to.1 - from.1);
                let steps = (length / STEP).min(500.0) as u16;
                for step in 1..steps {
                    let part = f32::from(step) / f32::from(steps);
                    marks.push((
                        from.0 + (to.0 - from.0) * part,
                        from.1 + (to.1 - from.1) * part,
                    ));
                }
            }
            if let Some(place) = place {
                marks.push(place);
                bounds.add(Area::new(place.0, place.1, place.0, place.1));
            }
            last = place;
            if marks.len() > MOST {
                return marks;
            }
        }
        if area && bounds.width() > 0.0 {
            // The inside counts as well.
            for row in 1..10_u8 {
                for column in 1..4_u8 {
                    marks.push((
                        bounds.left + bounds.width() * f32::from(column) / 4.0,
                        bounds.bottom + bounds.height() * f32::from(row) / 10.0,
                    ));
                }
            }
        }
    }
    marks
}
