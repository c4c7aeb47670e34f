//! `./x size`: what `dist/` weighs as a static host sends it, against `budgets.toml`.

use crate::cache::collect_files;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::serve;
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// `budgets.toml`.
#[derive(Debug, Deserialize)]
struct Budgets {
    budget: Vec<Budget>,
}

/// The most that some files together may weigh.
#[derive(Debug, Deserialize)]
struct Budget {
    name: String,
    /// Beginnings and ends of file names relative to `dist/`, joined by one `*`.
    files: Vec<String>,
    max_kib: u64,
}

/// A file of `dist/` with its bytes as sent.
#[derive(Debug)]
struct File {
    name: String,
    sent: u64,
}

/// Print the table; an error names the budgets that are passed.
pub(crate) fn report(context: &Context) -> Result<()> {
    let path = context.path("budgets.toml");
    let text = fs::read_to_string(&path).map_err(Error::io(&path))?;
    let budgets: Budgets = toml::from_str(&text)
        .map_err(|error| Error::new(format!("budgets.toml cannot be read: {error}")))?;
    let files = weigh(&context.dist())?;
    for file in &files {
        println!("{:>9} KiB  {}", kib(file.sent), file.name);
    }
    println!();
    let mut passed = Vec::new();
    for budget in &budgets.budget {
        let sent = total(budget, &files)?;
        println!(
            "{:>9} KiB of {} KiB  {}",
            kib(sent),
            budget.max_kib,
            budget.name
        );
        if sent > budget.max_kib * 1024 {
            passed.push(budget.name.as_str());
        }
    }
    if passed.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!(
        "Too large: {}. Make it smaller, or raise budgets.toml and say why in ARCHITECTURE.md.",
        passed.join(", ")
    )))
}

fn weigh(dist: &Path) -> Result<Vec<File>> {
    let mut paths = Vec::new();
    collect_files(dist, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).map_err(Error::io(&path))?;
        let sent = if serve::sent_compressed(&path) {
            serve::gzip(&bytes).map_err(Error::io(&path))?.len()
        } else {
            bytes.len()
        };
        let name = path
            .strip_prefix(dist)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        files.push(File {
            name,
            sent: sent as u64,
        });
    }
    Ok(files)
}

/// What the files of a budget weigh; a pattern that matches nothing is a mistake in `budgets.toml`.
fn total(budget: &Budget, files: &[File]) -> Result<u64> {
    let mut sum = 0;
    for pattern in &budget.files {
        let matching: Vec<u64> = files
            .iter()
            .filter(|file| matches(pattern, &file.name))
            .map(|file| file.sent)
            .collect();
        if matching.is_empty() {
            return Err(Error::new(format!(
                "budgets.toml: no file of dist/ is called {pattern:?}."
            )));
        }
        sum += matching.iter().sum::<u64>();
    }
    Ok(sum)
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
    }
}

fn kib(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(files: &[&str]) -> Budget {
        Budget {
            name: "x".into(),
            files: files.iter().map(|&file| file.into()).collect(),
            max_kib: 1,
        }
    }

    #[test]
    fn a_budget_is_the_sum_of_its_files() {
        let file = |name: &str, sent| File {
            name: name.into(),
            sent,
        };
        let files = [
            file("index.html", 1),
            file("assets/app-1.js", 10),
            file("assets/app-1.wasm", 100),
        ];
        assert_eq!(total(&budget(&["assets/app-*"]), &files).unwrap(), 110);
        assert_eq!(
            total(&budget(&["index.html", "assets/*.js"]), &files).unwrap(),
            11
        );
        assert!(total(&budget(&["missing-*"]), &files).is_err());
    }
}
