//! The engine and its library: from the released crates to the two packed files.
//!
//! Four results, each kept by the content it is made from: the code (compiled, cut down, optimised), the library's
//! files, the image (the code with an interpreter standing in its memory), the packs.

mod edits;
mod library;
mod wasm;

use crate::cache::Key;
use crate::context::{Context, Profile};
use crate::error::{Error, Result};
use crate::shell;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use vivarium_abi::{HOME, LIBRARY_ROOT};

/// What the engine's build leaves in the cache.
#[derive(Debug)]
pub(crate) struct Engine {
    /// The packed `engine.wasm`.
    pub(crate) module: PathBuf,
    /// The packed standard library.
    pub(crate) library: PathBuf,
    /// The module itself, and the library's files: for tests of the engine alone.
    pub(crate) unpacked: (PathBuf, PathBuf),
}

/// What the shipped module offers; the build itself also calls the last two.
const EXPORTS: &[&str] = &[
    "memory",
    "vivarium_alloc",
    "vivarium_free",
    "vivarium_run",
    "vivarium_thread",
    "vivarium_out_of_memory",
    "__stack_pointer",
    "_initialize",
    "vivarium_init",
];

/// What the engine may ask of its host, one import a line.
const GOLDEN: &str = "engine/imports.golden";

const TARGET: &str = "wasm32-wasip1";

/// Features that every browser with the engine's other needs has. Named one by one: `--all-features` lets wasm-opt
/// use what browsers reject.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// Passes after the compiler's own: see "Decisions and their figures" in ARCHITECTURE.md.
const PASSES: &[&str] = &["-O3", "--strip-producers", "--strip-target-features"];

/// Build both, or find them in the cache.
pub(crate) fn build(context: &Context) -> Result<Engine> {
    let sources = released_sources(context)?;
    // Here and not where the engine is compiled: the licences are read from these crates even when it is in the cache.
    edit(context, &sources)?;
    let code = code(context)?.join("engine.wasm");
    let library = library(context, &sources)?;
    let image = image(context, &code, &library)?;
    let packed = packed(context, &image, &library)?;
    Ok(Engine {
        module: packed.join("engine.bin"),
        library: packed.join("library.bin"),
        unpacked: (image, library),
    })
}

/// Crates by name, where cargo has unpacked them.
type Sources = BTreeMap<String, PathBuf>;

fn released_sources(context: &Context) -> Result<Sources> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        manifest_path: PathBuf,
    }
    let mut cargo = context.program("cargo")?;
    cargo.args([
        "metadata",
        "--format-version=1",
        "--locked",
        "--manifest-path",
        "engine/sources/Cargo.toml",
    ]);
    let answer = shell::output("Fetch the released crates", &mut cargo)?;
    let metadata: Metadata = serde_json::from_str(&answer).map_err(|error| {
        Error::new(format!(
            "cargo metadata answers with something unexpected: {error}."
        ))
    })?;
    let folder = |package: Package| {
        let folder = package
            .manifest_path
            .parent()
            .map(Path::to_path_buf)
            .unwrap_or_default();
        (package.name, folder)
    };
    Ok(metadata.packages.into_iter().map(folder).collect())
}

/// What the compiled module is made from.
const CODE: &[&str] = &[
    "engine/Cargo.toml",
    "engine/Cargo.lock",
    "engine/.cargo",
    "engine/build.rs",
    "engine/src",
    "engine/patches",
    "engine/sources",
    "crates/abi/Cargo.toml",
    "crates/abi/src",
    "rust-toolchain.toml",
    "tools/package-lock.json",
];

/// Lint the engine, unless these very sources have been found clean: the lints need all of Python compiled.
pub(crate) fn lint(context: &Context) -> Result<()> {
    let key = Key::new(&context.root, &[CODE, &["clippy.toml"]].concat(), &[])?;
    let found = context.cache.get_or_build("engine-lint", &key, |_| {
        edit(context, &released_sources(context)?)?;
        let mut cargo = context.program("cargo")?;
        cargo.current_dir(context.path("engine"));
        cargo.args(["clippy", "--quiet", "--locked", "--no-deps"]);
        cargo.args(["--package", "vivarium-engine", "--target", TARGET]);
        cargo.args(["--", "--deny", "warnings"]);
        shell::run("Lint the engine", &mut cargo)
    });
    found.map(drop)
}

/// Put the edited crates where `engine/Cargo.toml` looks for them.
fn edit(context: &Context, sources: &Sources) -> Result<()> {
    let target = context.path("engine/target/patched");
    edits::apply(&context.path("engine/patches"), sources, &target).map(drop)
}

