// The block in which a program says what it needs, as the page writes it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { packages } from "../../static/embed/attributes.js";
import { packageOf, withDependency } from "../../editor/needs/block.js";

test("a program without a block gets one", () => {
  assert.equal(withDependency("import attrs\n", "attrs"), '# /// script\n# dependencies = ["attrs"]\n# ///\n\nimport attrs\n');
  assert.equal(withDependency("#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nx\n", "a"), '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# /// script\n# dependencies = ["a"]\n# ///\n\nx\n');
  assert.equal(withDependency("", "a"), '# /// script\n# dependencies = ["a"]\n# ///\n');
});

test("a list of one line gets one more", () => {
  const block = (list) => `# /// script\n# requires-python = ">=3.11"\n# dependencies = [${list}]\n# ///\n\nx\n`;
  assert.equal(withDependency(block(""), "a"), block('"a"'));
  assert.equal(withDependency(block('"a"'), "b"), block('"a", "b"'));
  assert.equal(withDependency(block("'rich[jupyter]', "), "b"), block("'rich[jupyter]', \"b\""));
});

test("a list of several lines gets a line", () => {
  const block = (lines) => `# /// script\n# dependencies = [\n${lines}# ]\n# ///\n`;
  assert.equal(withDependency(block('#     "a",\n'), "b"), block('#     "a",\n#     "b",\n'));
  assert.equal(withDependency(block("#   'rich[x]'\n"), "b"), block("#   'rich[x]',\n#   \"b\",\n"));
});

test("a block without a list gets one", () => {
  assert.equal(withDependency('# /// script\n# requires-python = ">=3"\n# ///\n', "a"), '# /// script\n# dependencies = ["a"]\n# requires-python = ">=3"\n# ///\n');
});

test("a missing module leads to its package", () => {
  assert.equal(packageOf("No module named 'attrs'"), "attrs");
  assert.equal(packageOf("No module named 'bs4'"), "beautifulsoup4");
  assert.equal(packageOf("No module named 'more_itertools'"), "more-itertools");
  for (const other of ["No module named 'a.b'", "No module named 'sqlite3': there is no SQLite", "No module named '_x'", "x"]) assert.equal(packageOf(other), undefined);
});

test("an attribute holds requirements between spaces or commas", () => {
  const read = (text) => packages({ getAttribute: () => text });
  assert.deepEqual(read(null), []);
  assert.deepEqual(read("attrs, rich"), ["attrs", "rich"]);
  assert.deepEqual(read("attrs >=25,<99 gamma==1.*"), ["attrs>=25,<99", "gamma==1.*"]);
  assert.deepEqual(read("rich[jupyter, extra]>=13, <15\nattrs"), ["rich[jupyter, extra]>=13,<15", "attrs"]);
});
