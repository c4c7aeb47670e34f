//! `./x build`: everything that `dist/` holds, put together.

use crate::cache::{Key, collect_files, content_hash};
use crate::context::{Context, Profile};
use crate::error::{Error, Result};
use crate::{bundles, editor, engine, install, licenses, npm, shell, web};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What `dist/` is made from, besides the profile.
const SOURCES: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE",
    "Trunk.toml",
    "bundles",
    "crates",
    "editor",
    "engine",
    "index.html",
    "npm",
    "rust-toolchain.toml",
    "src",
    "static",
    "tools/package-lock.json",
];

/// The names of the hashed files, as `index.html` and `vivarium.js` know them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Assets {
    build: String,
    engine: String,
    library: String,
    host_script: String,
    host_wasm: String,
    tools: String,
    cassette: String,
    processes: String,
    packages: String,
    editor: String,
    /// The scripts of `editor/` besides, by their names.
    #[serde(flatten)]
    scripts: BTreeMap<&'static str, String>,
}

/// Write `dist/`; at once when it has been built before from the same sources.
pub(crate) fn build(context: &Context) -> Result<()> {
    install::build_tools(context)?;
    let key = Key::new(&context.root, SOURCES, &[context.profile.name()])?;
    let built = context
        .cache
        .get_or_build("dist", &key, |out| assemble(context, out))?;
    let dist = context.dist();
    let stamp = context.path("target/dist-key");
    if dist.is_dir() && fs::read_to_string(&stamp).is_ok_and(|text| text == key.as_str()) {
        return Ok(());
    }
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(Error::io(&dist))?;
    }
    copy_all(&built, &dist)?;
    fs::write(&stamp, key.as_str()).map_err(Error::io(&stamp))
}

