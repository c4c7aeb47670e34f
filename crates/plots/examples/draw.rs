//! Answers the request on its standard input: for looking at figures without a browser.

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut request = Vec::new();
    std::io::stdin().read_to_end(&mut request)?;
    std::io::stdout().write_all(&vivarium_plots::answer(&request))
}
