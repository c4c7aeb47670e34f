//! `./x install`: the tools that the builds and tests call, each skipped when it is there.

use crate::cache::content_hash;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::shell;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What the builds need.
pub(crate) fn build_tools(context: &Context) -> Result<()> {
    for (name, version) in context.cargo_tools()? {
        cargo_tool(context, name, &version)?;
    }
    npm_packages(context, "tools")
}

/// A Rust program, kept by version in the cache.
fn cargo_tool(context: &Context, name: &str, version: &str) -> Result<()> {
    let directory = context.cargo_tool_dir(name, version);
    if directory.join("bin").is_dir() {
        return Ok(());
    }
    let mut command = context.program("cargo")?;
    command.args(["install", name, "--version", version, "--root"]);
    command.arg(&directory);
    // wasm-bindgen-cli is known to build with current dependencies.
    if name != "wasm-bindgen-cli" {
        command.arg("--locked");
    }
    shell::run_quietly(
        &format!("Install {name} {version} (a few minutes, once)"),
        &mut command,
    )
}

/// The packages of the lock file in `folder`, installed again only when that file has changed.
pub(crate) fn npm_packages(context: &Context, folder: &str) -> Result<()> {
    let directory = context.path(folder);
    let lock = directory.join("package-lock.json");
    let hash = content_hash(&fs::read(&lock).map_err(Error::io(&lock))?);
    let stamp = directory.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == hash) {
        return Ok(());
    }
    let mut command = context.program("npm")?;
    command.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    shell::run_quietly(
        &format!("Install the npm packages of {folder}/"),
        command.current_dir(&directory),
    )?;
    fs::write(&stamp, hash).map_err(Error::io(&stamp))
}

/// The browsers that tests drive.
#[derive(Debug)]
pub(crate) struct Browsers {
    /// Chromium.
    pub(crate) chromium: PathBuf,
    /// Its driver, for component tests.
    pub(crate) chromedriver: PathBuf,
    /// Firefox.
    pub(crate) firefox: PathBuf,
}

/// The browsers, installed through the system's package manager where that is allowed.
pub(crate) fn browsers() -> Result<Browsers> {
    const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome"];
    const CHROMEDRIVER: &[&str] = &["chromedriver"];
    const FIREFOX: &[&str] = &["firefox-esr", "firefox"];
    let wanted = [
        (CHROMIUM, "chromium"),
        (CHROMEDRIVER, "chromium-driver"),
        (FIREFOX, "firefox-esr"),
    ];
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(names, _)| on_path(names).is_none())
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() {
        system_packages(&missing)?;
    }
    let find = |names: &[&str]| {
        on_path(names).ok_or_else(|| {
            Error::new(format!(
                "{} is not on PATH: install it and try again.",
                names[0]
            ))
        })
    };
    Ok(Browsers {
        chromium: find(CHROMIUM)?,
        chromedriver: find(CHROMEDRIVER)?,
        firefox: find(FIREFOX)?,
    })
}

/// A Python (`CPython`) with pip, which fetches test data and runs the Python cases for comparison.
pub(crate) fn python() -> Result<()> {
    let pip = Command::new("python3")
        .args(["-m", "pip", "--version"])
        .output();
    if pip.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    system_packages(&["python3", "python3-pip"])
}

fn system_packages(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let Some(prefix) = administrator() else {
        return Err(Error::new(format!(
            "These are missing and this user may not install them; run: sudo apt-get install {names}"
        )));
    };
    let apt = |arguments: &[&str]| {
        let words: Vec<&str> = prefix
            .iter()
            .copied()
            .chain(["apt-get"])
            .chain(arguments.iter().copied())
            .collect();
        let mut command = Command::new(words[0]);
        command
            .args(&words[1..])
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    shell::run_quietly(
        "Read the system's package lists",
        &mut apt(&["update", "-qq"]),
    )?;
    let install = [&["install", "-y", "--no-install-recommends"], packages].concat();
    shell::run_quietly(&format!("Install {names}"), &mut apt(&install))
}

/// What to put before a command that only an administrator may run; `None` when this user may not.
fn administrator() -> Option<&'static [&'static str]> {
    let answers = |program: &str, arguments: &[&str], expected: &str| {
        let output = Command::new(program).args(arguments).output();
        output.is_ok_and(|output| {
            output.status.success() && output.stdout.starts_with(expected.as_bytes())
        })
    };
    on_path(&["apt-get"])?;
    if answers("id", &["-u"], "0\n") {
        Some(&[])
    } else if answers("sudo", &["-n", "true"], "") {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}

/// The first of these programs that is on `PATH`.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let directories: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| {
            directories
                .iter()
                .map(move |directory| directory.join(name))
        })
        .find(|candidate| candidate.is_file())
}
