// What the parts of the conformance table run: pages of the documentation and files of CPython's own tests.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const read = (path) => readFileSync(path, "utf8");
const words = (name) => read(join(here, name)).split("\n").filter((line) => !line.startsWith("#")).join(" ").split(/\s+/).filter(Boolean);

const entities = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", "#64": "@" };

/** The text of a page's examples: the blocks that have a prompt. */
export function blocks(html) {
  return [...html.matchAll(/<pre>([\s\S]*?)<\/pre>/g)]
    .map(([, block]) => block.replace(/<[^>]*>/g, "").replace(/&([^;]+);/g, (whole, name) => entities[name] ?? whole))
    // Examples that wait for Ctrl+C never end by themselves, and dice show what they like.
    .filter((text) => text.includes(">>> ") && !text.includes("Busy-wait") && !text.includes("random.randrange(6)"));
}

/** `{ name, text, files }` of each page of a part of the documentation. */
export function pages(docs, part) {
  const chosen = part === "library" ? words("library.txt") : readdirSync(join(docs, part)).filter((name) => name.endsWith(".html")).map((name) => name.slice(0, -5));
  const runner = read(join(here, "run_examples.py"));
  return chosen.sort().filter((name) => existsSync(join(docs, part, `${name}.html`))).flatMap((name) => {
    const found = blocks(read(join(docs, part, `${name}.html`)));
    return found.length ? [{ name, text: `BLOCKS = ${JSON.stringify(found)}\n${runner}`, files: {} }] : [];
  });
}

/** Names of the files of tests that CI runs. */
export const quick = () => words("tests.txt").filter((name) => !words("slow.txt").includes(name));

/** Data that a file of tests reads. */
const data = {
  test_baseexception: ["exception_hierarchy.txt"],
  test_cmath: ["mathdata"],
  test_configparser: ["configdata"],
  test_contextlib: ["data"],
  test_difflib: ["test_difflib_expect.html"],
  test_float: ["mathdata"],
  test_fractions: ["mathdata"],
  test_math: ["mathdata"],
  test_random: ["randv2_32.pck", "randv2_64.pck", "randv3.pck"],
  test_tomllib: ["test_tomllib"],
};

/** `{ name, text, files, without }` of each file of tests, with whatever of the package `test` it imports. */
export function tests(folder, names = words("tests.txt")) {
  const runner = read(join(here, "run_tests.py"));
  const chosen = names.filter((name) => existsSync(join(folder, `${name}.py`)) || existsSync(join(folder, name)));
  return chosen.map((name) => {
    const files = {};
    const take = (path) => {
      const full = join(folder, path);
      if (`test/${path}` in files || !existsSync(full)) return;
      if (statSync(full).isDirectory()) {
        for (const entry of readdirSync(full)) if (entry !== "__pycache__") take(`${path}/${entry}`);
        return;
      }
      const bytes = readFileSync(full);
      files[`test/${path}`] = bytes.toString("base64");
      if (!path.endsWith(".py") || path.startsWith("support/")) return;
      for (const [, from, names, imported] of bytes.toString().matchAll(/^\s*(?:from test((?:\.\w+)*) import ([^#\n]+)|import test\.([\w.]+))/gm)) {
        const parts = (imported ? `.${imported}` : from).split(".").slice(1);
        for (const last of [undefined, ...(names ?? "").split(/[^\w]+/)]) {
          const target = [...parts, last].filter(Boolean).join("/");
          if (!target || target === "support") continue;
          take(`${target}.py`);
          if (target !== name && !target.includes("/")) take(target);
        }
      }
    };
    take("__init__.py");
    take("support");
    take(existsSync(join(folder, `${name}.py`)) ? `${name}.py` : name);
    for (const path of data[name] ?? []) take(path);
    const without = (done) => `NAME = ${JSON.stringify(name)}\nDONE = set(${JSON.stringify(done)})\n${runner}`;
    return { name, text: without([]), files, without };
  });
}
