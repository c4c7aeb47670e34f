//! What stands in axes: lines, shapes, points, pictures, texts with arrows.

use crate::arrows;
use crate::axes::{Page, Words};
use crate::frame::Frame;
use crate::hatch;
use crate::markers;
use crate::request::{Artist, Marker, Space, Stroke};
use crate::scene::{Area, Item, Pen, Stamp, Step};
use crate::text::Block;

/// Points of a line that lie nearer together than this are one.
const NEAR: f32 = 0.05;

pub(crate) fn draw(page: &mut Page<'_>, artist: &Artist, frame: &Frame<'_>, clip: Option<usize>) {
    match artist {
        Artist::Line {
            x,
            y,
            stroke,
            marker,
            every,
            spaces,
            unclipped,
            ..
        } => {
            let clip = clip.filter(|_| !unclipped);
            let places = places(frame, x, y, *spaces);
            if let Some(pen) = stroke.as_ref().and_then(|stroke| pen(stroke, true)) {
                page.scene
                    .path(joined(&places, false), None, Some(pen), clip);
            }
            if let Some(marker) = marker {
                let every = (*every).max(1);
                let shown = places.iter().step_by(every).copied().flatten();
                stamp(page, marker, shown, clip);
            }
        }
        Artist::Shape {
            x,
            y,
            face,
            stroke,
            hatch,
            spaces,
            open,
            ..
        } => {
            let places = places(frame, x, y, *spaces);
            let steps = joined(&places, !open);
            let pen = stroke.as_ref().and_then(|stroke| pen(stroke, false));
            if hatch.is_empty() {
                page.scene.path(steps, *face, pen, clip);
            } else {
                page.scene.path(steps.clone(), *face, None, clip);
                let color = pen.as_ref().map_or([0, 0, 0, 255], |pen| pen.color);
                hatch::draw(page, &places, hatch, color, frame.area);
                page.scene.path(steps, None, pen, clip);
            }
        }
        Artist::Points {
            x,
            y,
            sizes,
            faces,
            edges,
            width,
            shape,
            ..
        } => {
            let (outline, filled) = markers::outline(shape);
            let of =
                |list: &[_], number: usize| list.get(number).or(list.first()).copied().flatten();
            let stamps = places(frame, x, y, [Space::Data; 2])
                .iter()
                .enumerate()
                .filter_map(|(number, place)| {
                    let (x, y) = (*place)?;
                    let size = sizes.get(number).or(sizes.first())?.max(0.0).sqrt();
                    let face = of(faces, number);
                    Some(Stamp {
                        x,
                        y,
                        size,
                        fill: face.filter(|_| filled),
                        edge: if filled {
                            of(edges, number)
                        } else {
                            of(edges, number).or(face)
                        },
                        width: *width,
                    })
                })
                .collect();
            page.scene.items.push(Item::Stamps {
                outline,
                places: stamps,
                clip,
            });
        }
        Artist::Image {
            extent,
            columns,
            rows,
            at,
            smooth,
        } => image(page, frame, (*extent, *columns, *rows, *at, *smooth), clip),
        Artist::Text { .. } => text(page, artist, frame, clip),
    }
}

fn places(
    frame: &Frame<'_>,
    x: &[Option<f64>],
    y: &[Option<f64>],
    spaces: [Space; 2],
) -> Vec<Option<(f32, f32)>> {
    x.iter()
        .zip(y)
        .map(|(x, y)| frame.place(*x, *y, spaces))
        .collect()
}

/// One path of these places, with gaps where there is none.
pub(crate) fn joined(places: &[Option<(f32, f32)>], closed: bool) -> Vec<Step> {
    let mut steps = Vec::with_capacity(places.len() + 1);
    let mut last: Option<(f32, f32)> = None;
    for (number, place) in places.iter().enumerate() {
        let Some((x, y)) = *place else {
            if closed && last.is_some() {
                steps.push(Step::Close);
            }
            last = None;
            continue;
        };
        match last {
            None => steps.push(Step::Move(x, y)),
            Some((before_x, before_y))
                if (x - before_x).abs() + (y - before_y).abs() < NEAR
                    && number + 1 < places.len() =>
            {
                continue;
            }
            Some(_) => steps.push(Step::Line(x, y)),
        }
        last = Some((x, y));
    }
    if closed && last.is_some() {
        steps.push(Step::Close);
    }
    steps
}

pub(crate) fn pen(stroke: &Stroke, square: bool) -> Option<Pen> {
    let color = stroke.color.filter(|_| stroke.width > 0.0)?;
    Some(Pen {
        color,
        width: stroke.width,
        dash: stroke.dash.clone(),
        square,
    })
}