fn assemble(context: &Context, out: &Path) -> Result<()> {
    let engine = engine::build(context)?;
    let web = web::build(context)?;
    let editor = editor::build(context)?;
    let bundles = bundles::build(context)?;
    app(context, out)?;
    shell::step("Put dist/ together", || {
        let broker_script = place(&web.broker_script, out, "broker", "js")?;
        let broker_wasm = place(&web.broker_wasm, out, "broker", "wasm")?;
        let in_assets = |name: &str| name.trim_start_matches("assets/").to_owned();
        let beside = |name: &str| format!("./{}", in_assets(name));
        let (script, wasm) = (beside(&broker_script), beside(&broker_wasm));
        let tools = web::broker(context, "tools.js", &script, &wasm)?;
        let cassette = web::broker(context, "cassette.js", &script, &wasm)?;
        let cassette = place_bytes(cassette.as_bytes(), out, "cassette", "js")?;
        let packages_script = place(&web.packages_script, out, "wheels", "js")?;
        let packages_wasm = place(&web.packages_wasm, out, "wheels", "wasm")?;
        let (script, wasm) = (beside(&packages_script), beside(&packages_wasm));
        let packages = web::packages(context, &script, &wasm)?;
        let (bundles, packed) = place_bundles(context, &bundles, out)?;
        let ruff_wasm = place(&editor.ruff_wasm, out, "ruff", "wasm")?;
        let mut scripts = BTreeMap::new();
        for (name, script) in &editor.scripts {
            let placed = match *name {
                "ruff" => {
                    let text = editor::ruff(script, &in_assets(&ruff_wasm))?;
                    place_bytes(text.as_bytes(), out, name, "js")?
                }
                "needs" => {
                    let text = editor::needs(script, &in_assets(&bundles))?;
                    place_bytes(text.as_bytes(), out, name, "js")?
                }
                _ => place(script, out, name, "js")?,
            };
            scripts.insert(*name, placed);
        }
        let assets = Assets {
            build: content_hash(&fs::read(&engine.module).map_err(Error::io(&engine.module))?),
            engine: place(&engine.module, out, "engine", "bin")?,
            library: place(&engine.library, out, "library", "bin")?,
            host_script: place(&web.host_script, out, "host", "js")?,
            host_wasm: place(&web.host_wasm, out, "host", "wasm")?,
            tools: place_bytes(tools.as_bytes(), out, "tools", "js")?,
            cassette: cassette.clone(),
            processes: place(
                &context.path("crates/client/js/processes.js"),
                out,
                "processes",
                "js",
            )?,
            packages: place_bytes(packages.as_bytes(), out, "packages", "js")?,
            editor: place(&editor.codemirror, out, "editor", "js")?,
            scripts,
        };
        for part in &editor.parts {
            let name = part.file_name().unwrap_or_default();
            fs::copy(part, out.join("assets").join(name)).map_err(Error::io(part))?;
        }
        let here = |name: &str| format!("./{name}");
        let parts = web::Parts {
            build: assets.build.clone(),
            engine: here(&assets.engine),
            library: here(&assets.library),
            host_script: here(&assets.host_script),
            host_wasm: here(&assets.host_wasm),
            client_script: here(&place(&web.client_script, out, "client", "js")?),
            client_wasm: here(&place(&web.client_wasm, out, "client", "wasm")?),
            tools: here(&assets.tools),
            cassette: here(&cassette),
            processes: here(&assets.processes),
            broker_script: here(&broker_script),
            broker_wasm: here(&broker_wasm),
            packages: here(&assets.packages),
            packages_script: here(&packages_script),
            packages_wasm: here(&packages_wasm),
            bundles: here(&bundles),
            packed,
        };
        let assets = serde_json::to_string(&assets).map_err(|error| {
            Error::new(format!(
                "The names of the files cannot be written: {error}."
            ))
        })?;
        let facade = web::facade(context, &parts)?;
        let page = context.path("static/oauth.html");
        fs::copy(&page, out.join("oauth.html")).map_err(Error::io(&page))?;
        write(&out.join("vivarium.js"), &facade)?;
        let embed = out.join("embed.js");
        fs::copy(&editor.embed, &embed).map_err(Error::io(&embed))?;
        let page = place(&editor.embed_page, out, "embed", "js")?;
        fill(context, out, "embed.html", "PAGE_SCRIPT", &page)?;
        write(&out.join("vivarium.d.ts"), &web::types(context)?)?;
        name_assets(&out.join("index.html"), &assets)?;
        offline(context, out)?;
        licenses::write(context, &editor.packages, &out.join("LICENSES.txt"))?;
        npm::write(context, out, &web, &parts)
    })
}

