// The pure parts of the tools' panel: what a configuration is, forms from schemas, lines of Python, the meter.

import assert from "node:assert/strict";
import { test } from "node:test";
import { entered, fields, initial } from "../../editor/toolbox/form.js";
import { meter, rounded } from "../../editor/toolbox/meter.js";
import { literal, snippet } from "../../editor/toolbox/python.js";
import { configurationIn } from "../../editor/toolbox/recognise.js";

const recognised = (text) => configurationIn(new TextEncoder().encode(text)) !== undefined;

test("a configuration is told from data", () => {
  for (const text of [
    '{"mcpServers": {}}',
    '{"servers": {"a": {"url": "https://a.example"}}}',
    '{"mcp": {"servers": {}}}',
    '{"net": ["https://a.example"]}',
    '{ // with a comment\n "mcpServers": {}}',
    '{"mcpServers": {"a": {"url": "https://a.example"}}',
  ]) {
    assert.ok(recognised(text), text);
  }
  for (const text of ['{"servers": ["one", "two"]}', '{"net": 12}', '{"net": [1, 2]}', "[1, 2]", "null", '"mcpServers"', "{", "servers: here", ""]) {
    assert.ok(!recognised(text), text);
  }
  assert.equal(configurationIn(new Uint8Array([0xff, 0xfe, 0x00])), undefined);
});

const schema = {
  $defs: { Colour: { enum: ["red", "blue"], description: "Which" } },
  required: ["q", "n"],
  properties: {
    q: { type: "string" },
    n: { type: "integer", description: "How many" },
    price: { type: ["number", "null"] },
    on: { type: "boolean", default: false },
    colour: { anyOf: [{ $ref: "#/$defs/Colour" }, { type: "null" }], default: null },
    tags: { type: "array", items: { type: "string" } },
    endless: { $ref: "#/properties/endless" },
  },
};

test("a schema becomes fields", () => {
  const made = fields(schema);
  assert.deepEqual(made.map(({ name, kind, required }) => `${name} ${kind} ${required}`), [
    "q text true",
    "n integer true",
    "price number false",
    "on boolean false",
    "colour choice false",
    "tags json false",
    "endless json false",
  ]);
  assert.deepEqual(made[4].options, ["red", "blue"]);
  assert.deepEqual([made[1].description, made[4].description], ["How many", "Which"]);
  assert.deepEqual(made.map(initial), ["", "", "", "false", "", "", ""]);
  assert.deepEqual(fields(), []);
});

test("what is entered becomes arguments, or a sentence about the first that cannot be", () => {
  const made = fields(schema);
  assert.deepEqual(entered(made, { q: "x", n: "3", on: "true", colour: '"red"', tags: '["a"]' }), { arguments: { q: "x", n: 3, on: true, colour: "red", tags: ["a"] } });
  assert.deepEqual(entered(made, { q: "", n: "3", on: "false" }), { arguments: { q: "", n: 3 } }, "what stands there anyway is left out");
  for (const [texts, name, message] of [
    [{ q: "x" }, "n", /needed/],
    [{ q: "x", n: "1.5" }, "n", /whole/],
    [{ q: "x", n: "many" }, "n", /number/],
    [{ q: "x", n: "1", price: '"a"' }, "price", /number/],
    [{ q: "x", n: "1", tags: "[1" }, "tags", /no JSON/],
  ]) {
    const refused = entered(made, texts);
    assert.equal(refused.name, name);
    assert.match(refused.message, message);
  }
});

test("a call is written as Python", () => {
  assert.equal(literal({ a: [1, "é\n", null, true, { b: false }] }), '{"a": [1, "é\\n", None, True, {"b": False}]}');
  const call = { server: "shop", tool: "buy", given: { item_id: 2, from: "x", "a-b": 1 }, required: ["item_id", "size"] };
  assert.equal(snippet(call), 'from tools import shop\nprint(shop.buy(item_id=2, size=..., **{"from": "x", "a-b": 1}))\n');
  assert.equal(snippet({ ...call, given: {}, required: [] }, "x = 1\nfrom tools import shop\n"), "print(shop.buy())\n");
});

test("the meter adds up both ways", () => {
  const calls = [{ tokens: [10, 400] }, { tokens: [5, 100] }];
  const rows = meter({ schemas: 1_000, definition: 160, looked: 40, calls, program: 60, output: 20 });
  assert.deepEqual(rows.map(({ without, with: used }) => [without, used]), [[1_000, 160], [0, 40], [15, 60], [500, 20], [1_515, 280]]);
  assert.deepEqual([0, 99, 123, 1_515, 12_345].map(rounded), ["0", "99", "120", "1\u202f500", "12\u202f000"]);
});