pub(crate) fn stamp(
    page: &mut Page<'_>,
    marker: &Marker,
    places: impl Iterator<Item = (f32, f32)>,
    clip: Option<usize>,
) {
    let (outline, filled) = markers::outline(&marker.shape);
    if outline.is_empty() {
        return;
    }
    let places = places
        .map(|(x, y)| Stamp {
            x,
            y,
            size: marker.size,
            fill: marker.face.filter(|_| filled),
            edge: marker.edge,
            width: marker.width,
        })
        .collect();
    page.scene.items.push(Item::Stamps {
        outline,
        places,
        clip,
    });
}

fn image(
    page: &mut Page<'_>,
    frame: &Frame<'_>,
    (extent, columns, rows, at, smooth): ([f64; 4], u32, u32, usize, bool),
    clip: Option<usize>,
) {
    let [left, right, bottom, top] = extent;
    let (Some(from), Some(to)) = (
        frame.place(Some(left), Some(bottom), [Space::Data; 2]),
        frame.place(Some(right), Some(top), [Space::Data; 2]),
    ) else {
        return;
    };
    let length = (u64::from(columns) * u64::from(rows) * 4) as usize;
    let Some(pixels) = page
        .pixels
        .get(at..)
        .and_then(|pixels| pixels.get(..length))
        .filter(|pixels| !pixels.is_empty())
    else {
        return;
    };
    let area = Area::new(
        from.0.min(to.0),
        from.1.min(to.1),
        from.0.max(to.0),
        from.1.max(to.1),
    );
    page.scene.items.push(Item::Image {
        area,
        flips: [to.0 < from.0, to.1 < from.1],
        columns,
        rows,
        pixels: pixels.to_vec(),
        smooth,
        clip,
    });
}

fn text(page: &mut Page<'_>, artist: &Artist, frame: &Frame<'_>, clip: Option<usize>) {
    let Artist::Text {
        x,
        y,
        text,
        size,
        color,
        spaces,
        offset,
        halign,
        valign,
        rotation,
        bold,
        italic,
        r#box,
        arrow,
        clip: within,
    } = artist
    else {
        return;
    };
    let Some((x, y)) = frame.place(Some(*x), Some(*y), *spaces) else {
        return;
    };
    if *within && !frame.area.holds(x, y) {
        return;
    }
    let (x, y) = (x + offset[0], y + offset[1]);
    let words = Words {
        text,
        size: *size,
        color: *color,
        italic: *italic,
        bold: *bold,
        turn: *rotation,
    };
    let turn = rotation.to_radians();
    let block = Block::new(page.font, text, *size, *italic, halign);
    let placed = block.placed(x, y, halign, valign, turn);
    let pad = r#box.as_ref().map_or(0.0, |(_, _, pad, _)| *pad);
    let area = Area::new(
        placed.area.left - pad,
        placed.area.bottom - pad,
        placed.area.right + pad,
        placed.area.top + pad,
    );
    if let Some(arrow) = arrow
        && let Some(to) = frame.place(Some(arrow.x), Some(arrow.y), [Space::Data; 2])
    {
        arrows::draw(page, arrow, area, to, *size);
    }
    if let Some((face, edge, _, round)) = r#box {
        let pen = edge.map(|color| Pen {
            color,
            width: 1.0,
            dash: Vec::new(),
            square: false,
        });
        let steps = if *round {
            rounded(area, pad)
        } else {
            area.steps()
        };
        page.scene.path(steps, *face, pen, None);
    }
    let _ = clip;
    page.put(block, placed, &words, turn);
}

/// A rectangle with round corners.
pub(crate) fn rounded(area: Area, radius: f32) -> Vec<Step> {
    let Area {
        left,
        bottom,
        right,
        top,
    } = area;
    let r = radius.min(area.width() / 2.0).min(area.height() / 2.0);
    let c = r * 0.448;
    vec![
        Step::Move(left + r, bottom),
        Step::Line(right - r, bottom),
        Step::Curve(right - c, bottom, right, bottom + c, right, bottom + r),
        Step::Line(right, top - r),
        Step::Curve(right, top - c, right - c, top, right - r, top),
        Step::Line(left + r, top),
        Step::Curve(left + c, top, left, top - c, left, top - r),
        Step::Line(left, bottom + r),
        Step::Curve(left, bottom + c, left + c, bottom, left + r, bottom),
        Step::Close,
    ]
}
