//! The scripts of `editor/`, each with its npm packages in one module, and the licences of what is in them.

use crate::cache::{Key, collect_files};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::{install, shell};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The scripts that share nothing with the editor. Each says in its first line what it is for.
const SCRIPTS: [&str; 16] = [
    "project", "panels", "dialogs", "take", "settings", "panes", "touch", "toolbox", "offline",
    "tape", "rich", "console", "needs", "hints", "examples", "ruff",
];

/// What the build of the editor leaves in the cache.
#[derive(Debug)]
pub(crate) struct Editor {
    /// `CodeMirror`.
    pub(crate) codemirror: PathBuf,
    /// What it imports, now and later, under names that have their content's hash.
    pub(crate) parts: Vec<PathBuf>,
    /// The element for other people's pages.
    pub(crate) embed: PathBuf,
    /// The page with it, for frames.
    pub(crate) embed_page: PathBuf,
    /// Ruff's module; its script names it `"RUFF_WASM"`.
    pub(crate) ruff_wasm: PathBuf,
    /// The page's other scripts, each by the name by which `static/boot.js` loads it.
    pub(crate) scripts: Vec<(&'static str, PathBuf)>,
    /// The npm packages that it contains.
    pub(crate) packages: Vec<Package>,
}

/// An npm package with the texts of its licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Package {
    /// Its name and version.
    pub(crate) label: String,
    /// As it names its licence.
    pub(crate) license: String,
    /// The files that hold it.
    pub(crate) texts: Vec<String>,
}

/// What esbuild tells of a bundle: the files that went into it and came out of it.
#[derive(Debug, Deserialize)]
struct Metafile {
    inputs: BTreeMap<String, serde_json::Value>,
    outputs: BTreeMap<String, Output>,
}

#[derive(Debug, Deserialize)]
struct Output {
    imports: Vec<Import>,
}

#[derive(Debug, Deserialize)]
struct Import {
    path: String,
    kind: String,
}

impl Metafile {
    /// The outputs that come together with this one.
    fn at_once<'outputs>(&'outputs self, output: &'outputs str) -> BTreeSet<&'outputs str> {
        let mut found = BTreeSet::new();
        let mut open = vec![output];
        while let Some(name) = open.pop() {
            if let (true, Some(output)) = (found.insert(name), self.outputs.get(name)) {
                let now = |import: &&Import| import.kind == "import-statement";
                open.extend(output.imports.iter().filter(now).map(|it| it.path.as_str()));
            }
        }
        found
    }
}

#[derive(Debug, Deserialize)]
struct Manifest {
    name: String,
    version: String,
    license: String,
}

/// Build the module, or find it in the cache.
pub(crate) fn build(context: &Context) -> Result<Editor> {
    let key = Key::new(
        &context.root,
        &["editor", "static/embed", "static/examples"],
        &[],
    )?;
    let built = context
        .cache
        .get_or_build("editor", &key, |out| bundle(context, out))?;
    let mut parts = Vec::new();
    collect_files(&built.join("parts"), &mut parts)?;
    parts.sort();
    Ok(Editor {
        codemirror: built.join("editor.js"),
        parts,
        embed: built.join("embed.js"),
        embed_page: built.join("page.js"),
        ruff_wasm: built.join("ruff.wasm"),
        scripts: SCRIPTS
            .iter()
            .map(|&name| (name, built.join(format!("{name}.js"))))
            .collect(),
        packages: parse(&built.join("packages.json"))?,
    })
}

/// The text of Ruff's script, which lies beside the module of this name.
pub(crate) fn ruff(script: &Path, wasm: &str) -> Result<String> {
    beside(script, "\"RUFF_WASM\"", wasm)
}

/// The text of the script for what programs need, which lies beside that of the bundles.
pub(crate) fn needs(script: &Path, bundles: &str) -> Result<String> {
    beside(script, "\"BUNDLES_SCRIPT\"", bundles)
}

fn beside(script: &Path, place: &str, name: &str) -> Result<String> {
    let text = fs::read_to_string(script).map_err(Error::io(script))?;
    if !text.contains(place) {
        return Err(Error::new(format!("{} has no {place}.", script.display())));
    }
    Ok(text.replacen(place, &format!("\"./{name}\""), 1))
}

/// Minify the scripts and style sheets of this directory in their place.
pub(crate) fn minify(context: &Context, directory: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect_files(directory, &mut files)?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|kind| kind == "js" || kind == "css")
    });
    let mut esbuild = esbuild(context)?;
    esbuild
        .args(files)
        .args(["--minify", "--allow-overwrite", "--legal-comments=none"])
        .args(["--target=es2022", "--log-level=warning"])
        .arg(format!("--outdir={}", directory.display()));
    shell::run_quietly("Minify the app's scripts and styles", &mut esbuild)
}

fn esbuild(context: &Context) -> Result<Command> {
    install::npm_packages(context, "editor")?;
    let program = context.path("editor/node_modules/.bin/esbuild");
    context.program(&program.to_string_lossy())
}

