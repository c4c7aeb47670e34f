//! What is asked for: a figure in numbers, texts and colours, with everything decided that is not a matter of drawing.

use serde::Deserialize;

/// A colour as red, green, blue, opacity; none is not drawn.
pub(crate) type Color = Option<[u8; 4]>;

/// A request: JSON, before it its length in four bytes, after it the pixels of its images.
#[derive(Debug, Deserialize)]
pub(crate) struct Request {
    pub(crate) format: Format,
    /// Pixels an inch, of a PNG.
    pub(crate) dpi: f32,
    /// Cut away what is empty around the figure, but for this many inches.
    #[serde(default)]
    pub(crate) tight: Option<f32>,
    pub(crate) figure: Figure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    Svg,
    Png,
}

/// A figure; lengths in inches.
#[derive(Debug, Deserialize)]
pub(crate) struct Figure {
    pub(crate) size: [f32; 2],
    pub(crate) face: Color,
    /// Left, right, bottom, top of the subplots, and the room between them as parts of their mean size.
    pub(crate) adjust: [f32; 6],
    /// Make room for all labels.
    #[serde(default)]
    pub(crate) fit: bool,
    #[serde(default)]
    pub(crate) axes: Vec<Axes>,
    #[serde(default)]
    pub(crate) texts: Vec<Artist>,
    #[serde(default)]
    pub(crate) title: Option<Label>,
    #[serde(default)]
    pub(crate) alt: String,
}

/// Where axes stand: in a cell of a grid, at a place of their own (left, bottom, width, height), or where others do.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    /// Rows, columns; first and last row, first and last column; relative widths and heights.
    Cell([usize; 6], Vec<f32>, Vec<f32>),
    Rect([f32; 4]),
    /// Beside other axes, of whose room this part is taken: their number, the share, the gap; below them if they lie.
    Beside(usize, f32, f32, bool),
    Same(usize),
}

#[derive(Debug, Deserialize)]
pub(crate) struct Axes {
    pub(crate) place: Place,
    pub(crate) face: Color,
    /// Whether anything but the artists is drawn.
    pub(crate) on: bool,
    /// The ratio of a unit of y to one of x on paper.
    #[serde(default)]
    pub(crate) aspect: Option<f64>,
    /// Show more of the data for it, rather than have smaller axes.
    #[serde(default)]
    pub(crate) widen: bool,
    pub(crate) x: Axis,
    pub(crate) y: Axis,
    #[serde(default)]
    pub(crate) title: Option<Label>,
    /// Left, bottom, right, top.
    pub(crate) spines: [Color; 4],
    #[serde(default)]
    pub(crate) artists: Vec<Artist>,
    /// How many of them lie below the grid.
    #[serde(default)]
    pub(crate) below: usize,
    #[serde(default)]
    pub(crate) legend: Option<Legend>,
}

#[derive(Debug, Clone, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub(crate) struct Axis {
    pub(crate) from: f64,
    pub(crate) to: f64,
    #[serde(default)]
    pub(crate) log: bool,
    /// Ticks where they are given, and what stands at them.
    #[serde(default)]
    pub(crate) ticks: Option<Vec<f64>>,
    #[serde(default)]
    pub(crate) labels: Option<Vec<String>>,
    /// Whether ticks and numbers are drawn.
    pub(crate) show_ticks: bool,
    pub(crate) show_labels: bool,
    /// On the right or at the top.
    #[serde(default)]
    pub(crate) far: bool,
    #[serde(default)]
    pub(crate) label: Option<Label>,
    #[serde(default)]
    pub(crate) grid: Option<Stroke>,
    #[serde(default)]
    pub(crate) minor: bool,
    /// Whether the grid has lines at small ticks, too.
    #[serde(default)]
    pub(crate) small_grid: bool,
    pub(crate) size: f32,
    pub(crate) color: Color,
    #[serde(default)]
    pub(crate) rotation: f32,
    /// How rotated numbers lie at their ticks: "left", "center", "right".
    #[serde(default)]
    pub(crate) align: Option<String>,
    /// Text around each number: before and after it.
    #[serde(default)]
    pub(crate) affix: Option<[String; 2]>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) size: f32,
    pub(crate) color: Color,
    #[serde(default)]
    pub(crate) bold: bool,
    #[serde(default)]
    pub(crate) italic: bool,
    /// "left", "center", "right".
    #[serde(default)]
    pub(crate) align: Option<String>,
    #[serde(default)]
    pub(crate) pad: f32,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Stroke {
    pub(crate) color: Color,
    pub(crate) width: f32,
    #[serde(default)]
    pub(crate) dash: Vec<f32>,
}

