//! The components, one a file.

pub mod area;
pub mod codemirror;
pub mod controls;
pub mod copy;
pub mod editor;
pub mod header;
pub mod icons;
pub mod input_line;
pub mod keep;
pub mod output;
pub mod paint;
pub mod status;
