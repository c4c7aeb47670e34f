//! Outlines of markers, one unit across.

use crate::scene::Step;
use std::f32::consts::{FRAC_1_SQRT_2, TAU};

/// The outline of a marker, and whether it has an inside.
pub(crate) fn outline(shape: &str) -> (Vec<Step>, bool) {
    let filled = !matches!(
        shape,
        "+" | "x" | "|" | "_" | "1" | "2" | "3" | "4" | "," | ""
    );
    let steps = match shape {
        "." => circle(0.25),
        "," => polygon(&[(-0.1, -0.1), (0.1, -0.1), (0.1, 0.1), (-0.1, 0.1)]),
        "s" => polygon(&[(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]),
        "D" => diamond(FRAC_1_SQRT_2),
        "d" => diamond(0.6 * FRAC_1_SQRT_2),
        "^" => polygon(&[(0.0, 0.5), (-0.5, -0.5), (0.5, -0.5)]),
        "v" => polygon(&[(0.0, -0.5), (-0.5, 0.5), (0.5, 0.5)]),
        "<" => polygon(&[(-0.5, 0.0), (0.5, -0.5), (0.5, 0.5)]),
        ">" => polygon(&[(0.5, 0.0), (-0.5, -0.5), (-0.5, 0.5)]),
        "p" => regular(5, 0.0),
        "h" => regular(6, 0.0),
        "H" => regular(6, TAU / 12.0),
        "8" => regular(8, TAU / 16.0),
        "*" => star(),
        "P" => cross(0.0),
        "X" => cross(TAU / 8.0),
        "+" => strokes(&[(-0.5, 0.0, 0.5, 0.0), (0.0, -0.5, 0.0, 0.5)]),
        "x" => strokes(&[(-0.5, -0.5, 0.5, 0.5), (-0.5, 0.5, 0.5, -0.5)]),
        "|" => strokes(&[(0.0, -0.5, 0.0, 0.5)]),
        "_" => strokes(&[(-0.5, 0.0, 0.5, 0.0)]),
        "1" => three(-1.0, false),
        "2" => three(1.0, false),
        "3" => three(-1.0, true),
        "4" => three(1.0, true),
        "" => Vec::new(),
        _ => circle(0.5),
    };
    (steps, filled)
}

fn polygon(corners: &[(f32, f32)]) -> Vec<Step> {
    let mut steps: Vec<Step> = corners.iter().map(|(x, y)| Step::Line(*x, *y)).collect();
    if let Some((x, y)) = corners.first() {
        steps[0] = Step::Move(*x, *y);
    }
    steps.push(Step::Close);
    steps
}

fn diamond(half: f32) -> Vec<Step> {
    polygon(&[
        (0.0, -FRAC_1_SQRT_2),
        (half, 0.0),
        (0.0, FRAC_1_SQRT_2),
        (-half, 0.0),
    ])
}

/// A circle of four curves.
pub(crate) fn circle(radius: f32) -> Vec<Step> {
    let (r, c) = (radius, radius * 0.552_284_7);
    vec![
        Step::Move(r, 0.0),
        Step::Curve(r, c, c, r, 0.0, r),
        Step::Curve(-c, r, -r, c, -r, 0.0),
        Step::Curve(-r, -c, -c, -r, 0.0, -r),
        Step::Curve(c, -r, r, -c, r, 0.0),
        Step::Close,
    ]
}

fn at(angle: f32, radius: f32) -> (f32, f32) {
    // From the top, to the left.
    (-angle.sin() * radius, angle.cos() * radius)
}

fn regular(corners: u8, turn: f32) -> Vec<Step> {
    let step = TAU / f32::from(corners);
    let corners: Vec<_> = (0..corners)
        .map(|number| at(turn + step * f32::from(number), 0.5))
        .collect();
    polygon(&corners)
}

fn star() -> Vec<Step> {
    let corners: Vec<_> = (0..10_u8)
        .map(|number| {
            let radius = if number % 2 == 0 { 0.5 } else { 0.191 };
            at(TAU / 10.0 * f32::from(number), radius)
        })
        .collect();
    polygon(&corners)
}

fn cross(turn: f32) -> Vec<Step> {
    const CORNERS: [(f32, f32); 12] = [
        (-0.167, -0.5),
        (0.167, -0.5),
        (0.167, -0.167),
        (0.5, -0.167),
        (0.5, 0.167),
        (0.167, 0.167),
        (0.167, 0.5),
        (-0.167, 0.5),
        (-0.167, 0.167),
        (-0.5, 0.167),
        (-0.5, -0.167),
        (-0.167, -0.167),
    ];
    let (sin, cos) = turn.sin_cos();
    polygon(&CORNERS.map(|(x, y)| (x * cos - y * sin, x * sin + y * cos)))
}

fn strokes(lines: &[(f32, f32, f32, f32)]) -> Vec<Step> {
    lines
        .iter()
        .flat_map(|(a, b, c, d)| [Step::Move(*a, *b), Step::Line(*c, *d)])
        .collect()
}

fn three(direction: f32, lying: bool) -> Vec<Step> {
    let lines = [(0.0, 1.0), (0.8, -0.5), (-0.8, -0.5)].map(|(x, y)| {
        let (x, y) = (x * 0.5, y * 0.5 * direction);
        if lying {
            (0.0, 0.0, y, x)
        } else {
            (0.0, 0.0, x, y)
        }
    });
    strokes(&lines)
}
