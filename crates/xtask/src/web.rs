//! Host, client, broker and packages: compiled for the browser, bound, optimised; and `vivarium.js`, which names them.

use crate::cache::Key;
use crate::context::{Context, Profile};
use crate::error::{Error, Result};
use crate::shell;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What the build of host, client, broker and packages leaves in the cache.
#[derive(Debug)]
pub(crate) struct Web {
    /// The worker's script (classic, `--target no-modules`).
    pub(crate) host_script: PathBuf,
    /// The worker's module.
    pub(crate) host_wasm: PathBuf,
    /// The client for JavaScript (`--target web`).
    pub(crate) client_script: PathBuf,
    /// Its module.
    pub(crate) client_wasm: PathBuf,
    /// The page's tools (`--target web`).
    pub(crate) broker_script: PathBuf,
    /// Their module.
    pub(crate) broker_wasm: PathBuf,
    /// Packages for programs (`--target web`).
    pub(crate) packages_script: PathBuf,
    /// Their module.
    pub(crate) packages_wasm: PathBuf,
}

/// What all are made from, besides the profile.
const SOURCES: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "crates/abi",
    "crates/broker",
    "crates/client",
    "crates/host",
    "crates/pack",
    "crates/packages",
    "crates/protocol",
    "crates/tools",
    "crates/xtask/src/web.rs",
    "tools/package-lock.json",
];

/// Named one by one: with all features wasm-opt uses some that browsers reject.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Build all, or find them in the cache.
pub(crate) fn build(context: &Context) -> Result<Web> {
    let key = Key::new(&context.root, SOURCES, &[context.profile.name()])?;
    let built = context.cache.get_or_build("web", &key, |out| {
        compile(context)?;
        bind(context, out, "host", "no-modules")?;
        bind(context, out, "client", "web")?;
        bind(context, out, "broker", "web")?;
        bind(context, out, "packages", "web")?;
        let host = out.join("host.js");
        let mut script = read(&host)?;
        script.push_str(&read(&context.path("crates/host/js/worker.js"))?);
        fs::write(&host, script).map_err(Error::io(&host))
    })?;
    Ok(Web {
        host_script: built.join("host.js"),
        host_wasm: built.join("host_bg.wasm"),
        client_script: built.join("client.js"),
        client_wasm: built.join("client_bg.wasm"),
        broker_script: built.join("broker.js"),
        broker_wasm: built.join("broker_bg.wasm"),
        packages_script: built.join("packages.js"),
        packages_wasm: built.join("packages_bg.wasm"),
    })
}

/// What the scripts for JavaScript load, named as seen from them (`./assets/…`).
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    /// Content hash of the engine.
    pub(crate) build: String,
    pub(crate) engine: String,
    pub(crate) library: String,
    pub(crate) host_script: String,
    pub(crate) host_wasm: String,
    pub(crate) client_script: String,
    pub(crate) client_wasm: String,
    pub(crate) tools: String,
    pub(crate) cassette: String,
    pub(crate) processes: String,
    pub(crate) broker_script: String,
    pub(crate) broker_wasm: String,
    pub(crate) packages: String,
    pub(crate) packages_script: String,
    pub(crate) packages_wasm: String,
    pub(crate) bundles: String,
    /// Of each bundle its name and its packed files.
    pub(crate) packed: Vec<(&'static str, String)>,
}

impl Parts {
    /// Every file.
    pub(crate) fn files(&self) -> Vec<&str> {
        let packed = self.packed.iter().map(|(_, file)| file.as_str());
        let others = [
            &self.engine,
            &self.library,
            &self.host_script,
            &self.host_wasm,
            &self.client_script,
            &self.client_wasm,
            &self.tools,
            &self.cassette,
            &self.processes,
            &self.broker_script,
            &self.broker_wasm,
            &self.packages,
            &self.packages_script,
            &self.packages_wasm,
            &self.bundles,
        ];
        others
            .into_iter()
            .map(String::as_str)
            .chain(packed)
            .collect()
    }
}

/// An address in the form that bundlers know for a file beside a module, and browsers as it is.
fn address(name: &str) -> String {
    format!("new URL({name:?}, import.meta.url)")
}

/// The text of `vivarium.js`.
pub(crate) fn facade(context: &Context, parts: &Parts) -> Result<String> {
    let files = [
        ("engine", &parts.engine),
        ("library", &parts.library),
        ("hostScript", &parts.host_script),
        ("hostWasm", &parts.host_wasm),
    ];
    let mut assets = format!("{{\n  build: {:?},\n", parts.build);
    for (key, name) in files {
        let _ = writeln!(assets, "  {key}: {}.href,", address(name));
    }
    assets.push('}');
    let places = [
        ("CLIENT_SCRIPT", format!("{:?}", parts.client_script)),
        ("TOOLS_SCRIPT", format!("{:?}", parts.tools)),
        ("CASSETTE_SCRIPT", format!("{:?}", parts.cassette)),
        ("PROCESSES_SCRIPT", format!("{:?}", parts.processes)),
        ("PACKAGES_SCRIPT", format!("{:?}", parts.packages)),
        ("BUNDLES_SCRIPT", format!("{:?}", parts.bundles)),
        ("CLIENT_WASM", address(&parts.client_wasm)),
        ("ASSETS", assets),
    ];
    filled(context, "crates/client/js/vivarium.js", &places)
}

