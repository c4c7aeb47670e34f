//! `dist/npm`: the package, with the same files as `dist/` and scripts that show them a page in Node.

use crate::cache::collect_files;
use crate::context::Context;
use crate::dist;
use crate::error::{Error, Result};
use crate::web::{self, Parts, Web};
use std::fs;
use std::path::Path;

/// Names that the browser's scripts find in Node's `page.js` instead of among the globals.
const PAGE: &str = "import { MessageChannel, Window, document, fetch, globalThis, open, reportError } from \"./page.js\";\n";

/// Copied as they are.
const FILES: &[&str] = &[
    "LICENSES.txt",
    "embed.js",
    "oauth.html",
    "vivarium.d.ts",
    "vivarium.js",
];

/// Write the package below `out`, which holds the rest of `dist/`; `parts` are named as seen from there.
pub(crate) fn write(context: &Context, out: &Path, web: &Web, parts: &Parts) -> Result<()> {
    let package = out.join("npm");
    let sources = context.path("npm");
    let mut files = Vec::new();
    collect_files(&sources, &mut files)?;
    for file in files {
        let name = file.strip_prefix(&sources).unwrap_or(&file);
        copy(&file, &package.join(name))?;
    }
    copy(&context.path("LICENSE"), &package.join("LICENSE"))?;
    for name in FILES.iter().copied().chain(parts.files()) {
        copy(&out.join(name), &package.join(name))?;
    }
    let manifest = package.join("package.json");
    let text = web::read(&manifest)?.replace("VERSION", env!("CARGO_PKG_VERSION"));
    dist::write(&manifest, &text)?;
    for (name, text) in scripts(context, web, parts)? {
        dist::write(&package.join(name), &text)?;
    }
    Ok(())
}

/// The scripts that are made from the browser's.
fn scripts(context: &Context, web: &Web, parts: &Parts) -> Result<[(&'static str, String); 10]> {
    let above = |name: &str| format!(".{name}");
    let seen = Parts {
        engine: above(&parts.engine),
        library: above(&parts.library),
        host_script: above(&parts.host_script),
        host_wasm: above(&parts.host_wasm),
        client_script: "./client.js".into(),
        client_wasm: above(&parts.client_wasm),
        tools: "./tools.js".into(),
        cassette: "./cassette.js".into(),
        processes: above(&parts.processes),
        broker_script: "./broker.js".into(),
        broker_wasm: above(&parts.broker_wasm),
        packages: "./packages.js".into(),
        packages_script: "./wheels.js".into(),
        packages_wasm: above(&parts.packages_wasm),
        bundles: "./bundles.js".into(),
        packed: parts
            .packed
            .iter()
            .map(|(name, file)| (*name, above(file)))
            .collect(),
        build: parts.build.clone(),
    };
    let bundles = web::bundles(context, &seen.packed)?;
    let broker = |script| web::broker(context, script, &seen.broker_script, &seen.broker_wasm);
    let packages = web::packages(context, &seen.packages_script, &seen.packages_wasm)?;
    let frame = web::read(&context.path("crates/client/src/frame.js"))?;
    let attributes = web::read(&context.path("static/embed/attributes.js"))?;
    let given = "parent, addEventListener, Worker, Blob, URL";
    Ok([
        ("node/vivarium.js", on_page(&web::facade(context, &seen)?)),
        ("node/client.js", on_page(&web::read(&web.client_script)?)),
        ("node/tools.js", on_page(&broker("tools.js")?)),
        ("node/cassette.js", on_page(&broker("cassette.js")?)),
        ("node/broker.js", on_page(&web::read(&web.broker_script)?)),
        ("node/packages.js", on_page(&packages)),
        ("node/bundles.js", on_page(&bundles)),
        ("node/wheels.js", on_page(&web::read(&web.packages_script)?)),
        (
            "embed/attributes.js",
            format!("import {{ fetch }} from \"./site.js\";\n{attributes}"),
        ),
        (
            "node/frame.js",
            format!("export default function frame({given}) {{\n{frame}}}\n"),
        ),
    ])
}

fn on_page(script: &str) -> String {
    format!("{PAGE}{script}")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
    }
    fs::copy(from, to).map(drop).map_err(Error::io(from))
}