/// The compiled module, without an image.
fn code(context: &Context) -> Result<PathBuf> {
    let strings = [&[context.profile.name()], EXPORTS, FEATURES, PASSES].concat();
    let key = Key::new(&context.root, CODE, &strings)?;
    context.cache.get_or_build("engine-code", &key, |out| {
        let profile = context.profile.name();
        let mut cargo = context.program("cargo")?;
        cargo.current_dir(context.path("engine"));
        cargo.args([
            "build",
            "--locked",
            "--target",
            TARGET,
            "--profile",
            profile,
        ]);
        shell::run(
            &format!("Compile the engine ({profile}; ten minutes when nothing is cached)"),
            &mut cargo,
        )?;
        let compiled = context.path(format!(
            "engine/target/{TARGET}/{profile}/vivarium_engine.wasm"
        ));
        let module = fs::read(&compiled).map_err(Error::io(&compiled))?;
        let module = wasm::keep_exports(&module, EXPORTS)?;
        let smaller = out.join("exports.wasm");
        fs::write(&smaller, module).map_err(Error::io(&smaller))?;
        optimise(context, &smaller, &out.join("engine.wasm"))?;
        fs::remove_file(&smaller).map_err(Error::io(&smaller))
    })
}

fn optimise(context: &Context, from: &Path, to: &Path) -> Result<()> {
    let passes: &[&str] = match context.profile {
        Profile::Release => PASSES,
        Profile::Fast => &["--remove-unused-module-elements"],
    };
    let mut wasm_opt = context.program("wasm-opt")?;
    wasm_opt
        .args(FEATURES)
        .args(passes)
        .arg(from)
        .arg("-o")
        .arg(to);
    shell::run("Optimise the engine (wasm-opt)", &mut wasm_opt)
}

/// The library's files, as the image's build and the pack see them.
fn library(context: &Context, sources: &Sources) -> Result<PathBuf> {
    let inputs = [
        "engine/sources",
        "engine/python/library",
        "engine/patches",
        "crates/xtask/src/engine/library.rs",
    ];
    let key = Key::new(&context.root, &inputs, &[])?;
    context.cache.get_or_build("engine-library", &key, |out| {
        shell::step("Collect the standard library", || {
            let edited = edits::apply(
                &context.path("engine/patches"),
                sources,
                &context.path("engine/target/patched"),
            )?;
            library::collect(&edited, &context.path("engine/python/library"), out)
        })
    })
}

/// The module with an interpreter in its memory, held to the list of imports.
fn image(context: &Context, code: &Path, library: &Path) -> Result<PathBuf> {
    let strings = [code.to_string_lossy(), library.to_string_lossy()];
    let strings: Vec<&str> = strings.iter().map(AsRef::as_ref).collect();
    let key = Key::new(
        &context.root,
        &["engine/python/image", "tools/package-lock.json"],
        &strings,
    )?;
    let directory = context.cache.get_or_build("engine-image", &key, |out| {
        // One tree, because the image remembers how many directories were opened for it: the host opens only "/".
        let root = out.join("root");
        let place = |place: &str| root.join(place.trim_start_matches('/'));
        library::copy(library, &place(LIBRARY_ROOT))?;
        library::copy(&context.path("engine/python/image"), &place("image"))?;
        let home = place(HOME);
        fs::create_dir_all(&home).map_err(Error::io(&home))?;
        let mut wizer = context.program("wizer")?;
        wizer.args([
            "--allow-wasi",
            "--wasm-bulk-memory=true",
            "--wasm-simd=true",
            "--init-func=vivarium_init",
        ]);
        wizer.arg("--mapdir").arg(format!("/::{}", root.display()));
        wizer.arg(code).arg("-o").arg(out.join("engine.wasm"));
        shell::run(
            "Start the interpreter and keep its memory (wizer)",
            &mut wizer,
        )?;
        fs::remove_dir_all(&root).map_err(Error::io(&root))
    })?;
    let image = directory.join("engine.wasm");
    let module = fs::read(&image).map_err(Error::io(&image))?;
    let golden = context.path(GOLDEN);
    let expected = fs::read_to_string(&golden).map_err(Error::io(&golden))?;
    let imports = wasm::imports(&module)?.join("\n");
    if imports.trim() != expected.trim() {
        return Err(Error::new(format!(
            "The engine's imports are not those of {GOLDEN}. They are the sandbox's wall: read the difference, and \
             when it is meant, write this there:\n{imports}"
        )));
    }
    Ok(image)
}

/// The codec that is compiled in: `./x` may be older than the checkout that has just been updated under it.
const CODEC: &str = include_str!("../../pack/src/codec.rs");

fn packed(context: &Context, image: &Path, library: &Path) -> Result<PathBuf> {
    let strings = [
        image.to_string_lossy(),
        library.to_string_lossy(),
        context.profile.name().into(),
        CODEC.into(),
    ];
    let strings: Vec<&str> = strings.iter().map(AsRef::as_ref).collect();
    let key = Key::new(&context.root, &["crates/pack/src", "Cargo.lock"], &strings)?;
    context.cache.get_or_build("engine-packed", &key, |out| {
        let quality = match context.profile {
            Profile::Release => vivarium_pack::Quality::Small,
            Profile::Fast => vivarium_pack::Quality::Quick,
        };
        let write = |name: &str, raw: &[u8]| {
            shell::step(&format!("Compress {name}"), || {
                let file = out.join(name);
                fs::write(&file, vivarium_pack::encode(raw, quality)).map_err(Error::io(&file))
            })
        };
        write("engine.bin", &fs::read(image).map_err(Error::io(image))?)?;
        write("library.bin", &library::archive(library)?)
    })
}
