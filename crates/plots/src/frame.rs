//! From data to places: the frame of axes, and where its ticks are.

use crate::request::{Axis, Space};
use crate::scene::Area;
use crate::ticks;

/// How many lengths of an axis that is.
const BELOW: f64 = 1e3;
/// Farther out nothing is told apart, and numbers would lose their precision.
const FAR: f64 = 1e5;

pub(crate) struct Frame<'figure> {
    /// Of the axes, in points.
    pub(crate) area: Area,
    /// Of the figure.
    pub(crate) figure: (f32, f32),
    pub(crate) x: &'figure Axis,
    pub(crate) y: &'figure Axis,
}

impl Frame<'_> {
    /// Where this stands; none for what has no place.
    pub(crate) fn place(
        &self,
        x: Option<f64>,
        y: Option<f64>,
        spaces: [Space; 2],
    ) -> Option<(f32, f32)> {
        let area = self.area;
        Some((
            along(
                x?,
                self.x,
                (area.left, area.right),
                self.figure.0,
                spaces[0],
            )?,
            along(
                y?,
                self.y,
                (area.bottom, area.top),
                self.figure.1,
                spaces[1],
            )?,
        ))
    }
}

fn along(value: f64, axis: &Axis, ends: (f32, f32), figure: f32, space: Space) -> Option<f32> {
    let (from, to) = (f64::from(ends.0), f64::from(ends.1));
    let place = match space {
        Space::Data => from + part(value, axis)? * (to - from),
        Space::Axes => from + value * (to - from),
        Space::Figure => value * f64::from(figure),
    };
    place.is_finite().then(|| place.clamp(-FAR, FAR) as f32)
}

/// How far along the axis it is.
pub(crate) fn part(value: f64, axis: &Axis) -> Option<f64> {
    let scaled = |value: f64| {
        if axis.log {
            (value > 0.0).then(|| value.log10())
        } else {
            Some(value)
        }
    };
    let (from, to) = (scaled(axis.from)?, scaled(axis.to)?);
    match scaled(value) {
        Some(value) => Some((value - from) / (to - from)),
        // What is nothing, or less, lies far below all powers.
        None => Some(if to > from { -BELOW } else { BELOW }),
    }
}

/// A tick: how far along, and what stands there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tick {
    pub(crate) part: f32,
    pub(crate) label: String,
}

/// The ticks of an axis this many points long, the smaller ones without numbers, and the power of ten at its end.
pub(crate) fn ticks(axis: &Axis, length: f32, lies: bool) -> (Vec<Tick>, Vec<f32>, i32) {
    let room = (length / (axis.size.max(1.0) * if lies { 3.0 } else { 2.0 })) as u32;
    let (low, high) = (axis.from.min(axis.to), axis.from.max(axis.to));
    let mut power = 0;
    let (places, labels) = match (&axis.ticks, axis.log) {
        (Some(places), log) => {
            let labels = match &axis.labels {
                Some(labels) => labels.clone(),
                None if log => places.iter().map(|place| power_label(*place)).collect(),
                None => {
                    let (labels, at_end) = ticks::labels(places, low, high);
                    power = at_end;
                    labels
                }
            };
            (places.clone(), labels)
        }
        (None, true) => {
            let places = ticks::logarithmic(low, high, room.clamp(2, 9));
            let labels = places.iter().map(|place| power_label(*place)).collect();
            (places, labels)
        }
        (None, false) => {
            let places = ticks::linear(low, high, room.clamp(1, 9));
            let (labels, at_end) = ticks::labels(&places, low, high);
            power = at_end;
            (places, labels)
        }
    };
    let inside = |place: f64| part(place, axis).filter(|part| (-1e-6..=1.000_001).contains(part));
    let affixed = |label: String| match &axis.affix {
        Some([before, after]) => format!("{before}{label}{after}"),
        None => label,
    };
    let labels = labels.into_iter().chain(std::iter::repeat(String::new()));
    let shown = places
        .iter()
        .zip(labels)
        .filter_map(|(place, label)| {
            let part = inside(*place)? as f32;
            let label = affixed(label);
            Some(Tick { part, label })
        })
        .collect();
    let minor = if axis.log && axis.ticks.is_none() {
        places
            .iter()
            .flat_map(|place| (2..10).map(move |times| place * f64::from(times)))
            .collect()
    } else if axis.minor && axis.ticks.is_none() {
        between(&places)
    } else {
        Vec::new()
    };
    let minor = minor
        .into_iter()
        .filter_map(|place| Some(inside(place)? as f32));
    (shown, minor.collect(), power)
}

/// The fifths between ticks, or the quarters where those are rounder.
fn between(places: &[f64]) -> Vec<f64> {
    let Some([first, second]) = places.first_chunk() else {
        return Vec::new();
    };
    let step = second - first;
    let digit = step / 10_f64.powf(step.log10().floor());
    let parts = if [1.0, 2.5, 5.0, 10.0]
        .iter()
        .any(|round| (digit - round).abs() < 1e-9)
    {
        5
    } else {
        4
    };
    places
        .iter()
        .flat_map(|place| {
            (1..parts).map(move |part| place + step * f64::from(part) / f64::from(parts))
        })
        .collect()
}

fn power_label(place: f64) -> String {
    let power = place.log10();
    if (power - power.round()).abs() < 1e-9 {
        format!("$\\mathrm{{10^{{{}}}}}$", power.round() as i32)
    } else {
        format!("{place}")
    }
}
