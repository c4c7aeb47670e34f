//! Build, serve, test, bench, size, check.

fn main() {}
