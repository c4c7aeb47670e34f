//! `./x`: reads the command line and hands over to one module per command.

mod cache;
mod context;
mod dist;
mod engine;
mod error;
mod install;
mod licenses;
mod serve;
mod shell;
mod size;
mod web;

use context::{Context, Profile};
use error::{Error, Result};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: ./x <command>

  serve [--port N] [--fast]  build the page and serve it on http://127.0.0.1:8080
  test  [NAME…]              every test; NAME picks suites (./x test list names them)
  build [--fast]             write dist/, which any static file server can host
  check                      format, lints, stale files, size budgets
  bench [--quick]            side by side with other Pythons in the browser
  size                       what dist/ weighs, file by file
  install                    only install what the other commands need";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((command, options)) = arguments.split_first() else {
        println!("{USAGE}");
        return Ok(());
    };
    let profile = if options.iter().any(|option| option == "--fast") {
        Profile::Fast
    } else {
        Profile::Release
    };
    let context = Context::new(profile)?;
    match command.as_str() {
        "build" => {
            engine::build(&context)?;
            web::build(&context)?;
            Ok(())
        }
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(Error::new(format!(
            "There is no command {other:?}.\n\n{USAGE}"
        ))),
    }
}
