//! The rest of the standard library: a read-only tree that all runs of a worker share without copying.

use std::collections::BTreeMap;
use std::ops::Range;
use vivarium_pack::{Archive, PackError};

/// The unpacked archive and its directories.
#[derive(Debug)]
pub struct Library {
    bytes: Vec<u8>,
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    parent: u32,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Directory(BTreeMap<String, u32>),
    File(Range<usize>),
}

impl Library {
    /// Number of the top directory.
    pub const ROOT: u32 = 0;

    /// Unpack what came from the server.
    pub fn unpack(pack: &[u8]) -> Result<Self, PackError> {
        let bytes = vivarium_pack::decode(pack)?;
        let mut nodes = vec![Node {
            parent: Self::ROOT,
            kind: Kind::Directory(BTreeMap::new()),
        }];
        for entry in Archive::parse(&bytes)?.entries() {
            let (directory, name) = entry.path.rsplit_once('/').unwrap_or(("", entry.path));
            let mut parent = Self::ROOT;
            for part in directory.split('/').filter(|part| !part.is_empty()) {
                parent = child(
                    &mut nodes,
                    parent,
                    part,
                    || Kind::Directory(BTreeMap::new()),
                )?;
            }
            let content = entry.start..entry.start + entry.data.len();
            child(&mut nodes, parent, name, || Kind::File(content))?;
        }
        Ok(Self { bytes, nodes })
    }

    /// A file's content; `None` for a directory.
    pub fn content(&self, node: u32) -> Option<&[u8]> {
        match &self.nodes[node as usize].kind {
            Kind::File(content) => Some(&self.bytes[content.clone()]),
            Kind::Directory(_) => None,
        }
    }

    /// A directory's entries; `None` for a file.
    pub fn entries(&self, node: u32) -> Option<&BTreeMap<String, u32>> {
        match &self.nodes[node as usize].kind {
            Kind::Directory(entries) => Some(entries),
            Kind::File(_) => None,
        }
    }

    /// The directory above; the top is its own.
    pub fn parent(&self, node: u32) -> u32 {
        self.nodes[node as usize].parent
    }
}

/// The entry `name` of a directory, made if it is not there.
fn child(
    nodes: &mut Vec<Node>,
    parent: u32,
    name: &str,
    kind: impl FnOnce() -> Kind,
) -> Result<u32, PackError> {
    let next = nodes.len() as u32;
    let Kind::Directory(entries) = &mut nodes[parent as usize].kind else {
        return Err(PackError::Damaged("a file where a directory should be"));
    };
    if let Some(there) = entries.get(name) {
        return Ok(*there);
    }
    entries.insert(name.to_owned(), next);
    nodes.push(Node {
        parent,
        kind: kind(),
    });
    Ok(next)
}
