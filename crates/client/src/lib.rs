//! The page side: frame and worker lifecycle, runs, stop.
