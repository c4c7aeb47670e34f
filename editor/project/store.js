// Where projects are kept: IndexedDB, else local storage (the current one only), else nowhere.

const request = (pending) =>
  new Promise((resolve, reject) => {
    pending.onsuccess = () => resolve(pending.result);
    pending.onerror = () => reject(pending.error);
  });

/** The store that this browser allows. */
export async function openStore() {
  try {
    return indexed(await database());
  } catch {
    return local();
  }
}

function database() {
  const opening = indexedDB.open("vivarium", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("projects", { keyPath: "id" });
    opening.result.createObjectStore("state");
  };
  return request(opening);
}

function indexed(db) {
  const within = (name, mode, act) => request(act(db.transaction(name, mode).objectStore(name)));
  return {
    async current() {
      const id = await within("state", "readonly", (state) => state.get("current"));
      return id && within("projects", "readonly", (projects) => projects.get(id));
    },
    async keep(project) {
      await within("projects", "readwrite", (projects) => projects.put(project));
      await within("state", "readwrite", (state) => state.put(project.id, "current"));
    },
    async all() {
      const projects = await within("projects", "readonly", (projects) => projects.getAll());
      return projects.sort((one, other) => other.changed - one.changed);
    },
    remove: (id) => within("projects", "readwrite", (projects) => projects.delete(id)),
    lasting: true,
  };
}

/** Text files only: local storage holds no bytes. */
function local() {
  const key = "vivarium:project";
  return {
    async current() {
      try {
        return JSON.parse(localStorage.getItem(key)) ?? undefined;
      } catch {
        return undefined;
      }
    },
    async keep(project) {
      const text = (files) => files.filter((file) => "text" in file);
      try {
        localStorage.setItem(key, JSON.stringify({ ...project, files: text(project.files), original: text(project.original) }));
      } catch {
        // Blocked or full: the program is still in the editor.
      }
    },
    async all() {
      const current = await this.current();
      return current ? [current] : [];
    },
    async remove() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Blocked: nothing is there either.
      }
    },
    lasting: false,
  };
}
