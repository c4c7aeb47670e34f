//! `./x`: reads the command line and hands over to one module per command.

mod bundles;
mod cache;
mod check;
mod conform;
mod context;
mod dist;
mod editor;
mod engine;
mod error;
mod install;
mod licenses;
mod npm;
mod serve;
mod shell;
mod size;
mod test;
mod web;

use context::{Context, Profile};
use error::{Error, Result};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: ./x <command>

  serve [--port N] [--fast]  build the page and serve it on http://127.0.0.1:8080
  test  [NAME…]              every test, or the suites of these names (./x test list)
  build [--fast]             write dist/, which any static file server can host
  engine [--fast]            only the engine and its library, into the cache
  offline PROGRAM [FILE…] [--tools CASSETTE] [-o PAGE]
                             a program as one page that opens by a double click
  embed FOLDER… [--write]    run the Python of a site's Markdown and HTML, and compare it with the saved output
  check                      format, lints, stale files, size budgets
  conform [--check …]        how far this is CPython, beside Pyodide; writes CONFORMANCE.md
  bench [--quick]            side by side with other Pythons in the browser
  size                       what dist/ weighs, file by file
  install                    only install what the other commands need

--fast optimises less: for development.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result<()> {
    let fast = arguments.contains(&"--fast");
    let words: Vec<&str> = arguments
        .iter()
        .copied()
        .filter(|word| *word != "--fast")
        .collect();
    let context = Context::new(if fast {
        Profile::Fast
    } else {
        Profile::Release
    })?;
    match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => println!("{USAGE}"),
        ["install"] => {
            install::build_tools(&context)?;
            install::browsers()?;
        }
        ["engine"] => {
            install::build_tools(&context)?;
            let built = engine::build(&context)?;
            println!("{}\n{}", built.module.display(), built.library.display());
        }
        ["build"] => dist::build(&context)?,
        ["serve"] => serve(&context, 8080)?,
        ["serve", "--port", port] => {
            let number = port
                .parse()
                .map_err(|_| Error::new(format!("{port:?} is no port number.")))?;
            serve(&context, number)?;
        }
        ["test", names @ ..] => test::run(&context, names)?,
        ["offline", arguments @ ..] => offline(&context, arguments)?,
        ["embed", arguments @ ..] => embed(&context, arguments)?,
        ["check"] => check::run(&context)?,
        ["size"] => {
            dist::build(&context)?;
            size::report(&context)?;
        }
        ["conform", options @ ..] => conform::run(&context, options)?,
        ["bench", options @ ..] => bench(&context, options)?,
        _ => {
            return Err(Error::new(format!(
                "./x does not know {:?}.\n\n{USAGE}",
                words.join(" ")
            )));
        }
    }
    Ok(())
}

fn serve(context: &Context, port: u16) -> Result<()> {
    dist::build(context)?;
    serve::serve(&context.dist(), port)
}

/// The page is put together by the script that the app has for it.
fn offline(context: &Context, arguments: &[&str]) -> Result<()> {
    dist::build(context)?;
    let caller = std::env::var_os("CALLED_FROM").unwrap_or_else(|| context.root.clone().into());
    let mut node = context.program("node")?;
    node.arg("tools/offline.mjs")
        .arg(context.dist())
        .arg(caller)
        .args(arguments);
    shell::run("Write the page", &mut node)
}

fn embed(context: &Context, arguments: &[&str]) -> Result<()> {
    dist::build(context)?;
    let caller = std::env::var_os("CALLED_FROM").unwrap_or_else(|| context.root.clone().into());
    let mut node = context.program("node")?;
    node.current_dir(caller)
        .arg(context.dist().join("npm/bin/vivarium.js"))
        .arg("embed")
        .args(arguments);
    shell::run("Run the snippets", &mut node)
}

fn bench(context: &Context, options: &[&str]) -> Result<()> {
    dist::build(context)?;
    install::npm_packages(context, "benches")?;
    let browsers = install::browsers()?;
    let rmcp = test::rmcp_server(context)?;
    let mut node = context.program("node")?;
    node.arg("benches/run.mjs")
        .args(options)
        .env("TEST_RMCP", rmcp)
        .env("CHROMIUM", browsers.chromium);
    shell::run("Measure", &mut node)
}
