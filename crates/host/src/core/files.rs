//! Files in memory: a tree of directories with a quota, the library mounted read-only in it. No links: what is
//! reachable is below the root, and a path cannot lead elsewhere.

mod change;

use super::errno::{Errno, Result};
use super::library::Library;
use std::collections::BTreeMap;
use std::rc::Rc;
use vivarium_protocol::SITE_PACKAGES;
use vivarium_protocol::abi::{HOME, LIBRARY_ROOT};

/// What a file or directory costs beside its content, so that empty ones cannot fill the memory either.
const ENTRY_COST: u64 = 256;
/// Longest name of one file.
const NAME_MAX: usize = 255;

/// Identity of a file or directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeId {
    /// One that the program may change.
    Own(u32),
    /// One of the library.
    Library(u32),
}

/// The root directory.
pub const ROOT: NodeId = NodeId::Own(0);

/// A file or a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Has content.
    File,
    /// Has entries.
    Directory,
}

/// What `stat` tells. Times are nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// File or directory.
    pub kind: Kind,
    /// Number that no other node has.
    pub inode: u64,
    /// Bytes of content.
    pub size: u64,
    /// Last reading, as far as it was set by hand.
    pub accessed: u64,
    /// Last change.
    pub modified: u64,
}

#[derive(Debug)]
struct Node {
    content: Content,
    accessed: u64,
    modified: u64,
    /// Descriptors on it; an unlinked file lives until the last is closed.
    open: u32,
    linked: bool,
}

#[derive(Debug)]
enum Content {
    File {
        data: Vec<u8>,
        changed: bool,
        /// The page put it into a package, and nobody has written to it.
        given: bool,
    },
    Directory {
        entries: BTreeMap<String, NodeId>,
        parent: NodeId,
    },
}

/// The file system of one run.
#[derive(Debug)]
pub struct Files {
    nodes: Vec<Option<Node>>,
    free: Vec<u32>,
    used: u64,
    quota: u64,
    /// What packages have used up: it comes on top of the quota.
    packages: u64,
    library: Option<Rc<Library>>,
    library_parent: NodeId,
    /// The quota has been in the way.
    pub refused: bool,
}

impl Files {
    /// An empty tree with the directories that programs expect.
    pub fn new(quota: u64) -> Self {
        let mut files = Self {
            nodes: Vec::new(),
            free: Vec::new(),
            used: 0,
            quota: u64::MAX,
            packages: 0,
            library: None,
            library_parent: ROOT,
            refused: false,
        };
        files
            .nodes
            .push(Some(Node::new(Content::directory(ROOT), 0)));
        for path in [HOME, "/tmp", LIBRARY_ROOT, SITE_PACKAGES] {
            // Cannot fail in an empty tree without a quota.
            let _ = files.create_directories(path);
        }
        files.used = 0;
        files.quota = quota;
        files
    }

    /// For the next run of a session: what is there now counts as unchanged.
    pub fn go_on(&mut self, quota: u64) {
        self.quota = quota.saturating_add(self.packages);
        self.refused = false;
        for node in self.nodes.iter_mut().flatten() {
            if let Content::File { changed, .. } = &mut node.content {
                *changed = false;
            }
        }
    }

    /// Put the library in its place.
    pub fn mount(&mut self, library: Rc<Library>) {
        let (above, name) = LIBRARY_ROOT.rsplit_once('/').unwrap_or_default();
        if let Ok(parent) = self.resolve(ROOT, above)
            && let Ok(entries) = self.entries_mut(parent)
        {
            entries.insert(name.into(), NodeId::Library(Library::ROOT));
            self.library_parent = parent;
            self.library = Some(library);
        }
    }

