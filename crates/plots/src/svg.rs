//! A scene as SVG. Each letter's outline stands in it once, so that it looks the same everywhere.

use crate::font::Font;
use crate::raster;
use crate::scene::{Area, Glyph, Item, Pen, Scene, Stamp, Step};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Pixels a point, as pages count.
const PIXELS: f32 = 100.0 / 72.0;

/// The text, of what lies within `view`.
pub(crate) fn render(scene: &Scene, font: &Font, view: Area) -> String {
    let mut writer = Writer {
        font,
        height: scene.height,
        text: String::new(),
        glyphs: BTreeMap::new(),
    };
    for item in &scene.items {
        writer.item(item);
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"{} {} {} {}\" role=\"img\">",
        short(view.width() * PIXELS),
        short(view.height() * PIXELS),
        short(view.left),
        short(scene.height - view.top),
        short(view.width()),
        short(view.height()),
    );
    if !scene.alt.is_empty() {
        let _ = write!(svg, "<title>{}</title>", escaped(&scene.alt));
    }
    svg.push_str("<defs>");
    for (number, clip) in scene.clips.iter().enumerate() {
        let _ = write!(
            svg,
            "<clipPath id=\"c{number}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
            short(clip.left),
            short(scene.height - clip.top),
            short(clip.width()),
            short(clip.height())
        );
    }
    for ((id, slanted), name) in &writer.glyphs {
        let outline: Vec<Step> = font.outline(*id, *slanted);
        let outline = outline
            .into_iter()
            .map(|step| step.mapped(|x, y| (x * 100.0, -y * 100.0)))
            .collect::<Vec<_>>();
        let _ = write!(svg, "<path id=\"{name}\" d=\"{}\"/>", path(&outline));
    }
    svg.push_str("</defs>");
    svg.push_str(&writer.text);
    svg.push_str("</svg>\n");
    svg
}

struct Writer<'font> {
    font: &'font Font,
    height: f32,
    text: String,
    glyphs: BTreeMap<(u16, bool), String>,
}

