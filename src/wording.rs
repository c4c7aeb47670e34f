//! What the page says about itself: states, amounts and durations in words.

use crate::session::{Activity, Ending, Engine, Phase, Progress, Session};
use vivarium_protocol::Status;

/// The status line.
pub fn status(session: &Session) -> String {
    match (&session.phase, &session.engine) {
        (Phase::Queued(_), Engine::Loading(progress)) => {
            format!("Starts when Python is here: {}", downloaded(*progress))
        }
        (Phase::Queued(_), Engine::Ready { .. } | Engine::Failed(_)) => "Starting".to_owned(),
        (Phase::Running(running), _) => match running.activity {
            Activity::Working => "Running",
            Activity::Asking => "Waiting for your input",
            Activity::AwaitingLibrary => "Waiting for the standard library to arrive",
            Activity::Stopping => "Stopping",
        }
        .to_owned(),
        (Phase::Idle, Engine::Failed(_)) => {
            "Python could not be started: see the output".to_owned()
        }
        (Phase::Idle, _) if session.ending.is_some() => {
            session.ending.as_ref().map(ending).unwrap_or_default()
        }
        (Phase::Idle, Engine::Loading(progress)) => {
            format!("Getting Python ready: {}", downloaded(*progress))
        }
        (Phase::Idle, Engine::Ready { .. }) => "Ready".to_owned(),
    }
}

/// How a run ended, with its duration.
pub fn ending(ending: &Ending) -> String {
    let after = duration(ending.duration_ms);
    let place = ending
        .line
        .map_or_else(String::new, |line| format!(" on line {line}"));
    let told = match ending.status {
        Status::Ok if ending.exit_code == 0 => format!("Finished in {after}"),
        Status::Ok => format!("Ended with exit code {} in {after}", ending.exit_code),
        Status::Error => {
            let class = ending.exception.as_deref().unwrap_or("an error");
            format!("Ended with {class}{place}, after {after}")
        }
        Status::Stopped => format!("Stopped after {after}"),
        Status::Timeout => format!("Out of time{place}, after {after}"),
        Status::OutOfMemory => format!("Out of memory{place}, after {after}"),
        Status::Limit => format!("Over a limit{place}, after {after}"),
        Status::Crashed => "The interpreter broke down; the next run has a new one".to_owned(),
    };
    if ending.kept && ending.session {
        format!("{told}; its names are kept")
    } else {
        told
    }
}

/// "2.1 of 3.9 MB".
pub fn downloaded(progress: Progress) -> String {
    let Progress { received, total } = progress;
    match total {
        _ if received == 0 => "starting the download".to_owned(),
        Some(total) if received >= total => "unpacking".to_owned(),
        Some(total) => format!("{} of {} MB", megabytes(received), megabytes(total)),
        None => format!("{} MB", megabytes(received)),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

/// An amount of text: "812 bytes", "1.2 MB".
pub fn bytes(count: usize) -> String {
    match count {
        0..1_000 => format!("{count} bytes"),
        1_000..1_000_000 => format!("{} KB", count / 1_000),
        _ => format!("{} MB", megabytes(count as u64)),
    }
}

/// A duration as a person would say it: "8 ms", "0.35 s", "1 min 5 s".
pub fn duration(ms: f64) -> String {
    if ms < 1.0 {
        "under 1 ms".to_owned()
    } else if ms < 100.0 {
        format!("{ms:.0} ms")
    } else if ms < 10_000.0 {
        format!("{:.2} s", ms / 1_000.0)
    } else if ms < 60_000.0 {
        format!("{:.1} s", ms / 1_000.0)
    } else {
        let seconds = (ms / 1_000.0) as u64;
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let progress = |received, total| downloaded(Progress { received, total });
        assert_eq!(progress(2_149_000, Some(3_900_000)), "2.1 of 3.9 MB");
        assert_eq!(progress(0, Some(3_900_000)), "starting the download");
        assert_eq!(progress(3_900_000, Some(3_900_000)), "unpacking");
        assert_eq!(progress(1_050_000, None), "1.0 MB");
        assert_eq!(
            [bytes(812), bytes(12_345), bytes(1_250_000)],
            ["812 bytes", "12 KB", "1.2 MB"]
        );
        assert_eq!(
            [0.2, 8.4, 350.0, 12_345.0, 65_000.0].map(duration),
            ["under 1 ms", "8 ms", "0.35 s", "12.3 s", "1 min 5 s"]
        );
    }

    #[test]
    fn endings() {
        let told = |status, exit_code, exception: Option<&str>, line| {
            ending(&Ending {
                status,
                exit_code,
                duration_ms: 20.0,
                exception: exception.map(str::to_owned),
                line,
                kept: false,
                session: false,
            })
        };
        assert_eq!(told(Status::Ok, 0, None, None), "Finished in 20 ms");
        assert_eq!(
            told(Status::Ok, 3, None, None),
            "Ended with exit code 3 in 20 ms"
        );
        assert_eq!(
            told(Status::Error, 1, Some("ValueError"), Some(5)),
            "Ended with ValueError on line 5, after 20 ms"
        );
        assert_eq!(
            told(Status::Stopped, 1, Some("KeyboardInterrupt"), Some(5)),
            "Stopped after 20 ms"
        );
    }
}
