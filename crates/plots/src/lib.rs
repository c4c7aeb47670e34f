//! Figures with the look that people know from matplotlib. Pure: no IO, no browser.

pub mod ticks;