/// The packed files of bundles, named as seen from `dist/`, and before them the script that knows them.
fn place_bundles(
    context: &Context,
    bundles: &[(&'static str, PathBuf)],
    out: &Path,
) -> Result<(String, Vec<(&'static str, String)>)> {
    let mut packed = Vec::new();
    let mut beside = Vec::new();
    for (name, file) in bundles {
        let placed = place(file, out, &format!("bundle-{name}"), "bin")?;
        beside.push((*name, placed.replace("assets/", "./")));
        packed.push((*name, format!("./{placed}")));
    }
    let script = web::bundles(context, &beside)?;
    let script = place_bytes(script.as_bytes(), out, "bundles", "js")?;
    Ok((script, packed))
}

/// The app itself, by trunk; its hashed files go to `assets/`.
fn app(context: &Context, out: &Path) -> Result<()> {
    let mut trunk = context.program("trunk")?;
    trunk.args(["build", "--dist"]).arg(out);
    trunk.arg(match context.profile {
        Profile::Release => "--release=true",
        Profile::Fast => "--release=false",
    });
    shell::run_quietly("Build the app", &mut trunk)?;
    let assets = out.join("assets");
    fs::create_dir_all(&assets).map_err(Error::io(&assets))?;
    let page = out.join("index.html");
    let mut text = fs::read_to_string(&page).map_err(Error::io(&page))?;
    let mut files = Vec::new();
    collect_files(out, &mut files)?;
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let reference = format!("\"./{name}\"");
        if text.contains(&reference) {
            text = text.replace(&reference, &format!("\"./assets/{name}\""));
            fs::rename(&file, assets.join(&name)).map_err(Error::io(&file))?;
        } else if name.starts_with('.') {
            fs::remove_file(&file).map_err(Error::io(&file))?;
        }
    }
    write(&page, &text)?;
    match context.profile {
        Profile::Release => editor::minify(context, &assets),
        Profile::Fast => Ok(()),
    }
}

/// Tell the page what the hashed files are called.
fn name_assets(page: &Path, assets: &str) -> Result<()> {
    const EMPTY: &str = "id=\"vivarium-assets\">{}</script>";
    let text = fs::read_to_string(page).map_err(Error::io(page))?;
    if !text.contains(EMPTY) {
        return Err(Error::new(format!(
            "index.html has no element with {EMPTY}"
        )));
    }
    write(
        page,
        &without_comments(&text)
            .replace(EMPTY, &format!("id=\"vivarium-assets\">{assets}</script>")),
    )
}

/// Comments of a page are for those who change it.
fn without_comments(page: &str) -> String {
    let mut rest = page;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("<!--") {
        text.push_str(before.trim_end_matches(' '));
        rest = after.split_once("-->").map_or("", |(_, after)| after);
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    text.push_str(rest);
    text
}

/// The manifest, and the service worker with the content hashes of all that the page may load.
fn offline(context: &Context, out: &Path) -> Result<()> {
    let mut paths = Vec::new();
    collect_files(out, &mut paths)?;
    let mut files = BTreeMap::new();
    for path in &paths {
        let name = path.strip_prefix(out).unwrap_or(path).to_string_lossy();
        if name != "vivarium.d.ts" {
            let bytes = fs::read(path).map_err(Error::io(path))?;
            files.insert(name.into_owned(), content_hash(&bytes));
        }
    }
    let icon = files
        .keys()
        .find(|name| name.starts_with("assets/icon-"))
        .ok_or_else(|| Error::new("index.html names no icon."))?;
    let json = serde_json::to_string(&files)
        .map_err(|error| Error::new(format!("The files cannot be listed: {error}.")))?;
    fill(
        context,
        out,
        "manifest.webmanifest",
        "\"ICON\"",
        &format!("{icon:?}"),
    )?;
    fill(context, out, "sw.js", "\"FILES\"", &json)
}

/// Copy a file of `static/` to the root of `dist/`, with its one placeholder replaced.
fn fill(context: &Context, out: &Path, name: &str, place: &str, value: &str) -> Result<()> {
    let source = context.path("static").join(name);
    let text = fs::read_to_string(&source).map_err(Error::io(&source))?;
    if !text.contains(place) {
        return Err(Error::new(format!("static/{name} has no {place}.")));
    }
    write(&out.join(name), &text.replacen(place, value, 1))
}

pub(crate) fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).map_err(Error::io(file))
}

/// Copy a file to `assets/` under a name that has its content's hash; the name relative to `dist/`.
fn place(file: &Path, out: &Path, stem: &str, extension: &str) -> Result<String> {
    let bytes = fs::read(file).map_err(Error::io(file))?;
    place_bytes(&bytes, out, stem, extension)
}

fn place_bytes(bytes: &[u8], out: &Path, stem: &str, extension: &str) -> Result<String> {
    let name = format!("assets/{stem}-{}.{extension}", content_hash(bytes));
    let target = out.join(&name);
    fs::write(&target, bytes).map_err(Error::io(&target))?;
    Ok(name)
}

fn copy_all(from: &Path, to: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect_files(from, &mut files)?;
    for file in files {
        let target = to.join(file.strip_prefix(from).unwrap_or(&file));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(Error::io(parent))?;
        }
        fs::copy(&file, &target).map_err(Error::io(&file))?;
    }
    Ok(())
}
