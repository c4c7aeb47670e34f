// `vivarium embed` on the folders in `site/`: one is as it should be, the other is not; and what it writes.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { nodes } from "./support/nodes.mjs";

const bin = join(process.env.DIST, "npm/bin/vivarium.js");
const folder = await mkdtemp(join(tmpdir(), "vivarium-embed-"));
after(() => rm(folder, { recursive: true }));
await cp(fileURLToPath(new URL("site", import.meta.url)), folder, { recursive: true });
await writeFile(join(folder, "secret.txt"), "secret");

const embed = (node, ...words) => {
  const { status, stdout, stderr } = spawnSync(node.path, [bin, "embed", ...words], { cwd: folder, encoding: "utf8", timeout: 100_000 });
  assert.equal(stderr.replace(/^✗.*\n/, ""), "");
  return { status, said: stdout + stderr };
};

for (const node of nodes) {
  test(`a site whose saved output is right passes (${node.name})`, { timeout: 120_000 }, () => {
    const { status, said } = embed(node, "good");
    assert.equal(said, "13 snippets: 10 as saved, 3 without saved output, 0 written, 0 wrong\n");
    assert.equal(status, 0);
  });

  test(`each thing that is wrong is named with its place (${node.name})`, { timeout: 120_000 }, () => {
    const { status, said } = embed(node, "bad");
    assert.equal(status, 1);
    assert.match(said, /^✗ bad\/post\.md:3: it prints something else than is saved:\n    - then\n    - same\n    \+ now\n    \+ same$/m);
    assert.match(said, /^✗ bad\/post\.md:13: NameError on its line 1: name 'undefined_name' is not defined$/m);
    assert.match(said, /^! bad\/post\.md:17: <py-vivarium> has no attribute "sesion"; did you mean "session"\?$/m);
    assert.match(said, /^✗ bad\/post\.md:17: it does not pass its check: x is not two$/m);
    assert.match(said, /^✗ bad\/post\.md:21: absent\.csv could not be loaded \(404\)\.$/m);
    assert.match(said, /^✗ bad\/post\.md:23: .*secret\.txt could not be loaded \(404\)\.$/m);
    assert.match(said, /^✗ bad\/post\.md:25: TimeoutError on its line 1: /m);
    assert.match(said, /^6 snippets: 0 as saved, 0 without saved output, 0 written, 6 wrong$/m);
  });
}

const [node] = nodes;

test("written output is right, stands where a page wants it, and is written once", { timeout: 120_000 }, async () => {
  const post = "```python\nprint('a\\n\\n```b')\n```\n\n* in a list\n\n  ```python\n  2 + 2\n  ```\n\n<py-vivarium>\n\n```python\nprint('<p>\\n\\n*')\n```\n\n</py-vivarium>\n\n```python\nprint('new')\n```\n\n```output\nold\n```\nThe end.\n";
  const page = '<py-vivarium output="old"><pre>print(1, "&amp;")</pre></py-vivarium>\n<py-vivarium><pre>print("&lt;b>")</pre></py-vivarium>\n<pre><code class="language-python">1</code></pre>\n<py-vivarium><pre>2</pre><output>old</output></py-vivarium>\n';
  await writeFile(join(folder, "new.md"), post);
  await writeFile(join(folder, "new.html"), page);
  const written = embed(node, "new.md", "new.html", "--write");
  assert.match(written.said, /^8 snippets: 0 as saved, 0 without saved output, 8 written, 0 wrong$/m);
  const [markdown, html] = await Promise.all(["new.md", "new.html"].map((name) => readFile(join(folder, name), "utf8")));
  assert.equal(
    markdown,
    "```python\nprint('a\\n\\n```b')\n```\n\n````output\na\n\n```b\n````\n\n* in a list\n\n  ```python\n  2 + 2\n  ```\n\n  ```output\n  4\n  ```\n\n<py-vivarium>\n\n```python\nprint('<p>\\n\\n*')\n```\n\n<pre class=\"output\">&lt;p&gt;\n\n*</pre>\n\n</py-vivarium>\n\n```python\nprint('new')\n```\n\n```output\nnew\n```\nThe end.\n",
  );
  assert.equal(
    html,
    '<py-vivarium output="1 &amp;"><pre>print(1, "&amp;")</pre></py-vivarium>\n<py-vivarium><pre>print("&lt;b>")</pre>\n<output>&lt;b&gt;</output></py-vivarium>\n<pre><code class="language-python">1</code></pre>\n<output>1</output>\n<py-vivarium><pre>2</pre><output>2</output></py-vivarium>\n',
  );
  const again = embed(node, "new.md", "new.html", "--write");
  assert.deepEqual(again, { status: 0, said: "8 snippets: 8 as saved, 0 without saved output, 0 written, 0 wrong\n" });
  assert.equal(await readFile(join(folder, "new.md"), "utf8"), markdown);
  assert.equal(await readFile(join(folder, "new.html"), "utf8"), html);
});

test("a folder without Python, or that is not there, is a mistake", () => {
  for (const name of ["good/data", "absent"]) {
    const { status, said } = embed(node, name);
    assert.equal(status, 2);
    assert.match(said, /^✗ (No Python was found in good\/data|absent cannot be read)/);
  }
});