/// What coordinates mean: data, parts of the axes, parts of the figure, or points from another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Space {
    #[default]
    Data,
    Axes,
    Figure,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Marker {
    pub(crate) shape: String,
    pub(crate) face: Color,
    pub(crate) edge: Color,
    pub(crate) width: f32,
    pub(crate) size: f32,
}

/// What is drawn in axes. Numbers that are none (null) are gaps.
#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Artist {
    Line {
        x: Vec<Option<f64>>,
        y: Vec<Option<f64>>,
        #[serde(default)]
        stroke: Option<Stroke>,
        #[serde(default)]
        marker: Option<Marker>,
        #[serde(default)]
        every: usize,
        /// Spaces of x and y.
        #[serde(default)]
        spaces: [Space; 2],
        #[serde(default)]
        unclipped: bool,
    },
    Shape {
        x: Vec<Option<f64>>,
        y: Vec<Option<f64>>,
        face: Color,
        #[serde(default)]
        stroke: Option<Stroke>,
        #[serde(default)]
        hatch: String,
        #[serde(default)]
        spaces: [Space; 2],
        /// An open one is not closed by its edge.
        #[serde(default)]
        open: bool,
    },
    Points {
        x: Vec<Option<f64>>,
        y: Vec<Option<f64>>,
        /// Areas in square points; one for all, or one each.
        sizes: Vec<f32>,
        faces: Vec<Color>,
        edges: Vec<Color>,
        width: f32,
        shape: String,
    },
    Image {
        /// Left, right, bottom, top in data.
        extent: [f64; 4],
        columns: u32,
        rows: u32,
        /// Where its pixels begin after the JSON.
        at: usize,
        #[serde(default)]
        smooth: bool,
    },
    Text {
        x: f64,
        y: f64,
        text: String,
        size: f32,
        color: Color,
        #[serde(default)]
        spaces: [Space; 2],
        /// Moved by so many points.
        #[serde(default)]
        offset: [f32; 2],
        #[serde(default)]
        halign: String,
        #[serde(default)]
        valign: String,
        #[serde(default)]
        rotation: f32,
        #[serde(default)]
        bold: bool,
        #[serde(default)]
        italic: bool,
        /// Face, edge, padding in points, whether round.
        #[serde(default)]
        r#box: Option<(Color, Color, f32, bool)>,
        /// An arrow from the text to this place in data: its colour, width, style and shrinking.
        #[serde(default)]
        arrow: Option<Arrow>,
        #[serde(default)]
        clip: bool,
    },
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Arrow {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) color: Color,
    pub(crate) face: Color,
    pub(crate) width: f32,
    /// "->", "-", "-|>", "<->", or "" for a broad one.
    pub(crate) style: String,
    #[serde(default)]
    pub(crate) shrink: f32,
    #[serde(default)]
    pub(crate) bend: f32,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Legend {
    /// 0 is the best, then as matplotlib counts.
    pub(crate) place: u8,
    /// A corner of it at these parts of the axes.
    #[serde(default)]
    pub(crate) anchor: Option<[f32; 2]>,
    pub(crate) size: f32,
    pub(crate) frame: bool,
    pub(crate) columns: usize,
    #[serde(default)]
    pub(crate) title: Option<String>,
    pub(crate) face: Color,
    pub(crate) edge: Color,
    pub(crate) ink: Color,
    /// Of artists, by their numbers, with another label where one is given.
    #[serde(default)]
    pub(crate) entries: Vec<(usize, String)>,
}
