// Tasks: questions about a program that is not run.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startEngine } from "./support/engine.mjs";

/** A program with `|` where the cursor is, as the tasks take it. */
function place(marked) {
  const before = marked.slice(0, marked.indexOf("|"));
  const lines = before.split("\n");
  return { source: marked.replace("|", ""), line: lines.length, column: [...lines.at(-1)].length + 1 };
}

const engine = startEngine();
const complete = (marked) => engine.task("complete", place(marked));
const labels = (marked) => complete(marked).options.map(({ label }) => label);
const signature = (marked) => engine.task("signature", place(marked));

describe("check", () => {
  const problems = (code) => engine.task("check", code);

  it("finds nothing wrong with a program", () => {
    assert.deepEqual(problems("import nothing\nraise SystemExit"), []);
    assert.deepEqual(problems("await something()\nasync for x in y: pass"), []);
  });

  it("tells what is wrong and where", () => {
    assert.match(problems("def f():\n    await x")[0].message, /'await' outside async function/);
    const [problem] = problems('x = 1\nprint("é" = 2)');
    assert.deepEqual([problem.line, problem.endLine, problem.column], [2, 2, 7]);
    assert.ok(problem.endColumn > problem.column);
    assert.match(problem.message, /expression cannot contain assignment|invalid syntax/);
  });

  for (const [name, code] of Object.entries({
    "a null byte": "x\0",
    "an open bracket": "(".repeat(10_000),
    "an open string": '"""' + "a".repeat(10_000),
    "nothing but operators": "+-*/%&|^~<>=!@".repeat(500),
    "deep indentation": Array.from({ length: 150 }, (_, at) => " ".repeat(at) + "if 1:").join("\n"),
  })) {
    it(`answers for ${name}`, () => {
      const [{ message, line, column, endLine, endColumn }] = problems(code);
      assert.ok(message.length > 0 && line >= 1 && column >= 1 && endLine >= line && endColumn >= 1);
    });
  }
});

