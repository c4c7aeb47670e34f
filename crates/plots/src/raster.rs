//! A scene as pixels.

use crate::font::Font;
use crate::scene::{Area, Item, Pen, Scene, Step};
use tiny_skia::{
    Color, FillRule, FilterQuality, IntSize, LineCap, LineJoin, Mask, Paint, Path, PathBuilder,
    Pixmap, PixmapPaint, Rect, Stroke, StrokeDash, Transform,
};

/// Most pixels of a picture.
const MOST: f32 = 4e7;

/// The PNG of what lies within `view`, with this many pixels an inch; none when that would be too large.
pub(crate) fn render(scene: &Scene, font: &Font, view: Area, dpi: f32) -> Option<Vec<u8>> {
    let scale = dpi / 72.0;
    // A hair's breadth of rounding makes no further pixel.
    let pixels = |length: f32| (length * scale - 0.01).ceil().max(1.0);
    let (width, height) = (pixels(view.width()), pixels(view.height()));
    if (width * height).is_nan() || width * height > MOST {
        return None;
    }
    let mut canvas = Canvas {
        pixmap: Pixmap::new(width as u32, height as u32)?,
        place: Transform::from_row(
            scale,
            0.0,
            0.0,
            -scale,
            -view.left * scale,
            view.top * scale,
        ),
        scale,
        masks: vec![None; scene.clips.len()],
        clips: &scene.clips,
    };
    canvas.pixmap.fill(Color::TRANSPARENT);
    for item in &scene.items {
        canvas.draw(item, font);
    }
    encoded(&canvas.pixmap, dpi)
}

/// With its pixels' size, so that it is printed as large as it is meant.
fn encoded(pixmap: &Pixmap, dpi: f32) -> Option<Vec<u8>> {
    let png = pixmap.encode_png().ok()?;
    let per_metre = (dpi / 0.0254).round() as u32;
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(per_metre.to_be_bytes());
    chunk.extend(per_metre.to_be_bytes());
    chunk.push(1);
    // After the signature and the header, which are always as long.
    let (head, tail) = png.split_at_checked(33)?;
    let mut all = head.to_vec();
    all.extend(9_u32.to_be_bytes());
    all.extend(&chunk);
    all.extend(crc32(&chunk).to_be_bytes());
    all.extend(tail);
    Some(all)
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}

/// The PNG of plain pixels (red, green, blue, opacity).
pub(crate) fn png(columns: u32, rows: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    picture(columns, rows, pixels)?.encode_png().ok()
}

fn picture(columns: u32, rows: u32, pixels: &[u8]) -> Option<Pixmap> {
    let mut bytes = pixels.to_vec();
    for pixel in bytes.as_chunks_mut::<4>().0 {
        let opacity = u16::from(pixel[3]);
        for part in &mut pixel[..3] {
            *part = (u16::from(*part) * opacity / 255) as u8;
        }
    }
    Pixmap::from_vec(bytes, IntSize::from_wh(columns, rows)?)
}

struct Canvas<'scene> {
    pixmap: Pixmap,
    place: Transform,
    scale: f32,
    masks: Vec<Option<Mask>>,
    clips: &'scene [Area],
}

