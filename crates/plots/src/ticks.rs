//! Where an axis has its ticks and what stands at them, chosen as matplotlib chooses by default.

/// Distances between ticks that people read easily, in one decade and the neighbours of it.
const STEPS: [f64; 10] = [0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0, 10.0, 20.0];
/// From this power of ten on, and below its counterpart, a common factor stands at the axis' end.
const LARGE: i32 = 6;
const SMALL: i32 = -5;

/// Ticks of a linear axis from `low` to `high` with at most `intervals` between them. The outermost two may lie outside.
pub fn linear(low: f64, high: f64, intervals: u32) -> Vec<f64> {
    let (low, high) = widened(low.min(high), low.max(high));
    let intervals = f64::from(intervals.clamp(1, 1000));
    let shift = shift(low, high);
    let (from, to) = (low - shift, high - shift);
    let raw = (to - from) / intervals;
    let scale = 10_f64.powf(raw.log10().floor());
    let widest = STEPS
        .iter()
        .position(|step| step * scale >= raw)
        .unwrap_or(STEPS.len() - 1);
    let mut ticks = Vec::new();
    for step in STEPS[..=widest].iter().rev().map(|step| step * scale) {
        let base = (from / step).floor() * step;
        let first = below(from - base, step, shift);
        let last = above(to - base, step, shift);
        ticks = (first as i64..=last as i64)
            .map(|count| count as f64 * step + base)
            .collect();
        // A narrower step where this one would leave an axis with a single number.
        if ticks
            .iter()
            .filter(|tick| (from..=to).contains(*tick))
            .count()
            >= 2
        {
            break;
        }
    }
    ticks.into_iter().map(|tick| tick + shift).collect()
}

/// Ticks of a logarithmic axis: every power of ten, or every n-th where there are more than `most`.
pub fn logarithmic(low: f64, high: f64, most: u32) -> Vec<f64> {
    if !(low > 0.0 && high.is_finite() && low < high) {
        return Vec::new();
    }
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    let stride = (last - first) / most.max(1) as i32 + 1;
    (first..=last)
        .step_by(stride as usize)
        .map(|power| 10_f64.powi(power))
        .collect()
}

/// What stands at ticks of a linear axis that shows `low` to `high`, and the power of ten at its end.
pub fn labels(ticks: &[f64], low: f64, high: f64) -> (Vec<String>, i32) {
    let shown = ticks.iter().filter(|tick| (low..=high).contains(*tick));
    let largest = shown.fold(0.0, |most: f64, tick| most.max(tick.abs()));
    let power = match largest.log10().floor() as i32 {
        _ if largest == 0.0 => 0,
        power if power <= SMALL || power >= LARGE => power,
        _ => 0,
    };
    let unit = 10_f64.powi(power);
    let scaled: Vec<f64> = ticks.iter().map(|tick| tick / unit).collect();
    let few = scaled.len() < 5;
    let ends = [low / unit, high / unit];
    let all = scaled.iter().chain(ends.iter().filter(|_| few));
    let (least, most) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), tick| {
        (least.min(*tick), most.max(*tick))
    });
    let digits = digits(&scaled, most - least);
    let text = |tick: &f64| {
        let text = format!("{:.digits$}", tick.abs());
        // A typographic minus, and none before what rounds to zero.
        let negative = *tick < 0.0 && text.contains(|digit| matches!(digit, '1'..='9'));
        format!("{}{text}", if negative { "−" } else { "" })
    };
    (scaled.iter().map(text).collect(), power)
}

/// As few decimals as tell all ticks from their neighbours.
fn digits(ticks: &[f64], range: f64) -> usize {
    if range.is_nan() || range <= 0.0 {
        return 0;
    }
    let power = range.log10().floor() as i32;
    let precision = 10_f64.powi(power) * 1e-3;
    let is_enough = |digits: i32| {
        let unit = 10_f64.powi(digits);
        let off = |tick: &f64| (tick - (tick * unit).round() / unit).abs();
        ticks.iter().all(|tick| off(tick) < precision)
    };
    (0..(3 - power).max(0))
        .find(|digits| is_enough(*digits))
        .unwrap_or((3 - power).max(0)) as usize
}

/// An axis of no length gets one.
fn widened(low: f64, high: f64) -> (f64, f64) {
    // Beyond this, or without a number, nothing can be drawn to scale.
    if [low, high]
        .iter()
        .any(|end| end.is_nan() || end.abs() > 1e299)
    {
        return (-0.001, 0.001);
    }
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-13 {
        (low, high)
    } else if size == 0.0 {
        (-0.05, 0.05)
    } else {
        (low - 0.05 * size, high + 0.05 * size)
    }
}

/// What to leave out of the calculation where the axis is short and far from zero.
fn shift(low: f64, high: f64) -> f64 {
    let middle = f64::midpoint(low, high);
    if middle.abs() / (high - low) < 100.0 {
        return 0.0;
    }
    10_f64.powf(middle.abs().log10().floor()).copysign(middle)
}

/// How many steps lie wholly below a distance; a hair's breadth counts as reached.
fn below(distance: f64, step: f64, shift: f64) -> f64 {
    whole(distance / step, step, shift).unwrap_or((distance / step).floor())
}

/// How many steps reach a distance.
fn above(distance: f64, step: f64, shift: f64) -> f64 {
    whole(distance / step, step, shift).unwrap_or((distance / step).ceil())
}

/// The whole number that a count of steps is meant to be.
fn whole(count: f64, step: f64, shift: f64) -> Option<f64> {
    let near = count.round();
    ((count - near).abs() < tolerance(step, shift)).then_some(near)
}

fn tolerance(step: f64, shift: f64) -> f64 {
    if shift == 0.0 {
        return 1e-10;
    }
    let digits = (shift.abs() / step).log10();
    10_f64.powf(digits - 12.0).clamp(1e-10, 0.4999)
}

#[cfg(test)]
mod tests;
