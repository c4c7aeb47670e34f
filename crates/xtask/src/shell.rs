//! Running programs: one line says what is being done, and then how long it took.

use crate::error::{Error, Result};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Run a program whose output is worth seeing while it works.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    step(what, || {
        let status = command
            .status()
            .map_err(|error| not_started(what, command, &error))?;
        succeeded(what, command, status)
    })
}

/// Run a program and show what it said only if it fails.
pub(crate) fn run_quietly(what: &str, command: &mut Command) -> Result<()> {
    step(what, || output(what, command).map(drop))
}

/// Run a program without a line about it and return its standard output.
pub(crate) fn output(what: &str, command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(what, command, &error))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    succeeded(what, command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Do a piece of work between its two lines.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("· {what}");
    let start = Instant::now();
    let result = work()?;
    eprintln!("✓ {what} ({})", elapsed(start.elapsed()));
    Ok(result)
}

/// `0.3 s`, `12 s` or `3 min 04 s`.
pub(crate) fn elapsed(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

fn succeeded(what: &str, command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    Err(Error::Command {
        what: what.into(),
        how: status.to_string(),
        command: line(command),
    })
}

fn not_started(what: &str, command: &Command, error: &std::io::Error) -> Error {
    let program = command.get_program().to_string_lossy();
    Error::new(format!(
        "{what}: {program} did not start ({error}); ./x install installs what is needed."
    ))
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_times_read_well() {
        assert_eq!(elapsed(Duration::from_millis(340)), "0.3 s");
        assert_eq!(elapsed(Duration::from_secs(12)), "12 s");
        assert_eq!(elapsed(Duration::from_secs(184)), "3 min 04 s");
    }

    #[test]
    fn a_failure_names_the_step_and_the_command() {
        let error = run("Fail on purpose", Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Fail on purpose failed (exit status: 3): sh -c exit 3"
        );
    }
}
