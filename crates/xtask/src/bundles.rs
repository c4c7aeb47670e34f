//! Our own packages that programs load by importing them: Python from `bundles/`, the native part from a crate.

use crate::cache::{Key, collect_files};
use crate::context::{Context, Profile};
use crate::error::{Error, Result};
use crate::shell;
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A package and, where it has one, the crate of its native module with that module's place in it.
struct Bundle {
    name: &'static str,
    native: Option<(&'static str, &'static str)>,
}

const BUNDLES: &[Bundle] = &[
    Bundle {
        name: "matplotlib",
        native: Some(("vivarium-plots", "matplotlib/_draw.wasm")),
    },
    Bundle {
        name: "turtle",
        native: None,
    },
];

/// What all are made from, besides the profile.
const SOURCES: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "bundles",
    "crates/plots",
    "crates/pack/src/archive.rs",
    "crates/xtask/src/bundles.rs",
    "tools/package-lock.json",
];

const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

/// The packed files of each, by name: built, or found in the cache.
pub(crate) fn build(context: &Context) -> Result<Vec<(&'static str, PathBuf)>> {
    let key = Key::new(&context.root, SOURCES, &[context.profile.name()])?;
    let built = context.cache.get_or_build("bundles", &key, |out| {
        BUNDLES
            .iter()
            .try_for_each(|bundle| pack(context, bundle, out))
    })?;
    let file = |bundle: &Bundle| (bundle.name, built.join(format!("{}.bin", bundle.name)));
    Ok(BUNDLES.iter().map(file).collect())
}

fn pack(context: &Context, bundle: &Bundle, out: &Path) -> Result<()> {
    let folder = context.path("bundles").join(bundle.name);
    let mut paths = Vec::new();
    collect_files(&folder, &mut paths)?;
    let mut files = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&folder).unwrap_or(&path);
        let bytes = fs::read(&path).map_err(Error::io(&path))?;
        files.push((name.to_string_lossy().into_owned(), bytes));
    }
    // What running the sources elsewhere has left is no part of them.
    files.retain(|(name, _)| !name.contains("__pycache__"));
    if let Some((package, place)) = bundle.native {
        files.push((place.to_owned(), native(context, package, out)?));
    }
    files.sort();
    let archive = vivarium_pack::build_archive(
        files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice())),
    );
    let file = out.join(format!("{}.bin", bundle.name));
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    let packed = packed
        .write_all(&archive)
        .and_then(|()| packed.finish())
        .map_err(Error::io(&file))?;
    fs::write(&file, packed).map_err(Error::io(&file))
}

/// The crate's module, as small as it gets.
fn native(context: &Context, package: &str, out: &Path) -> Result<Vec<u8>> {
    let mut cargo = context.program("cargo")?;
    cargo.args(["build", "--release", "--target", "wasm32-unknown-unknown"]);
    cargo.args(["-p", package]);
    shell::run_quietly(&format!("Compile {package}"), &mut cargo)?;
    let compiled = context
        .path("target/wasm32-unknown-unknown/release")
        .join(format!("{}.wasm", package.replace('-', "_")));
    let module = out.join("native.wasm");
    fs::copy(&compiled, &module).map_err(Error::io(&compiled))?;
    if context.profile == Profile::Release {
        let mut optimise = context.program("wasm-opt")?;
        optimise.args(["-Os", "--strip-debug", "--strip-producers"]);
        optimise.args(["--strip-target-features"]).args(FEATURES);
        optimise.arg(&module).arg("-o").arg(&module);
        shell::run_quietly(&format!("Optimise {package}"), &mut optimise)?;
    }
    let bytes = fs::read(&module).map_err(Error::io(&module))?;
    fs::remove_file(&module).map_err(Error::io(&module))?;
    Ok(bytes)
}
