//! `./x check`: everything that can be said about the checkout without running it.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::shell;
use crate::{dist, engine, install, size};
use std::fs;

/// Beyond this, a file is split.
const MOST_LINES: usize = 500;

/// Crates that run in the browser, and are linted for it too.
const FOR_THE_BROWSER: &[&str] = &[
    "vivarium",
    "vivarium-abi",
    "vivarium-broker",
    "vivarium-client",
    "vivarium-host",
    "vivarium-pack",
    "vivarium-packages",
    "vivarium-plots",
    "vivarium-protocol",
    "vivarium-tools",
];

/// Run every check; the first that fails ends it.
pub(crate) fn run(context: &Context) -> Result<()> {
    shell::step("Check headers, lengths and stray paths", || files(context))?;
    let manifests = [
        "Cargo.toml",
        "engine/Cargo.toml",
        "tests/fuzz/Cargo.toml",
        "tests/servers/rmcp/Cargo.toml",
    ];
    for manifest in manifests {
        let mut fmt = context.program("cargo")?;
        fmt.args(["fmt", "--all", "--check", "--manifest-path", manifest]);
        shell::run(&format!("Check the format ({manifest})"), &mut fmt)?;
    }
    install::build_tools(context)?;
    clippy(
        context,
        "Lint for this machine",
        &["--workspace", "--all-targets"],
    )?;
    let packages = FOR_THE_BROWSER.iter().flat_map(|name| ["--package", *name]);
    let arguments: Vec<&str> = ["--target", "wasm32-unknown-unknown"]
        .into_iter()
        .chain(packages)
        .collect();
    clippy(context, "Lint for the browser", &arguments)?;
    engine::lint(context)?;
    dist::build(context)?;
    size::report(context)
}

fn clippy(context: &Context, what: &str, arguments: &[&str]) -> Result<()> {
    let mut cargo = context.program("cargo")?;
    cargo
        .args(["clippy", "--quiet", "--locked"])
        .args(arguments)
        .args(["--", "--deny", "warnings"]);
    shell::run(what, &mut cargo)
}

/// Look at every file that git knows.
fn files(context: &Context) -> Result<()> {
    let mut git = context.program("git")?;
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let listing = shell::output("List the files", &mut git)?;
    let home = std::env::var("HOME").ok().filter(|home| home.len() > 1);
    let places: Vec<String> = home
        .into_iter()
        .chain([context.root.display().to_string()])
        .collect();
    let mut complaints = Vec::new();
    for name in listing.lines() {
        let path = context.path(name);
        // Deleted but not committed, or a picture.
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        complaints.extend(complaints_about(name, &text, &places));
    }
    if complaints.is_empty() {
        return Ok(());
    }
    Err(Error::new(complaints.join("\n  ")))
}

/// What is wrong with a file; `places` are directories of this machine.
fn complaints_about(name: &str, text: &str, places: &[String]) -> Vec<String> {
    let mut complaints = Vec::new();
    if let Some(opening) = expected_opening(name) {
        if !text
            .strip_prefix("#!")
            .map_or(text, after_first_line)
            .starts_with(opening)
        {
            complaints.push(format!(
                "{name}: its first line must say what lives here, after {opening:?}."
            ));
        }
        let lines = text.lines().count();
        if lines > MOST_LINES {
            complaints.push(format!(
                "{name}: {lines} lines; split what is longer than {MOST_LINES}."
            ));
        }
    }
    if name.ends_with("package-lock.json") && text.contains("\"resolved\"") {
        complaints.push(format!(
            "{name}: remove its addresses: npm install --omit-lockfile-registry-resolved."
        ));
    }
    if places
        .iter()
        .any(|place| text.contains(&format!("{place}/")))
    {
        complaints.push(format!("{name}: it names a place on this machine."));
    }
    complaints
}

fn after_first_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

/// How a source file's first line begins; `None` for data and documents.
fn expected_opening(name: &str) -> Option<&'static str> {
    // A case must be free to begin with anything, an example shows itself to beginners.
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    match extension {
        "py" if name.starts_with("tests/python/") => None,
        "rs" => Some("//! "),
        "js" | "mjs" | "ts" => Some("// "),
        "css" => Some("/* "),
        "toml" if !name.ends_with("Cargo.toml") => Some("# "),
        "py" => Some("\"\"\""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(name: &str, text: &str) -> usize {
        complaints_about(name, text, &["/place".into()]).len()
    }

    #[test]
    fn a_file_without_a_header_is_named() {
        assert_eq!(complaints("a.rs", "//! Header.\nfn main() {}\n"), 0);
        assert_eq!(complaints("a.rs", "fn main() {}\n"), 1);
        assert_eq!(complaints("a.mjs", "#!/usr/bin/env node\n// Header.\n"), 0);
        assert_eq!(complaints("notes.md", "No header needed.\n"), 0);
    }

    #[test]
    fn long_files_addresses_and_places_are_named() {
        assert_eq!(
            complaints("a.rs", &format!("//! Header.\n{}", "\n".repeat(MOST_LINES))),
            1
        );
        assert_eq!(complaints("x/package-lock.json", "\"resolved\": \"…\""), 1);
        assert_eq!(complaints("a.md", "see /place/x"), 1);
    }
}
