//! A figure: where its axes stand, and everything drawn.

use crate::artists;
use crate::axes::{self, Page, Words};
use crate::font::Font;
use crate::frame::Frame;
use crate::request::{Axes, Figure, Place};
use crate::scene::{Area, Scene};

/// Between what `fit` keeps apart, in points.
const APART: f32 = 10.8;
const SUPTITLE: f32 = 0.98;

/// The figure drawn, and what it covers.
pub(crate) fn draw(figure: &Figure, font: &Font, pixels: &[u8]) -> (Scene, Area) {
    let size = (figure.size[0] * 72.0, figure.size[1] * 72.0);
    let page = || Page {
        scene: Scene {
            width: size.0,
            height: size.1,
            alt: figure.alt.clone(),
            ..Scene::default()
        },
        font,
        pixels,
    };
    let mut adjust = figure.adjust;
    if figure.fit {
        let title = figure.title.as_ref().map_or(0.0, |title| title.size * 1.5);
        let boxes = places(&figure.axes, adjust, size);
        let extents: Vec<Area> = figure
            .axes
            .iter()
            .zip(&boxes)
            .map(|(axes, area)| axes::draw(&mut page(), axes, *area, size))
            .collect();
        adjust = fitted(&figure.axes, &boxes, &extents, adjust, size, title);
    }
    let mut page = page();
    let whole = Area::new(0.0, 0.0, size.0, size.1);
    if figure.face.is_some() {
        page.scene.path(whole.steps(), figure.face, None, None);
    }
    let mut covered = Area::NONE;
    for (axes, area) in figure.axes.iter().zip(places(&figure.axes, adjust, size)) {
        covered.add(axes::draw(&mut page, axes, area, size));
    }
    if let Some(title) = &figure.title {
        let words = Words {
            bold: title.bold,
            ..Words::plain(&title.text, title.size, title.color)
        };
        covered.add(page.write(&words, size.0 / 2.0, SUPTITLE * size.1, "center", "top"));
    }
    if let Some(first) = figure.axes.first() {
        let frame = Frame {
            area: whole,
            figure: size,
            x: &first.x,
            y: &first.y,
        };
        for text in &figure.texts {
            artists::draw(&mut page, text, &frame, None);
        }
    }
    (page.scene, covered)
}

/// The area of each of the axes.
fn places(all: &[Axes], adjust: [f32; 6], size: (f32, f32)) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for axes in all {
        let area = match &axes.place {
            Place::Cell(cell, widths, heights) => in_grid(*cell, widths, heights, adjust, size),
            Place::Rect([left, bottom, width, height]) => Area::new(
                left * size.0,
                bottom * size.1,
                (left + width) * size.0,
                (bottom + height) * size.1,
            ),
            Place::Same(other) => areas.get(*other).copied().unwrap_or(Area::NONE),
            Place::Beside(other, share, gap, below) => match areas.get_mut(*other) {
                Some(area) if *below => {
                    let (whole, height) = (*area, area.height());
                    area.bottom += (share + gap) * height;
                    let thick = (share * height).min(whole.width() / 20.0);
                    let top = whole.bottom + share * height;
                    Area::new(whole.left, top - thick, whole.right, top)
                }
                Some(area) => {
                    let (whole, width) = (*area, area.width());
                    area.right -= (share + gap) * width;
                    let left = whole.right - share * width;
                    let thick = (share * width).min(whole.height() / 20.0);
                    Area::new(left, whole.bottom, left + thick, whole.top)
                }
                None => Area::NONE,
            },
        };
        areas.push(area);
    }
    areas
}

fn in_grid(
    [rows, columns, top, bottom, left, right]: [usize; 6],
    widths: &[f32],
    heights: &[f32],
    adjust: [f32; 6],
    size: (f32, f32),
) -> Area {
    let across = along(
        columns, left, right, widths, adjust[0], adjust[1], adjust[4],
    );
    // Rows are counted from the top.
    let down = along(
        rows,
        top,
        bottom,
        heights,
        1.0 - adjust[3],
        1.0 - adjust[2],
        adjust[5],
    );
    Area::new(
        across.0 * size.0,
        (1.0 - down.1) * size.1,
        across.1 * size.0,
        (1.0 - down.0) * size.1,
    )
}

