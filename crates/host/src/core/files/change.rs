//! Changing the tree: every byte is charged to the quota, and given back when its node goes.

use super::{Content, ENTRY_COST, Files, Kind, Node, NodeId, ROOT};
use crate::core::errno::{Errno, Result};
use vivarium_protocol::SITE_PACKAGES;

impl Files {
    /// Make an empty file; fails where something has that name.
    pub fn create_file(&mut self, from: NodeId, path: &str, now: u64) -> Result<NodeId> {
        let (parent, name) = self.resolve_parent(from, path)?;
        if path.ends_with('/') {
            return Err(Errno::Isdir);
        }
        let content = Content::File {
            data: Vec::new(),
            changed: true,
            given: false,
        };
        self.insert(parent, name, content, now)
    }

    /// Make an empty directory.
    pub fn create_directory(&mut self, from: NodeId, path: &str, now: u64) -> Result<NodeId> {
        let (parent, name) = self.resolve_parent(from, path)?;
        self.insert(parent, name, Content::directory(parent), now)
    }

    /// Make a directory and those above it, where they are missing.
    pub fn create_directories(&mut self, path: &str) -> Result<NodeId> {
        let mut at = ROOT;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            at = match self.child(at, part)? {
                Some(there) => there,
                None => self.create_directory(at, part, 0)?,
            };
        }
        self.require_directory(at)?;
        Ok(at)
    }

    /// Put a file in place for the program to find: it does not count as changed, nor what is in a package as used.
    pub fn provide(&mut self, path: &str, data: &[u8], now: u64) -> Result<()> {
        if !is_package(path) {
            return self.put(path, data, now);
        }
        let (used, quota) = (self.used, std::mem::replace(&mut self.quota, u64::MAX));
        let put = self.put(path, data, now);
        let more = self.used.saturating_sub(used);
        self.packages += more;
        self.quota = quota.saturating_add(more);
        put
    }

    fn put(&mut self, path: &str, data: &[u8], now: u64) -> Result<()> {
        if let Some((above, _)) = path.rsplit_once('/') {
            self.create_directories(above)?;
        }
        let node = match self.resolve(ROOT, path) {
            Ok(there) => there,
            Err(_) => self.create_file(ROOT, path, now)?,
        };
        self.truncate(node, 0, now)?;
        self.write(node, 0, data, now)?;
        if let Content::File { changed, given, .. } = &mut self.own_mut(node)?.content {
            (*changed, *given) = (false, is_package(path));
        }
        Ok(())
    }

    fn insert(&mut self, parent: NodeId, name: &str, content: Content, now: u64) -> Result<NodeId> {
        if self.child(parent, name)?.is_some() {
            return Err(Errno::Exist);
        }
        self.entries_mut(parent)?;
        self.charge(ENTRY_COST)?;
        let node = Some(Node::new(content, now));
        let index = if let Some(free) = self.free.pop() {
            self.nodes[free as usize] = node;
            free
        } else {
            self.nodes.push(node);
            self.nodes.len() as u32 - 1
        };
        let id = NodeId::Own(index);
        self.entries_mut(parent)?.insert(name.into(), id);
        self.own_mut(parent)?.modified = now;
        Ok(id)
    }

    /// Write at a place, filling a gap before it with zeros.
    pub fn write(&mut self, id: NodeId, at: u64, bytes: &[u8], now: u64) -> Result<()> {
        let end = at.checked_add(bytes.len() as u64).ok_or(Errno::Inval)?;
        let grows = end.saturating_sub(self.content(id)?.len() as u64);
        self.own(id)?;
        self.charge(grows)?;
        let node = self.own_mut(id)?;
        node.modified = now;
        if let Content::File {
            data,
            changed,
            given,
        } = &mut node.content
        {
            (*changed, *given) = (true, false);
            let (at, end) = (at as usize, end as usize);
            if data.len() == at {
                data.extend_from_slice(bytes);
            } else {
                if data.len() < end {
                    data.resize(end, 0);
                }
                data[at..end].copy_from_slice(bytes);
            }
        }
        Ok(())
    }

    /// Whether a write would find room.
    pub fn require_room(&mut self, id: NodeId, at: u64, length: u64) -> Result<()> {
        let end = at.checked_add(length).ok_or(Errno::Inval)?;
        let grows = end.saturating_sub(self.content(id)?.len() as u64);
        if self.used.saturating_add(grows) > self.quota {
            self.refused = true;
            return Err(Errno::Nospc);
        }
        Ok(())
    }

    /// Cut or lengthen a file.
    pub fn truncate(&mut self, id: NodeId, size: u64, now: u64) -> Result<()> {
        let before = self.content(id)?.len() as u64;
        self.own(id)?;
        self.charge(size.saturating_sub(before))?;
        self.used -= before.saturating_sub(size);
        let node = self.own_mut(id)?;
        node.modified = now;
        if let Content::File {
            data,
            changed,
            given,
        } = &mut node.content
        {
            (*changed, *given) = (true, false);
            data.resize(size as usize, 0);
        }
        Ok(())
    }

    /// Remove a file's name.
    pub fn unlink(&mut self, from: NodeId, path: &str, now: u64) -> Result<()> {
        let (parent, name) = self.resolve_parent(from, path)?;
        let id = self.child(parent, name)?.ok_or(Errno::Noent)?;
        if self.status(id)?.kind == Kind::Directory {
            return Err(Errno::Isdir);
        }
        self.entries_mut(parent)?.remove(name);
        self.own_mut(parent)?.modified = now;
        self.own_mut(id)?.linked = false;
        self.release_if_unused(id);
        Ok(())
    }

    /// Remove an empty directory.
    pub fn remove_directory(&mut self, from: NodeId, path: &str, now: u64) -> Result<()> {
        let (parent, name) = self.resolve_parent(from, path)?;
        let id = self.child(parent, name)?.ok_or(Errno::Noent)?;
        self.require_directory(id)?;
        self.entries_mut(parent)?;
        if !self.entries_mut(id)?.is_empty() {
            return Err(Errno::Notempty);
        }
        self.entries_mut(parent)?.remove(name);
        self.own_mut(parent)?.modified = now;
        self.own_mut(id)?.linked = false;
        self.release_if_unused(id);
        Ok(())
    }

    /// Move a file or directory, replacing a file or an empty directory as POSIX does.
    pub fn rename(
        &mut self,
        from: NodeId,
        path: &str,
        to: NodeId,
        new_path: &str,
        now: u64,
    ) -> Result<()> {
        let (parent, name) = self.resolve_parent(from, path)?;
        let (new_parent, new_name) = self.resolve_parent(to, new_path)?;
        let id = self.child(parent, name)?.ok_or(Errno::Noent)?;
        self.entries_mut(parent)?;
        self.entries_mut(new_parent)?;
        self.own(id)?;
        let is_directory = self.status(id)?.kind == Kind::Directory;
        if new_path.ends_with('/') && !is_directory {
            return Err(Errno::Notdir);
        }
        if is_directory && self.is_within(new_parent, id) {
            return Err(Errno::Inval);
        }
        if let Some(there) = self.child(new_parent, new_name)? {
            if there == id {
                return Ok(());
            }
            match (is_directory, self.status(there)?.kind) {
                (false, Kind::Directory) => return Err(Errno::Isdir),
                (true, Kind::File) => return Err(Errno::Notdir),
                (false, Kind::File) => self.unlink(new_parent, new_name, now)?,
                (true, Kind::Directory) => self.remove_directory(new_parent, new_name, now)?,
            }
        }
        self.entries_mut(parent)?.remove(name);
        self.own_mut(parent)?.modified = now;
        self.entries_mut(new_parent)?.insert(new_name.into(), id);
        self.own_mut(new_parent)?.modified = now;
        self.mark_moved(id, new_parent);
        Ok(())
    }

    /// Under its new name a moved file is one that the program made.
    fn mark_moved(&mut self, id: NodeId, above: NodeId) {
        let Ok(node) = self.own_mut(id) else { return };
        let below = match &mut node.content {
            Content::File { changed, .. } => {
                *changed = true;
                return;
            }
            Content::Directory { entries, parent } => {
                *parent = above;
                entries.values().copied().collect::<Vec<_>>()
            }
        };
        for child in below {
            self.mark_moved(child, id);
        }
    }

    /// Set the times of a node.
    pub fn set_times(
        &mut self,
        id: NodeId,
        accessed: Option<u64>,
        modified: Option<u64>,
    ) -> Result<()> {
        let node = self.own_mut(id)?;
        node.accessed = accessed.unwrap_or(node.accessed);
        node.modified = modified.unwrap_or(node.modified);
        Ok(())
    }

    /// A descriptor on this node was opened.
    pub fn opened(&mut self, id: NodeId) {
        if let Ok(node) = self.own_mut(id) {
            node.open += 1;
        }
    }

    /// A descriptor on this node was closed.
    pub fn closed(&mut self, id: NodeId) {
        if let Ok(node) = self.own_mut(id) {
            node.open = node.open.saturating_sub(1);
            self.release_if_unused(id);
        }
    }

    fn charge(&mut self, bytes: u64) -> Result<()> {
        let used = self.used.saturating_add(bytes);
        if used > self.quota {
            self.refused = true;
            return Err(Errno::Nospc);
        }
        self.used = used;
        Ok(())
    }

    fn release_if_unused(&mut self, id: NodeId) {
        if let (NodeId::Own(index), Ok(node)) = (id, self.own(id))
            && !node.linked
            && node.open == 0
        {
            let size = match &node.content {
                Content::File { data, .. } => data.len() as u64,
                Content::Directory { .. } => 0,
            };
            self.used = self.used.saturating_sub(size + ENTRY_COST);
            self.nodes[index as usize] = None;
            self.free.push(index);
        }
    }
}

/// Whether a file belongs to a package. A path that leads back out is refused, as any with `..`.
fn is_package(path: &str) -> bool {
    path.strip_prefix(SITE_PACKAGES)
        .is_some_and(|rest| rest.starts_with('/'))
}