/// The text of one of the broker's scripts, which loads these files.
pub(crate) fn broker(
    context: &Context,
    script: &str,
    broker_script: &str,
    broker_wasm: &str,
) -> Result<String> {
    let places = [
        ("BROKER_SCRIPT", format!("{broker_script:?}")),
        ("BROKER_WASM", address(broker_wasm)),
    ];
    filled(context, &format!("crates/broker/js/{script}"), &places)
}

/// The text of the packages' script, which loads these files.
pub(crate) fn packages(context: &Context, script: &str, wasm: &str) -> Result<String> {
    let places = [
        ("PACKAGES_SCRIPT", format!("{script:?}")),
        ("PACKAGES_WASM", address(wasm)),
    ];
    filled(context, "crates/packages/js/packages.js", &places)
}

/// The text of the bundles' script, which knows them by name and address.
pub(crate) fn bundles(context: &Context, packed: &[(&str, String)]) -> Result<String> {
    let mut table = String::from("{");
    for (name, file) in packed {
        let _ = write!(table, " {name}: () => {}.href,", address(file));
    }
    table.push_str(" }");
    filled(
        context,
        "crates/client/js/bundles.js",
        &[("BUNDLES", table)],
    )
}

/// A script with its placeholders replaced.
fn filled(context: &Context, script: &str, places: &[(&str, String)]) -> Result<String> {
    let mut text = read(&context.path(script))?;
    for (placeholder, value) in places {
        let placeholder = format!("\"{placeholder}\"");
        if !text.contains(&placeholder) {
            return Err(Error::new(format!(
                "{script} has no place for {placeholder}."
            )));
        }
        text = text.replacen(&placeholder, value, 1);
    }
    Ok(text)
}

/// The text of `vivarium.d.ts`: the API, then the protocol's types that it uses.
pub(crate) fn types(context: &Context) -> Result<String> {
    read(&context.path("crates/client/js/vivarium.d.ts"))
}

fn compile(context: &Context) -> Result<()> {
    let mut cargo = context.program("cargo")?;
    cargo
        .args([
            "build",
            "--release",
            "--target",
            "wasm32-unknown-unknown",
            "--features",
            "vivarium-client/js",
        ])
        .args([
            "-p",
            "vivarium-host",
            "-p",
            "vivarium-client",
            "-p",
            "vivarium-broker",
            "-p",
            "vivarium-packages",
        ])
        // wasm-bindgen reads from a custom section which WebAssembly features it may use.
        .env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo");
    shell::run_quietly("Compile host, client, broker and packages", &mut cargo)
}

/// Bindings and module of one of them, as `<name>.js` and `<name>_bg.wasm`.
fn bind(context: &Context, out: &Path, name: &str, target: &str) -> Result<()> {
    let compiled = context
        .path("target/wasm32-unknown-unknown/release")
        .join(format!("vivarium_{name}.wasm"));
    let mut bindgen = context.program("wasm-bindgen")?;
    bindgen
        .args(["--target", target, "--no-typescript", "--out-name", name])
        .arg("--omit-default-module-path")
        .args([
            "--remove-name-section",
            "--remove-producers-section",
            "--out-dir",
        ])
        .arg(out)
        .arg(compiled);
    shell::run_quietly(&format!("Bind the {name} to JavaScript"), &mut bindgen)?;
    if name == "host" {
        blank_dictionary(&out.join("host_bg.wasm"))?;
    }
    if context.profile == Profile::Fast {
        return Ok(());
    }
    let module = out.join(format!("{name}_bg.wasm"));
    let mut optimise = context.program("wasm-opt")?;
    optimise
        .arg("-Os")
        .args(FEATURES)
        .arg(&module)
        .arg("-o")
        .arg(&module);
    shell::run_quietly(&format!("Optimise the {name}"), &mut optimise)
}

/// Packs are made without the dictionary that their reader would carry otherwise.
fn blank_dictionary(host: &Path) -> Result<()> {
    let mut module = fs::read(host).map_err(Error::io(host))?;
    match vivarium_pack::blank_dictionary(&mut module) {
        1 => fs::write(host, module).map_err(Error::io(host)),
        copies => Err(Error::new(format!(
            "The compression's dictionary stands {copies} times in the host, not once: see crates/pack/src/codec.rs."
        ))),
    }
}

pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(Error::io(path))
}