impl Canvas<'_> {
    fn draw(&mut self, item: &Item, font: &Font) {
        match item {
            Item::Path {
                steps,
                fill,
                pen,
                clip,
                crisp,
            } => {
                let steps = if *crisp {
                    self.crisp(steps, pen.as_ref())
                } else {
                    steps.clone()
                };
                self.path(&steps, *fill, pen.as_ref(), *clip, self.place);
            }
            Item::Stamps {
                outline,
                places,
                clip,
            } => {
                for stamp in places {
                    let steps: Vec<Step> = outline
                        .iter()
                        .map(|step| {
                            step.mapped(|x, y| (stamp.x + x * stamp.size, stamp.y + y * stamp.size))
                        })
                        .collect();
                    let pen = stamp.edge.map(|color| Pen {
                        color,
                        width: stamp.width,
                        dash: Vec::new(),
                        square: false,
                    });
                    self.path(&steps, stamp.fill, pen.as_ref(), *clip, self.place);
                }
            }
            Item::Text {
                glyphs,
                color,
                origin,
                turn,
                bold,
            } => {
                let place = self
                    .place
                    .pre_translate(origin.0, origin.1)
                    .pre_rotate(turn.to_degrees());
                for glyph in glyphs {
                    let outline = font.outline(glyph.id, glyph.slanted);
                    let place = place
                        .pre_translate(glyph.x, glyph.y)
                        .pre_scale(glyph.size, glyph.size);
                    let pen = bold.then(|| Pen {
                        color: *color,
                        width: 0.07,
                        dash: Vec::new(),
                        square: false,
                    });
                    self.path(&outline, Some(*color), pen.as_ref(), None, place);
                }
            }
            Item::Image { .. } => self.image(item),
        }
    }

    fn image(&mut self, item: &Item) {
        let Item::Image {
            area,
            flips,
            columns,
            rows,
            pixels,
            smooth,
            clip,
        } = item
        else {
            return;
        };
        let Some(image) = picture(*columns, *rows, pixels) else {
            return;
        };
        let (mut sx, mut sy) = (
            area.width() / *columns as f32,
            -area.height() / *rows as f32,
        );
        let (mut x, mut y) = (area.left, area.top);
        if flips[0] {
            (x, sx) = (area.right, -sx);
        }
        if flips[1] {
            (y, sy) = (area.bottom, -sy);
        }
        let place = self
            .place
            .pre_concat(Transform::from_row(sx, 0.0, 0.0, sy, x, y));
        let paint = PixmapPaint {
            quality: if *smooth {
                FilterQuality::Bilinear
            } else {
                FilterQuality::Nearest
            },
            ..PixmapPaint::default()
        };
        let mask = self.mask(*clip);
        self.pixmap
            .draw_pixmap(0, 0, image.as_ref(), &paint, place, mask.as_ref());
        self.keep(*clip, mask);
    }

    fn path(
        &mut self,
        steps: &[Step],
        fill: Option<[u8; 4]>,
        pen: Option<&Pen>,
        clip: Option<usize>,
        place: Transform,
    ) {
        let Some(path) = built(steps) else { return };
        let mask = self.mask(clip);
        if let Some(color) = fill {
            self.pixmap.fill_path(
                &path,
                &paint(color),
                FillRule::Winding,
                place,
                mask.as_ref(),
            );
        }
        if let Some(pen) = pen.filter(|pen| pen.width > 0.0) {
            let stroke = Stroke {
                width: pen.width,
                line_join: LineJoin::Round,
                line_cap: if pen.square && pen.dash.is_empty() {
                    LineCap::Square
                } else {
                    LineCap::Butt
                },
                dash: StrokeDash::new(pen.dash.clone(), 0.0),
                ..Stroke::default()
            };
            self.pixmap
                .stroke_path(&path, &paint(pen.color), &stroke, place, mask.as_ref());
        }
        self.keep(clip, mask);
    }

    /// Outside of the area nothing is drawn. Taken out of its place while it is used.
    fn mask(&mut self, clip: Option<usize>) -> Option<Mask> {
        let number = clip?;
        if let Some(mask) = self.masks.get_mut(number)?.take() {
            return Some(mask);
        }
        let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
        let area = self.clips[number];
        let rect = Rect::from_ltrb(area.left, area.bottom, area.right, area.top)?;
        let path = PathBuilder::from_rect(rect);
        mask.fill_path(&path, FillRule::Winding, true, self.place);
        Some(mask)
    }

    fn keep(&mut self, clip: Option<usize>, mask: Option<Mask>) {
        if let Some(number) = clip {
            self.masks[number] = mask;
        }
    }

    /// Moved so that lines cover whole pixels.
    fn crisp(&self, steps: &[Step], pen: Option<&Pen>) -> Vec<Step> {
        let width = pen.map_or(0.0, |pen| (pen.width * self.scale).round().max(1.0));
        let half = if (width as u32).is_multiple_of(2) {
            0.0
        } else {
            0.5
        };
        let snap = |at: f32, from: f32, scale: f32| {
            let pixel = at * scale + from;
            ((pixel - half).round() + half - from) / scale
        };
        let place = self.place;
        steps
            .iter()
            .map(|step| {
                step.mapped(|x, y| (snap(x, place.tx, place.sx), snap(y, place.ty, place.sy)))
            })
            .collect()
    }
}

fn built(steps: &[Step]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(x, y) => path.move_to(x, y),
            Step::Line(x, y) => path.line_to(x, y),
            Step::Curve(x1, y1, x2, y2, x, y) => path.cubic_to(x1, y1, x2, y2, x, y),
            Step::Close => path.close(),
        }
    }
    path.finish()
}

fn paint([red, green, blue, opacity]: [u8; 4]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, opacity);
    paint
}
