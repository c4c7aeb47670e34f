//! `./x conform`: how far this Python is `CPython`, beside Pyodide; its documentation and tests come from Debian's packages.

use crate::cache::Key;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::{dist, install, shell, test};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The released series that the engine's library is of; Debian has it in its unstable suite only.
const SERIES: &str = "3.14";
const SUITE: &str = "sid";

/// Documentation, tests, and an interpreter with the libraries that it wants: it runs by them, not by this machine's.
const PACKAGES: &[&str] = &[
    "python3.14-doc",
    "libpython3.14-testsuite",
    "python3.14-minimal",
    "libpython3.14-minimal",
    "libpython3.14-stdlib",
    "libc6",
    "libexpat1",
    "zlib1g",
    "libbz2-1.0",
    "liblzma5",
    "libffi8",
    "libzstd1",
    "libuuid1",
    "libssl3t64",
];

/// Run what `options` ask for, and write the table.
pub(crate) fn run(context: &Context, options: &[&str]) -> Result<()> {
    dist::build(context)?;
    install::npm_packages(context, "benches")?;
    install::npm_packages(context, "tests/browser")?;
    let browsers = install::browsers()?;
    let Some(mirror) = mirror()? else {
        return Err(Error::new(
            "./x conform takes CPython's tests from Debian's packages; it needs a Debian.",
        ));
    };
    let mut node = context.program("node")?;
    node.arg("tests/conform/conform.mjs")
        .args(options)
        .env("DIST", context.dist())
        .env("CHROMIUM", browsers.chromium)
        .env("HUMANEVAL", test::human_eval(context)?)
        .envs(places(&cpython(context, &mirror)?));
    shell::run("Compare with CPython", &mut node)
}

/// Where `CPython`, its tests and its documentation are, as variables for the scripts; none on a machine without Debian.
pub(crate) fn material(context: &Context) -> Result<Vec<(&'static str, PathBuf)>> {
    match mirror()? {
        Some(mirror) => Ok(places(&cpython(context, &mirror)?)),
        None => Ok(Vec::new()),
    }
}

fn places(cpython: &Path) -> Vec<(&'static str, PathBuf)> {
    vec![
        ("CPYTHON", cpython.join("python")),
        ("CPYTHON_TESTS", cpython.join("usr/lib/python3.14/test")),
        (
            "CPYTHON_DOCS",
            cpython.join("usr/share/doc/python3.14/html"),
        ),
    ]
}

/// The folder into which Debian's packages were unpacked, with a script `python` that runs their interpreter.
fn cpython(context: &Context, mirror: &str) -> Result<PathBuf> {
    let key = Key::new(&context.root, &[], &[SERIES, SUITE, &PACKAGES.join(" ")])?;
    context.cache.get_or_build("cpython", &key, |out| {
        let scratch = out.join("scratch");
        for folder in ["lists/partial", "cache/archives/partial", "packages"] {
            let folder = scratch.join(folder);
            fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
        }
        let list = scratch.join("sources.list");
        let line = format!(
            "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] {mirror} {SUITE} main\n"
        );
        fs::write(&list, line).map_err(Error::io(&list))?;
        shell::run_quietly("Read Debian's package lists", apt(&scratch).arg("update"))?;
        shell::run_quietly(
            &format!("Download CPython {SERIES}, its documentation and its tests"),
            apt(&scratch).arg("download").args(PACKAGES),
        )?;
        let packages = scratch.join("packages");
        for package in fs::read_dir(&packages).map_err(Error::io(&packages))? {
            let package = package.map_err(Error::io(&packages))?.path();
            let mut unpack = Command::new("dpkg-deb");
            unpack.arg("--extract").arg(package).arg(out);
            shell::run_quietly("Unpack a package", &mut unpack)?;
        }
        fs::remove_dir_all(&scratch).map_err(Error::io(&scratch))?;
        let script = out.join("python");
        fs::write(&script, INTERPRETER).map_err(Error::io(&script))?;
        let mut executable = Command::new("chmod");
        shell::run_quietly("Make it executable", executable.arg("+x").arg(&script))
    })
}

/// Runs the interpreter by the loader and the libraries beside it.
const INTERPRETER: &str = r#"#!/bin/sh
here=$(dirname "$0")
export PYTHONHOME="$here/usr"
exec "$here/usr/lib64/ld-linux-x86-64.so.2" --library-path "$here/usr/lib/x86_64-linux-gnu" "$here/usr/bin/python3.14" "$@"
"#;

/// The mirror of Debian that this machine is set up for, if it is one of Debian's.
fn mirror() -> Result<Option<String>> {
    if Command::new("apt-get").arg("--version").output().is_err() {
        return Ok(None);
    }
    let mut ask = Command::new("apt-get");
    ask.args(["indextargets", "--format", "$(SITE)"]);
    let sites = shell::output("Ask for Debian's mirror", &mut ask)?;
    let mirror = sites.lines().find(|site| site.ends_with("/debian"));
    Ok(mirror.map(str::to_owned))
}

/// apt with lists and a cache of its own: the system's are left alone.
fn apt(scratch: &Path) -> Command {
    let mut apt = Command::new("apt-get");
    let options = [
        ("Dir::Etc::sourcelist", scratch.join("sources.list")),
        ("Dir::Etc::sourceparts", PathBuf::from("-")),
        ("Dir::State::lists", scratch.join("lists")),
        ("Dir::Cache", scratch.join("cache")),
        ("APT::Sandbox::User", PathBuf::from("root")),
    ];
    for (name, value) in options {
        apt.arg("-o").arg(format!("{name}={}", value.display()));
    }
    apt.current_dir(scratch.join("packages"));
    apt
}