fn bundle(context: &Context, out: &Path) -> Result<()> {
    let folder = context.path("editor");
    // The editor and what it imports later share CodeMirror; the others are loaded apart and share nothing.
    let codemirror = esbuild_bundle(context, out, &["editor.js"], &["--splitting"])?;
    let others = SCRIPTS.map(|name| format!("{name}.js"));
    let others = esbuild_bundle(context, out, &others.each_ref().map(String::as_str), &[])?;
    let embed = esbuild_bundle(
        context,
        out,
        &["../static/embed/embed.js", "../static/embed/page.js"],
        &[],
    )?;
    let parts = out.join("parts");
    fs::create_dir_all(&parts).map_err(Error::io(&parts))?;
    let name = |output: &str| output.rsplit('/').next().unwrap_or(output).to_owned();
    let editor = codemirror.outputs.keys().find(|it| name(it) == "editor.js");
    let at_once = codemirror.at_once(editor.map_or("editor.js", String::as_str));
    // The budgets tell apart what comes with the editor and what comes when it is asked for.
    let later: Vec<String> = codemirror
        .outputs
        .keys()
        .filter(|output| !at_once.contains(output.as_str()))
        .map(|output| name(output))
        .filter(|name| name.starts_with("chunk-"))
        .collect();
    for output in codemirror.outputs.keys() {
        let name = name(output);
        let built = out.join(&name);
        let mut text = fs::read_to_string(&built).map_err(Error::io(&built))?;
        for chunk in &later {
            text = text.replace(chunk, &chunk.replace("chunk-", "later-"));
        }
        fs::write(&built, text).map_err(Error::io(&built))?;
        if name != "editor.js" {
            let name = if later.contains(&name) {
                name.replace("chunk-", "later-")
            } else {
                name
            };
            fs::rename(&built, parts.join(name)).map_err(Error::io(&built))?;
        }
    }
    let ruff = folder.join("node_modules/@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm");
    fs::copy(&ruff, out.join("ruff.wasm")).map_err(Error::io(&ruff))?;
    let inputs = [&codemirror, &others, &embed];
    let inputs = inputs.iter().flat_map(|bundle| bundle.inputs.keys());
    let packages = package_folders(inputs.map(String::as_str))
        .into_iter()
        .map(|package| describe(&folder.join(package)))
        .collect::<Result<Vec<_>>>()?;
    let json = serde_json::to_string(&packages)
        .map_err(|error| Error::new(format!("The packages cannot be written: {error}.")))?;
    let file = out.join("packages.json");
    fs::write(&file, json).map_err(Error::io(&file))
}

/// Bundle these scripts of `editor/`, each with its packages.
fn esbuild_bundle(
    context: &Context,
    out: &Path,
    scripts: &[&str],
    options: &[&str],
) -> Result<Metafile> {
    let metafile = out.join("meta.json");
    let mut esbuild = esbuild(context)?;
    esbuild
        .current_dir(context.path("editor"))
        .args(scripts)
        .args(["--bundle", "--minify", "--format=esm"])
        .args(["--loader:.py=text", "--loader:.css=text"])
        .arg("--loader:.inline.js=text")
        .args(["--target=es2022", "--legal-comments=none"])
        .args(["--log-level=warning", "--chunk-names=[name]-[hash]"])
        .args(options)
        .arg(format!("--outdir={}", out.display()))
        .arg(format!("--metafile={}", metafile.display()));
    shell::run_quietly(&format!("Bundle {}", scripts.join(", ")), &mut esbuild)?;
    parse(&metafile)
}

/// The folders of the packages that these files belong to.
fn package_folders<'path>(files: impl Iterator<Item = &'path str>) -> BTreeSet<String> {
    const MODULES: &str = "node_modules/";
    files
        .filter_map(|file| {
            let (before, after) = file.rsplit_once(MODULES)?;
            let parts = if after.starts_with('@') { 2 } else { 1 };
            let name: Vec<&str> = after.split('/').take(parts).collect();
            Some(format!("{before}{MODULES}{}", name.join("/")))
        })
        .collect()
}

fn describe(folder: &Path) -> Result<Package> {
    let manifest: Manifest = parse(&folder.join("package.json"))?;
    Ok(Package {
        label: format!("{} {}", manifest.name, manifest.version),
        license: manifest.license,
        texts: crate::licenses::texts_in(folder),
    })
}

fn parse<T: serde::de::DeserializeOwned>(file: &Path) -> Result<T> {
    let text = fs::read_to_string(file).map_err(Error::io(file))?;
    serde_json::from_str(&text)
        .map_err(|error| Error::new(format!("{} cannot be read: {error}.", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_the_innermost_package() {
        let files = [
            "editor.js",
            "node_modules/crelt/index.js",
            "node_modules/@lezer/lr/dist/index.js",
            "node_modules/crelt/node_modules/@a/b/c.js",
            "node_modules/@lezer/lr/dist/other.js",
        ];
        let folders: Vec<String> = package_folders(files.into_iter()).into_iter().collect();
        assert_eq!(
            folders,
            [
                "node_modules/@lezer/lr",
                "node_modules/crelt",
                "node_modules/crelt/node_modules/@a/b"
            ]
        );
    }
}