describe("complete", () => {
  it("knows builtins, keywords and where the word begins", () => {
    const { from, options } = complete("x = pri|");
    assert.equal(from, 5);
    const print = options.find(({ label }) => label === "print");
    assert.equal(print.type, "function");
    assert.match(print.detail, /^\(\*args, sep=' ', end=/);
    assert.ok(options.some(({ label, type }) => label === "while" && type === "keyword"));
  });

  it("knows the names of the program that are visible", () => {
    const found = labels("import math as m\ntotal = 1\ndef area(radius):\n    inner = 2\n    |\ndef other(hidden): pass\n");
    for (const name of ["m", "total", "area", "radius", "inner", "other"]) assert.ok(found.includes(name), name);
    assert.ok(!found.includes("hidden"));
  });

  it("knows the attributes of modules, of literals and of what they are assigned to", () => {
    assert.ok(labels("import math\nmath.sq|").includes("sqrt"));
    assert.ok(labels("import os.path as p\np.|").includes("join"));
    assert.ok(labels("'a'.up|").includes("upper"));
    assert.ok(labels("x = [1]\nx.|").includes("append"));
    assert.ok(labels("from pathlib import Path\np = Path('a')\np.|").includes("read_text"));
    assert.ok(labels("def f(d: dict):\n    d.|").includes("items"));
  });

  it("knows what a class writes to self", () => {
    const found = labels("class A:\n    def __init__(self):\n        self.size = 1\n    def grow(self):\n        self.|\n");
    assert.ok(found.includes("size") && found.includes("grow"));
  });

  it("knows keyword arguments", () => {
    assert.ok(labels("def f(alpha, beta=2): pass\nf(1, |").includes("beta="));
    assert.ok(labels("import json\njson.dumps(1, in|").includes("indent="));
  });

  it("knows modules", () => {
    assert.ok(labels("import js|").includes("json"));
    assert.ok(labels("from os import pa|").includes("path"));
    assert.ok(labels("import xml.|").includes("etree"));
  });

  it("says nothing in strings and comments", () => {
    assert.deepEqual(labels('x = "pri|nt"'), []);
    assert.deepEqual(labels("# pri|"), []);
  });

  it("runs nothing of the program, not even in a session", () => {
    let text = "";
    const { cell, task } = startEngine({ out: (part) => (text += part) });
    cell(`
class Loud:
    value = 1
    def __getattr__(self, name): print("getattr", name)
    def __getattribute__(self, name): print("getattribute", name); return 1
    def __dir__(self): print("dir"); return []
    def __repr__(self): print("repr"); return ""
    @property
    def loud(self): print("property")
    def method(self, a, b=object()): "Says it."
class Meta(type):
    def __getattribute__(cls, name): print("meta", name); return type.__getattribute__(cls, name)
class Odd(metaclass=Meta): pass
loud, odd, kept = Loud(), Odd(), [1]`);
    const options = (marked) => task("complete", place(marked), { session: true }).options.map(({ label }) => label);
    assert.ok(options("loud.|").includes("method"));
    assert.ok(options("kept.|").includes("append"));
    options("odd.|"), options("Odd.|"), options("loud.loud.|"), options("loud.method.|"), options("|");
    const { label } = task("signature", place("loud.method(|"), { session: true });
    assert.equal(label, "loud.method(a, b=…)");
    assert.equal(text, "");
    cell("class Plain: pass\nplain = Plain()\nplain.own = 1\n");
    assert.ok(options("plain.|").includes("own"));
  });

  it("answers for any place in any text", () => {
    const texts = ["", ".", "(", "a.b(c.d, e=f.", "from . import ", "import", "lambda x: x.", "f'{x.", "é.", "x: =", "def f(a, *, b: int = 1", ")]}"];
    for (const source of texts) {
      for (const [line, column] of [[1, 1], [1, source.length + 1], [9, 9], [0, 0]]) {
        engine.task("complete", { source, line, column });
        engine.task("hover", { source, line, column });
        engine.task("signature", { source, line, column });
      }
    }
  });
});

describe("hover", () => {
  const hover = (marked) => engine.task("hover", place(marked));

  it("tells what a name is, and from where to where it goes", () => {
    const { from, to, label, documentation } = hover("import json\nx = json.du|mps(2)");
    assert.deepEqual([from, to], [10, 15]);
    assert.match(label, /^json\.dumps\(obj, \*, skipkeys=False/);
    assert.match(documentation, /^Serialize/);
    assert.equal(hover("import math\nmath.p|i").label, "math.pi: float");
    assert.equal(hover("import ma|th").label, "module math");
    assert.equal(hover("x = [1]\n|x").label, "x: list");
    assert.equal(hover("def f(a, b=2): pass\n|f(1)").label, "f(a, b=2)");
    assert.equal(hover("import pathlib\n|pathlib.Path").label, "module pathlib");
    assert.match(hover("import pathlib\npathlib.|Path").label, /^pathlib\.Path\(|^class pathlib\.Path/);
  });

  it("has nothing to tell of keywords, of texts, of what it does not know", () => {
    for (const marked of ["wh|ile 1: pass", "'pri|nt'", "# pri|nt", "unkno|wn", "print(1)|", "|", "1|2"]) assert.equal(hover(marked), null, marked);
  });
});

describe("signature", () => {
  it("tells the call around the place and the parameter that is next", () => {
    assert.deepEqual(signature("def f(a, b=1, *rest): pass\nf(1, |"), { label: "f(a, b=1, *rest)", documentation: "", activeParameter: 1 });
    assert.equal(signature("def f(a, *rest): pass\nf(1, 2, 3|").activeParameter, 1);
    const { label, activeParameter } = signature("import json\njson.dumps({}, indent=|");
    assert.match(label, /^json\.dumps\(obj, \*, skipkeys=False/);
    assert.equal(label.slice(11, -1).split(", ")[activeParameter], "indent=None");
  });

  it("is nothing outside of a call", () => {
    assert.equal(signature("x = 1|"), null);
    assert.equal(signature("def f(a|): pass"), null);
  });
});

describe("variables", () => {
  it("are those of each frame of the last exception, outermost first", () => {
    const { run, task } = startEngine();
    assert.deepEqual(task("variables", ""), []);
    run("import os\nclass Bad:\n    def __repr__(self): raise OSError\ndef f(a):\n    b, c = [a] * 1_000, Bad()\n    try:\n        {}['k']\n    except KeyError:\n        raise ValueError(a)\nx = 3\nf(x)\n");
    const frames = task("variables", "");
    assert.deepEqual(frames.map(({ name, line }) => [name, line]), [["f", 7], ["<module>", 11], ["f", 9]]);
    const [a, b, c] = frames[2].variables;
    assert.deepEqual(a, ["a", "3"]);
    assert.match(b[1], /^\[3, 3, .*\.\.\.\]$/);
    assert.match(c[1], /^<Bad instance/);
    assert.deepEqual(frames[1].variables.at(-1), ["x", "3"]);
    assert.ok(!frames[1].variables.some(([name]) => name === "os" || name.startsWith("__")));
  });
});

describe("tools of the page", () => {
  const tools = [{ name: "list-items", python: "list_items", summary: "All items." }];
  const described = { ...tools[0], doc: "All items of the shop.", signature: "(limit: int = 10) -> list", parameters: [], returns: "list", open: false };
  const answers = {
    servers: [{ name: "my shop", python: "my_shop", state: "ready" }],
    tools,
    describe: described,
  };
  let asked = [];
  const answered = new Map();
  const page = {
    start(number, request) {
      asked.push(request.kind);
      answered.set(number, { ok: answers[request.kind] });
    },
    wait: ([number]) => [number, answered.get(number)],
    cancel() {},
  };
  const { task } = startEngine({ page });
  const options = (marked) => task("complete", place(marked), { session: true }).options;

  it("are suggested, without a question for each of them", () => {
    assert.ok(options("import tools\ntools.|").some(({ label }) => label === "my_shop"));
    assert.ok(options("from tools import my|").some(({ label }) => label === "my_shop"));
    asked = [];
    assert.deepEqual(options("from tools import my_shop\nmy_shop.|"), [{ label: "list_items", type: "function", detail: "", info: "" }]);
    assert.ok(!asked.includes("describe"));
  });

  it("have signatures and documentation", () => {
    const marked = "from tools import my_shop\nmy_shop.list_items(|";
    assert.equal(task("signature", place(marked), { session: true }).label, "my_shop.list_items(limit: int = 10)");
    const hovered = task("hover", place(marked.replace("items(|", "it|ems(")), { session: true });
    assert.equal(hovered.documentation, "All items of the shop.");
  });

  it("are none where the page has none", () => {
    const { task } = startEngine();
    assert.deepEqual(task("complete", place("from tools import my_shop\nmy_shop.|")).options, []);
  });
});
