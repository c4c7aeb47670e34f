//! Figures with the look that people know from matplotlib: a request in JSON in, SVG or PNG out. Pure: no IO, no browser.

mod arrows;
mod artists;
mod axes;
#[cfg(target_arch = "wasm32")]
mod exports;
mod figure;
mod font;
mod frame;
mod hatch;
mod legend;
mod markers;
mod raster;
mod request;
mod scene;
mod svg;
mod text;
pub mod ticks;

use font::Font;
use request::{Format, Request};
use scene::Area;

/// Inches that a figure may be wide or high.
const LARGEST: f32 = 200.0;

/// The answer to a request: a zero and the picture, or a one and a sentence why there is none.
pub fn answer(request: &[u8]) -> Vec<u8> {
    match drawn(request) {
        Ok(picture) => [&[0], picture.as_slice()].concat(),
        Err(sentence) => [&[1], sentence.as_bytes()].concat(),
    }
}

fn drawn(request: &[u8]) -> Result<Vec<u8>, String> {
    let (head, rest) = request
        .split_first_chunk::<4>()
        .ok_or("the request to draw is incomplete")?;
    let (json, pixels) = rest
        .split_at_checked(u32::from_le_bytes(*head) as usize)
        .ok_or("the request to draw is incomplete")?;
    let request: Request = serde_json::from_slice(json)
        .map_err(|error| format!("the request to draw is malformed: {error}"))?;
    let [width, height] = request.figure.size;
    if !(width > 0.0 && height > 0.0 && width <= LARGEST && height <= LARGEST) {
        return Err(format!(
            "a figure must be larger than nothing and at most {LARGEST} inches wide and high, not {width} by {height}"
        ));
    }
    let font = Font::new();
    let (scene, covered) = figure::draw(&request.figure, &font, pixels);
    let whole = Area::new(0.0, 0.0, scene.width, scene.height);
    let view = match request.tight {
        Some(pad) if covered.width() > 0.0 && covered.height() > 0.0 => {
            let pad = pad * 72.0;
            Area::new(
                (covered.left - pad).max(-whole.width()),
                (covered.bottom - pad).max(-whole.height()),
                (covered.right + pad).min(2.0 * whole.width()),
                (covered.top + pad).min(2.0 * whole.height()),
            )
        }
        _ => whole,
    };
    match request.format {
        Format::Svg => Ok(svg::render(&scene, &font, view).into_bytes()),
        Format::Png => raster::render(&scene, &font, view, request.dpi)
            .ok_or_else(|| "the picture would be too large: lower its dpi or figsize".into()),
    }
}