    /// The node at `path`, seen from `from`.
    pub fn resolve(&self, from: NodeId, path: &str) -> Result<NodeId> {
        if path.is_empty() {
            return Err(Errno::Noent);
        }
        let mut at = if path.starts_with('/') { ROOT } else { from };
        for part in path.split('/') {
            at = match part {
                "" | "." => at,
                ".." => self.parent(at)?,
                name => self.child(at, name)?.ok_or(Errno::Noent)?,
            };
        }
        if path.ends_with('/') || path.ends_with("/.") {
            self.require_directory(at)?;
        }
        Ok(at)
    }

    /// The directory and the name that `path` would have there, whether or not it exists.
    fn resolve_parent<'p>(&self, from: NodeId, path: &'p str) -> Result<(NodeId, &'p str)> {
        let trimmed = path.trim_end_matches('/');
        let (above, name) = match trimmed.rsplit_once('/') {
            Some(("", name)) => ("/", name),
            Some(split) => split,
            None => (".", trimmed),
        };
        match name {
            "" => Err(if path.is_empty() {
                Errno::Noent
            } else {
                Errno::Exist
            }),
            "." | ".." => Err(Errno::Inval),
            name if name.len() > NAME_MAX => Err(Errno::Nametoolong),
            name if name.contains('\0') => Err(Errno::Inval),
            name => {
                let parent = self.resolve(from, above)?;
                self.require_directory(parent)?;
                Ok((parent, name))
            }
        }
    }

    /// A file's content.
    pub fn content(&self, id: NodeId) -> Result<&[u8]> {
        match id {
            NodeId::Library(node) => self.library()?.content(node).ok_or(Errno::Isdir),
            NodeId::Own(_) => match &self.own(id)?.content {
                Content::File { data, .. } => Ok(data),
                Content::Directory { .. } => Err(Errno::Isdir),
            },
        }
    }

    /// Whether it is a package's file as the page put it there.
    pub fn is_given(&self, id: NodeId) -> bool {
        let content = self.own(id).map(|node| &node.content);
        matches!(content, Ok(Content::File { given: true, .. }))
    }

    /// What is known of a node.
    pub fn status(&self, id: NodeId) -> Result<Status> {
        match id {
            NodeId::Library(node) => {
                let content = self.library()?.content(node);
                Ok(Status {
                    kind: content.map_or(Kind::Directory, |_| Kind::File),
                    inode: (1 << 32) | u64::from(node),
                    size: content.map_or(0, <[u8]>::len) as u64,
                    accessed: LIBRARY_TIME,
                    modified: LIBRARY_TIME,
                })
            }
            NodeId::Own(index) => {
                let node = self.own(id)?;
                let (kind, size) = match &node.content {
                    Content::File { data, .. } => (Kind::File, data.len()),
                    Content::Directory { .. } => (Kind::Directory, 0),
                };
                Ok(Status {
                    kind,
                    inode: u64::from(index) + 1,
                    size: size as u64,
                    accessed: node.accessed,
                    modified: node.modified,
                })
            }
        }
    }

    /// Names and nodes of a directory, `.` and `..` first.
    pub fn list(&self, id: NodeId) -> Result<Vec<(String, NodeId)>> {
        let mut all = vec![(".".into(), id), ("..".into(), self.parent(id)?)];
        match id {
            NodeId::Library(node) => {
                let entries = self.library()?.entries(node).ok_or(Errno::Notdir)?;
                all.extend(
                    entries
                        .iter()
                        .map(|(name, node)| (name.clone(), NodeId::Library(*node))),
                );
            }
            NodeId::Own(_) => match &self.own(id)?.content {
                Content::Directory { entries, .. } => {
                    all.extend(entries.iter().map(|(name, node)| (name.clone(), *node)));
                }
                Content::File { .. } => return Err(Errno::Notdir),
            },
        }
        Ok(all)
    }

    /// Files that the program made or changed; not what it left in `/tmp` or Python in `__pycache__`.
    pub fn changed(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        self.collect_changed(ROOT, "", &mut found);
        found
    }

    fn collect_changed(
        &self,
        directory: NodeId,
        path: &str,
        found: &mut BTreeMap<String, Vec<u8>>,
    ) {
        let Ok(Node {
            content: Content::Directory { entries, .. },
            ..
        }) = self.own(directory)
        else {
            return;
        };
        for (name, id) in entries {
            let path = format!("{path}/{name}");
            if path == "/tmp" || name == "__pycache__" {
                continue;
            }
            match self.own(*id).map(|node| &node.content) {
                Ok(Content::File {
                    data,
                    changed: true,
                    ..
                }) => {
                    let home = path
                        .strip_prefix(HOME)
                        .and_then(|rest| rest.strip_prefix('/'));
                    found.insert(home.unwrap_or(&path).to_owned(), data.clone());
                }
                Ok(Content::Directory { .. }) => self.collect_changed(*id, &path, found),
                _ => {}
            }
        }
    }

    fn child(&self, directory: NodeId, name: &str) -> Result<Option<NodeId>> {
        if name.len() > NAME_MAX {
            return Err(Errno::Nametoolong);
        }
        match directory {
            NodeId::Library(node) => {
                let entries = self.library()?.entries(node).ok_or(Errno::Notdir)?;
                Ok(entries.get(name).map(|node| NodeId::Library(*node)))
            }
            NodeId::Own(_) => match &self.own(directory)?.content {
                Content::Directory { entries, .. } => Ok(entries.get(name).copied()),
                Content::File { .. } => Err(Errno::Notdir),
            },
        }
    }

    fn parent(&self, id: NodeId) -> Result<NodeId> {
        match id {
            NodeId::Library(Library::ROOT) => Ok(self.library_parent),
            NodeId::Library(node) => {
                self.require_directory(id)?;
                Ok(NodeId::Library(self.library()?.parent(node)))
            }
            NodeId::Own(_) => match &self.own(id)?.content {
                Content::Directory { parent, .. } => Ok(*parent),
                Content::File { .. } => Err(Errno::Notdir),
            },
        }
    }

    fn is_within(&self, mut node: NodeId, above: NodeId) -> bool {
        while node != above {
            match self.parent(node) {
                Ok(parent) if parent != node => node = parent,
                _ => return false,
            }
        }
        true
    }

    fn require_directory(&self, id: NodeId) -> Result<()> {
        match self.status(id)?.kind {
            Kind::Directory => Ok(()),
            Kind::File => Err(Errno::Notdir),
        }
    }

    fn entries_mut(&mut self, id: NodeId) -> Result<&mut BTreeMap<String, NodeId>> {
        match &mut self.own_mut(id)?.content {
            Content::Directory { entries, .. } => Ok(entries),
            Content::File { .. } => Err(Errno::Notdir),
        }
    }

    fn library(&self) -> Result<&Library> {
        self.library.as_deref().ok_or(Errno::Noent)
    }

    fn own(&self, id: NodeId) -> Result<&Node> {
        match id {
            NodeId::Library(_) => Err(Errno::Rofs),
            NodeId::Own(index) => self
                .nodes
                .get(index as usize)
                .and_then(Option::as_ref)
                .ok_or(Errno::Noent),
        }
    }

    fn own_mut(&mut self, id: NodeId) -> Result<&mut Node> {
        match id {
            NodeId::Library(_) => Err(Errno::Rofs),
            NodeId::Own(index) => self
                .nodes
                .get_mut(index as usize)
                .and_then(Option::as_mut)
                .ok_or(Errno::Noent),
        }
    }
}

/// Differs from the time of the empty directory where the library will be: path caches notice.
const LIBRARY_TIME: u64 = 1_000_000_000;

impl Node {
    const fn new(content: Content, now: u64) -> Self {
        Self {
            content,
            accessed: now,
            modified: now,
            open: 0,
            linked: true,
        }
    }
}

impl Content {
    const fn directory(parent: NodeId) -> Self {
        Self::Directory {
            entries: BTreeMap::new(),
            parent,
        }
    }
}
