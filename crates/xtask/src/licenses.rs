//! `dist/LICENSES.txt`: the notices of everything that is compiled into `dist/`.

use crate::context::Context;
use crate::error::{Error, Result};
use crate::{editor, shell};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
    workspace_members: HashSet<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    manifest_path: PathBuf,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Debug, Deserialize)]
struct DependencyKind {
    kind: Option<String>,
}

/// Workspaces, their target, and which of their packages are shipped.
const SHIPPED: &[(&str, &str, &[&str])] = &[
    (
        "Cargo.toml",
        "wasm32-unknown-unknown",
        &[
            "vivarium",
            "vivarium-broker",
            "vivarium-client",
            "vivarium-host",
            "vivarium-packages",
            "vivarium-plots",
        ],
    ),
    ("engine/Cargo.toml", "wasm32-wasip1", &["vivarium-engine"]),
];

/// What is in our own folders and not ours: its name, its licence, and where that stands.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "DejaVu Sans 2.37, a part of it",
        "Bitstream Vera",
        "crates/plots/font",
    ),
    (
        "Colour maps of matplotlib's names",
        "CC0-1.0, Apache-2.0",
        "bundles/matplotlib/matplotlib",
    ),
];

/// Write the notices; `npm` are the packages that are bundled with our scripts.
pub(crate) fn write(context: &Context, npm: &[editor::Package], file: &Path) -> Result<()> {
    let mut packages = BTreeMap::new();
    for (manifest, target, roots) in SHIPPED {
        let mut cargo = context.program("cargo")?;
        cargo.args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--filter-platform",
            target,
            "--manifest-path",
        ]);
        let json = shell::output("Read the dependencies", cargo.arg(context.path(manifest)))?;
        let metadata: Metadata = serde_json::from_str(&json).map_err(|error| {
            Error::new(format!(
                "cargo metadata answered something unexpected: {error}."
            ))
        })?;
        for package in shipped(&metadata, roots) {
            packages.insert((package.name.clone(), package.version.clone()), package);
        }
    }
    let own = context.path("LICENSE");
    let own = fs::read_to_string(&own).map_err(Error::io(&own))?;
    let others = OTHERS
        .iter()
        .map(|(label, license, folder)| editor::Package {
            label: (*label).into(),
            license: (*license).into(),
            texts: texts_in(&context.path(folder)),
        });
    let others: Vec<_> = npm.iter().cloned().chain(others).collect();
    fs::write(file, render(&own, packages.values(), &others)).map_err(Error::io(file))
}

/// What the roots need at run time, directly or not, without the workspace's own packages.
fn shipped(metadata: &Metadata, roots: &[&str]) -> Vec<Package> {
    let nodes: HashMap<&str, &Node> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| (node.id.as_str(), node))
        .collect();
    let by_name = |package: &&Package| roots.contains(&package.name.as_str());
    let mut pending: Vec<&str> = metadata
        .packages
        .iter()
        .filter(by_name)
        .map(|package| package.id.as_str())
        .collect();
    let mut reached = HashSet::new();
    while let Some(id) = pending.pop() {
        if !reached.insert(id) {
            continue;
        }
        let dependencies = nodes.get(id).map_or(&[][..], |node| &node.deps);
        let normal =
            |dependency: &&Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none());
        pending.extend(
            dependencies
                .iter()
                .filter(normal)
                .map(|dependency| dependency.pkg.as_str()),
        );
    }
    let third_party = |package: &&Package| {
        reached.contains(package.id.as_str()) && !metadata.workspace_members.contains(&package.id)
    };
    metadata
        .packages
        .iter()
        .filter(third_party)
        .cloned()
        .collect()
}

