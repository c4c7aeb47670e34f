//! `./x test`: every suite in turn, each counted by what its own runner says, and one closing line.

mod suites;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::shell::elapsed;
use std::io::{BufRead as _, BufReader};
use std::ops::AddAssign;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};
use suites::{SUITES, Suite};

pub(crate) use suites::{human_eval, rmcp_server};

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
