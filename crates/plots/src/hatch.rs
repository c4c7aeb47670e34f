//! Hatches: lines and dots over shapes.

use crate::artists::stamp;
use crate::axes::Page;
use crate::request::Marker;
use crate::scene::{Area, Pen, Step};

/// Between the lines of a hatch.
const HATCH: f32 = 12.0;

/// Lines over a shape, within the rectangle around it.
pub(crate) fn draw(
    page: &mut Page<'_>,
    places: &[Option<(f32, f32)>],
    hatch: &str,
    color: [u8; 4],
    within: Area,
) {
    let mut bounds = Area::NONE;
    for (x, y) in places.iter().flatten() {
        bounds.add(Area::new(*x, *y, *x, *y));
    }
    let area = Area::new(
        bounds.left.max(within.left),
        bounds.bottom.max(within.bottom),
        bounds.right.min(within.right),
        bounds.top.min(within.top),
    );
    if !(area.width() > 0.0 && area.height() > 0.0) {
        return;
    }
    page.scene.clips.push(area);
    let clip = Some(page.scene.clips.len() - 1);
    let mut steps = Vec::new();
    let density = |letters: &[char]| density(hatch, letters);
    let mut lines = |count: usize, run: &dyn Fn(f32) -> [(f32, f32); 2], length: f32| {
        if count == 0 {
            return;
        }
        let gap = HATCH * 2.0 / count as f32;
        let mut at = gap / 2.0;
        while at < length {
            let [from, to] = run(at);
            steps.extend([Step::Move(from.0, from.1), Step::Line(to.0, to.1)]);
            at += gap;
        }
    };
    let (wide, high) = (area.width(), area.height());
    let both = wide + high;
    lines(
        density(&['/', 'x']),
        &|at| {
            [
                (area.left + at - high, area.bottom),
                (area.left + at, area.top),
            ]
        },
        both,
    );
    lines(
        density(&['\\', 'x']),
        &|at| {
            [
                (area.left + at - high, area.top),
                (area.left + at, area.bottom),
            ]
        },
        both,
    );
    lines(
        density(&['-', '+']),
        &|at| {
            [
                (area.left, area.bottom + at),
                (area.right, area.bottom + at),
            ]
        },
        high,
    );
    lines(
        density(&['|', '+']),
        &|at| [(area.left + at, area.bottom), (area.left + at, area.top)],
        wide,
    );
    let pen = Pen {
        color,
        width: 1.0,
        dash: Vec::new(),
        square: false,
    };
    if !steps.is_empty() {
        page.scene.path(steps, None, Some(pen), clip);
    }
    dots(page, area, hatch, color, clip);
}

fn density(hatch: &str, letters: &[char]) -> usize {
    hatch
        .chars()
        .filter(|letter| letters.contains(letter))
        .count()
}

fn dots(page: &mut Page<'_>, area: Area, hatch: &str, color: [u8; 4], clip: Option<usize>) {
    let dots = density(hatch, &['.', 'o', 'O', '*']);
    if dots > 0 {
        let gap = HATCH * 0.75 / dots as f32;
        let mut places = Vec::new();
        let mut y = area.bottom + gap / 2.0;
        while y < area.top {
            let mut x = area.left + gap / 2.0;
            while x < area.right {
                places.push((x, y));
                x += gap;
            }
            y += gap;
        }
        let open = hatch.contains(['o', 'O']);
        let marker = Marker {
            shape: if hatch.contains('*') { "*" } else { "o" }.into(),
            face: (!open).then_some(color),
            edge: open.then_some(color),
            width: 0.7,
            size: if open { gap * 0.5 } else { 1.5 },
        };
        stamp(page, &marker, places.into_iter(), clip);
    }
}