/// Where the cells from `first` to `last` of `count` begin and end.
fn along(
    count: usize,
    first: usize,
    last: usize,
    ratios: &[f32],
    from: f32,
    to: f32,
    gap: f32,
) -> (f32, f32) {
    let count = count.clamp(1, 200);
    let cell = (to - from) / (count as f32 + gap * (count - 1) as f32);
    let ratio = |number: usize| ratios.get(number).copied().unwrap_or(1.0);
    let sum: f32 = (0..count).map(ratio).sum();
    let unit = cell * count as f32 / sum;
    let begin = |number: usize| {
        from + (0..number).map(ratio).sum::<f32>() * unit + number as f32 * gap * cell
    };
    let last = last.min(count - 1);
    (begin(first.min(last)), begin(last) + ratio(last) * unit)
}

/// The places of subplots such that nothing of theirs overlaps.
fn fitted(
    all: &[Axes],
    boxes: &[Area],
    extents: &[Area],
    adjust: [f32; 6],
    size: (f32, f32),
    title: f32,
) -> [f32; 6] {
    let mut grid = (1, 1);
    // Left, right, bottom, top; between columns and rows.
    let mut margins = [0.0_f32; 4];
    let mut gaps = [0.0_f32; 2];
    for ((axes, area), extent) in all.iter().zip(boxes).zip(extents) {
        let mut of = axes;
        let mut hops = 0;
        while let Place::Beside(other, ..) | Place::Same(other) = of.place
            && let Some(next) = all.get(other)
            && hops < all.len()
        {
            (of, hops) = (next, hops + 1);
        }
        let Place::Cell([rows, columns, top, bottom, left, right], ..) = of.place else {
            continue;
        };
        grid = (rows.clamp(1, 200), columns.clamp(1, 200));
        let over = [
            area.left - extent.left,
            extent.right - area.right,
            area.bottom - extent.bottom,
            extent.top - area.top,
        ]
        .map(|over| if over.is_finite() { over.max(0.0) } else { 0.0 });
        let outer = [
            left == 0,
            right + 1 >= columns,
            bottom + 1 >= rows,
            top == 0,
        ];
        for side in 0..4 {
            if outer[side] {
                margins[side] = margins[side].max(over[side]);
            } else {
                // What two neighbours need between them.
                let gap = &mut gaps[side / 2];
                let both = over[side] + all_over(all, boxes, extents, side ^ 1);
                *gap = gap.max(both);
            }
        }
    }
    let [left, right, bottom, top] = margins.map(|margin| margin + APART);
    let mut fitted = adjust;
    fitted[0] = left / size.0;
    fitted[1] = 1.0 - right / size.0;
    fitted[2] = bottom / size.1;
    fitted[3] = 1.0 - (top + title) / size.1;
    let share = |gap: f32, count: usize, from: f32, to: f32, size: f32| {
        let gap = gap + APART;
        let cell = ((to - from) * size - gap * (count - 1) as f32) / count as f32;
        if cell > 1.0 { gap / cell } else { 0.2 }
    };
    fitted[4] = share(gaps[0], grid.1, fitted[0], fitted[1], size.0);
    fitted[5] = share(gaps[1], grid.0, fitted[2], fitted[3], size.1);
    // Of a figure that is too small for its labels nothing would be left.
    if fitted[0] < fitted[1] && fitted[2] < fitted[3] {
        fitted
    } else {
        adjust
    }
}

/// The most that anything inside of the grid takes beyond its axes on this side.
fn all_over(all: &[Axes], boxes: &[Area], extents: &[Area], side: usize) -> f32 {
    all.iter()
        .zip(boxes)
        .zip(extents)
        .filter_map(|((axes, area), extent)| {
            let Place::Cell([rows, columns, top, bottom, left, right], ..) = axes.place else {
                return None;
            };
            let outer = [
                left == 0,
                right + 1 >= columns,
                bottom + 1 >= rows,
                top == 0,
            ];
            let over = [
                area.left - extent.left,
                extent.right - area.right,
                area.bottom - extent.bottom,
                extent.top - area.top,
            ];
            (!outer[side]).then_some(over[side])
        })
        .fold(0.0, f32::max)
}
