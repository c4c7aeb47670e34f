//! Arrows from a text to what it is about.

use crate::artists::joined;
use crate::axes::Page;
use crate::request::Arrow;
use crate::scene::{Area, Pen};

/// An arrow from a text to a place.
pub(crate) fn draw(page: &mut Page<'_>, arrow: &Arrow, text: Area, to: (f32, f32), size: f32) {
    const MARGIN: f32 = 4.0;
    let from = (
        f32::midpoint(text.left, text.right),
        f32::midpoint(text.bottom, text.top),
    );
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    if length < 1.0 {
        return;
    }
    // The bend's control point stands to the side of the middle.
    let control = (
        f32::midpoint(from.0, to.0) + arrow.bend * dy,
        f32::midpoint(from.1, to.1) - arrow.bend * dx,
    );
    let at = |t: f32| {
        let u = 1.0 - t;
        (
            u * u * from.0 + 2.0 * u * t * control.0 + t * t * to.0,
            u * u * from.1 + 2.0 * u * t * control.1 + t * t * to.1,
        )
    };
    let wide = Area::new(
        text.left - MARGIN,
        text.bottom - MARGIN,
        text.right + MARGIN,
        text.top + MARGIN,
    );
    // Visible between the text's margin and a little before the place.
    let steps: Vec<(f32, f32)> = (0..=100_u8)
        .map(|part| at(f32::from(part) / 100.0))
        .collect();
    let stop = 2.0 + arrow.shrink * length;
    let visible: Vec<(f32, f32)> = steps
        .into_iter()
        .filter(|(x, y)| !wide.holds(*x, *y) && (to.0 - x).hypot(to.1 - y) >= stop)
        .collect();
    let [first, .., before, last] = visible.as_slice() else {
        return;
    };
    let (first, before, last) = (*first, *before, *last);
    let angle = (last.1 - before.1).atan2(last.0 - before.0);
    let turned = |from: (f32, f32), angle: f32, (x, y): (f32, f32)| {
        let (sin, cos) = angle.sin_cos();
        (from.0 + x * cos - y * sin, from.1 + x * sin + y * cos)
    };
    let pen = arrow.color.map(|color| Pen {
        color,
        width: arrow.width,
        dash: Vec::new(),
        square: false,
    });
    let outline = |places: &[(f32, f32)], closed: bool| {
        joined(
            &places.iter().copied().map(Some).collect::<Vec<_>>(),
            closed,
        )
    };
    if arrow.style.is_empty() {
        let run = (last.0 - first.0).hypot(last.1 - first.1);
        let angle = (last.1 - first.1).atan2(last.0 - first.0);
        let head = 12.0_f32.min(run);
        let corners = [
            (0.0, 2.0),
            (run - head, 2.0),
            (run - head, 6.0),
            (run, 0.0),
            (run - head, -6.0),
            (run - head, -2.0),
            (0.0, -2.0),
        ]
        .map(|corner| turned(first, angle, corner));
        page.scene
            .path(outline(&corners, true), arrow.face, pen, None);
        return;
    }
    page.scene
        .path(outline(&visible, false), None, pen.clone(), None);
    let (long, wide) = (0.4 * size, 0.2 * size);
    let head = |page: &mut Page<'_>, tip: (f32, f32), angle: f32| {
        let filled = arrow.style.contains('|');
        let corners =
            [(-long, wide), (0.0, 0.0), (-long, -wide)].map(|corner| turned(tip, angle, corner));
        let fill = arrow.face.filter(|_| filled);
        page.scene
            .path(outline(&corners, filled), fill, pen.clone(), None);
    };
    if arrow.style.ends_with('>') {
        head(page, last, angle);
    }
    if arrow.style.starts_with('<') {
        let next = visible[1];
        head(page, first, (first.1 - next.1).atan2(first.0 - next.0));
    }
}