impl Writer<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Path {
                steps,
                fill,
                pen,
                clip,
                ..
            } => {
                let data = path(&self.down(steps));
                let _ = write!(self.text, "<path d=\"{data}\"{}", clipped(*clip));
                self.paint(*fill, pen.as_ref());
                self.text.push_str("/>");
            }
            Item::Stamps {
                outline,
                places,
                clip,
            } => self.stamps(outline, places, *clip),
            Item::Text {
                glyphs,
                color,
                origin,
                turn,
                bold,
            } => self.letters(glyphs, *color, *origin, *turn, *bold),
            Item::Image {
                area,
                flips,
                columns,
                rows,
                pixels,
                smooth,
                clip,
            } => {
                let Some(png) = raster::png(*columns, *rows, pixels) else {
                    return;
                };
                let (sx, sy) = (
                    if flips[0] { -1.0 } else { 1.0 },
                    if flips[1] { -1.0 } else { 1.0 },
                );
                let x = if flips[0] { area.right } else { area.left };
                let y = self.height - if flips[1] { area.bottom } else { area.top };
                let _ = write!(
                    self.text,
                    "<g{}><image transform=\"translate({} {}) scale({sx} {sy})\" width=\"{}\" height=\"{}\" \
                     preserveAspectRatio=\"none\" style=\"image-rendering:{}\" href=\"data:image/png;base64,{}\"/></g>",
                    clipped(*clip),
                    short(x),
                    short(y),
                    short(area.width()),
                    short(area.height()),
                    if *smooth { "auto" } else { "pixelated" },
                    base64(&png),
                );
            }
        }
    }

    /// From up to down.
    fn down(&self, steps: &[Step]) -> Vec<Step> {
        steps
            .iter()
            .map(|step| step.mapped(|x, y| (x, self.height - y)))
            .collect()
    }

    fn paint(&mut self, fill: Option<[u8; 4]>, pen: Option<&Pen>) {
        match fill {
            Some(color) => self.color("fill", color),
            None => self.text.push_str(" fill=\"none\""),
        }
        if let Some(pen) = pen {
            self.color("stroke", pen.color);
            let _ = write!(self.text, " stroke-width=\"{}\"", short(pen.width));
            self.text.push_str(" stroke-linejoin=\"round\"");
            if pen.square && pen.dash.is_empty() {
                self.text.push_str(" stroke-linecap=\"square\"");
            }
            if !pen.dash.is_empty() {
                let dash: Vec<String> = pen.dash.iter().map(|part| short(*part)).collect();
                let _ = write!(self.text, " stroke-dasharray=\"{}\"", dash.join(" "));
            }
        }
    }

    fn color(&mut self, what: &str, [red, green, blue, opacity]: [u8; 4]) {
        let _ = write!(self.text, " {what}=\"#{red:02x}{green:02x}{blue:02x}\"");
        if opacity < 255 {
            let part = short(f32::from(opacity) / 255.0);
            let _ = write!(self.text, " {what}-opacity=\"{part}\"");
        }
    }

    fn stamps(&mut self, outline: &[Step], places: &[Stamp], clip: Option<usize>) {
        let _ = write!(self.text, "<g{}>", clipped(clip));
        for stamp in places {
            let steps: Vec<Step> = outline
                .iter()
                .map(|step| {
                    step.mapped(|x, y| {
                        let (x, y) = (stamp.x + x * stamp.size, stamp.y + y * stamp.size);
                        (x, self.height - y)
                    })
                })
                .collect();
            let _ = write!(self.text, "<path d=\"{}\"", path(&steps));
            let pen = stamp.edge.map(|color| Pen {
                color,
                width: stamp.width,
                dash: Vec::new(),
                square: false,
            });
            self.paint(stamp.fill, pen.as_ref());
            self.text.push_str("/>");
        }
        self.text.push_str("</g>");
    }

    fn letters(
        &mut self,
        glyphs: &[Glyph],
        color: [u8; 4],
        origin: (f32, f32),
        turn: f32,
        bold: bool,
    ) {
        let _ = write!(
            self.text,
            "<g transform=\"translate({} {})",
            short(origin.0),
            short(self.height - origin.1)
        );
        if turn != 0.0 {
            let _ = write!(self.text, " rotate({})", short(-turn.to_degrees()));
        }
        self.text.push('"');
        self.color("fill", color);
        if bold {
            self.color("stroke", color);
            self.text.push_str(" stroke-width=\"7\"");
        }
        self.text.push('>');
        for glyph in glyphs {
            if self.font.outline(glyph.id, false).is_empty() {
                continue;
            }
            let next = format!("g{}", self.glyphs.len());
            let name = self.glyphs.entry((glyph.id, glyph.slanted)).or_insert(next);
            let _ = write!(
                self.text,
                "<use href=\"#{name}\" transform=\"translate({} {}) scale({})\"/>",
                short(glyph.x),
                short(-glyph.y),
                exact(glyph.size / 100.0)
            );
        }
        self.text.push_str("</g>");
    }
}

fn clipped(clip: Option<usize>) -> String {
    clip.map_or_else(String::new, |number| {
        format!(" clip-path=\"url(#c{number})\"")
    })
}

fn path(steps: &[Step]) -> String {
    let mut data = String::new();
    for step in steps {
        let _ = match *step {
            Step::Move(x, y) => write!(data, "M{} {}", short(x), short(y)),
            Step::Line(x, y) => write!(data, "L{} {}", short(x), short(y)),
            Step::Curve(x1, y1, x2, y2, x, y) => write!(
                data,
                "C{} {} {} {} {} {}",
                short(x1),
                short(y1),
                short(x2),
                short(y2),
                short(x),
                short(y)
            ),
            Step::Close => write!(data, "Z"),
        };
    }
    data
}

/// Two decimals are finer than any screen.
fn short(number: f32) -> String {
    trimmed(format!("{number:.2}"))
}

fn exact(number: f32) -> String {
    trimmed(format!("{number:.4}"))
}

fn trimmed(text: String) -> String {
    let text = match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => text,
    };
    if text == "-0" { "0".into() } else { text }
}

fn escaped(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() || *letter == '\n')
        .map(|letter| match letter {
            '&' => "&amp;".into(),
            '<' => "&lt;".into(),
            '>' => "&gt;".into(),
            letter => letter.to_string(),
        })
        .collect()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let number = part
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        for place in 0..4 {
            if place <= part.len() {
                text.push(LETTERS[(number >> (18 - 6 * place) & 63) as usize] as char);
            } else {
                text.push('=');
            }
        }
    }
    text
}