/// The document: a list of packages, then each licence text once with the packages that it covers.
fn render<'a>(
    own: &str,
    packages: impl Iterator<Item = &'a Package>,
    npm: &[editor::Package],
) -> String {
    let mut list = String::new();
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages {
        let label = format!("{} {}", package.name, package.version);
        let license = package.license.as_deref().unwrap_or("see its text below");
        let _ = writeln!(list, "{label}: {license}");
        let found = texts_of(package);
        if found.is_empty() && !package.authors.is_empty() {
            let _ = writeln!(list, "    by {}", package.authors.join(", "));
        }
        for text in found {
            texts.entry(text).or_default().insert(label.clone());
        }
    }
    for editor::Package {
        label,
        license,
        texts: found,
    } in npm
    {
        let _ = writeln!(list, "{label}: {license}");
        for text in found {
            texts.entry(text.clone()).or_default().insert(label.clone());
        }
    }
    let mut document = format!(
        "Vivarium is free software under this licence:\n\n{}\n\n\
         It contains RustPython, the standard library of CPython (under the PSF licence, below), the\n\
         standard library of Rust (MIT or Apache-2.0), and these packages:\n\n{list}",
        own.trim()
    );
    for (text, labels) in texts {
        let labels: Vec<String> = labels.into_iter().collect();
        let _ = write!(
            document,
            "\n{}\n{}\n\n{text}\n",
            "─".repeat(72),
            labels.join(", ")
        );
    }
    document
}

/// The licence files beside a package's manifest.
fn texts_of(package: &Package) -> Vec<String> {
    package
        .manifest_path
        .parent()
        .map(texts_in)
        .unwrap_or_default()
}

/// The licence files of a package's directory.
pub(crate) fn texts_in(directory: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let is_notice = |path: &&PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().to_uppercase())
            .unwrap_or_default();
        [
            "LICENSE",
            "LICENCE",
            "COPYING",
            "NOTICE",
            "PSF-LICENSE",
            "COPYRIGHT",
        ]
        .iter()
        .any(|start| name.starts_with(start))
    };
    files
        .iter()
        .filter(is_notice)
        .filter_map(|path| fs::read_to_string(path).ok())
        .map(|text| text.replace('\r', "").trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_needed_at_run_time_is_listed() {
        let json = r#"{
            "packages": [
                {"id": "app", "name": "app", "version": "1.0.0", "license": "MIT", "manifest_path": "/x/Cargo.toml"},
                {"id": "lib", "name": "lib", "version": "1.0.0", "license": "MIT", "manifest_path": "/x/Cargo.toml"},
                {"id": "deep", "name": "deep", "version": "1.0.0", "license": null, "manifest_path": "/x/Cargo.toml"},
                {"id": "macro", "name": "macro", "version": "1.0.0", "license": "MIT", "manifest_path": "/x/Cargo.toml"}
            ],
            "workspace_members": ["app"],
            "resolve": {"nodes": [
                {"id": "app", "deps": [
                    {"pkg": "lib", "dep_kinds": [{"kind": null}]},
                    {"pkg": "macro", "dep_kinds": [{"kind": "build"}, {"kind": "dev"}]}
                ]},
                {"id": "lib", "deps": [{"pkg": "deep", "dep_kinds": [{"kind": null}]}]},
                {"id": "deep", "deps": []},
                {"id": "macro", "deps": []}
            ]}
        }"#;
        let metadata: Metadata = serde_json::from_str(json).unwrap();
        let names: Vec<String> = shipped(&metadata, &["app"])
            .into_iter()
            .map(|package| package.name)
            .collect();
        assert_eq!(names, ["lib", "deep"]);
    }

    #[test]
    fn equal_texts_are_printed_once() {
        let directory =
            std::env::temp_dir().join(format!("vivarium-licenses-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join("LICENSE-MIT"), "Permission is granted\r\n").unwrap();
        let package = |name: &str| Package {
            id: name.into(),
            name: name.into(),
            version: "1.0.0".into(),
            license: Some("MIT".into()),
            authors: Vec::new(),
            manifest_path: directory.join("Cargo.toml"),
        };
        let npm = editor::Package {
            label: "three 1.0.0".into(),
            license: "MIT".into(),
            texts: vec!["Permission is granted".into()],
        };
        let document = render(
            "MIT License",
            [package("one"), package("two")].iter(),
            &[npm],
        );
        assert_eq!(document.matches("Permission is granted").count(), 1);
        assert!(
            document.contains("one 1.0.0, three 1.0.0, two 1.0.0"),
            "{document}"
        );
        fs::remove_dir_all(directory).unwrap();
    }
}
