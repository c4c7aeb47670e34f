// `vivarium mcp`, driven by a real client in both kinds of the protocol; its programs call tools of other real servers.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startToolServer } from "../browser/support/servers.mjs";
import { nodes } from "./support/nodes.mjs";

const bin = join(process.env.DIST, "npm/bin/vivarium.js");
const client = fileURLToPath(new URL("support/mcp_client.py", import.meta.url));
const everything = await startToolServer("everything");
const folder = await mkdtemp(join(tmpdir(), "vivarium-mcp-"));
after(() => Promise.all([everything.stop(), rm(folder, { recursive: true })]));
const tools = join(folder, "mcp.json");
await writeFile(tools, JSON.stringify({ mcpServers: { other: { url: "${OTHER}", headers: { "X-Key": "${KEY}" } } } }));
const calling = "from tools import other\nprint(other.get_sum(a=1, b=2))\nother.get_structured_content('Chicago')";

for (const [mode, protocol] of [
  ["legacy", "2025-11-25"],
  ["auto", "2026-07-28"],
]) {
  const node = nodes.find(({ suspends }) => suspends);
  test(`a real client lists, calls, hears errors and cancels (${protocol})`, { skip: !node, timeout: 120_000 }, async () => {
    const environment = JSON.stringify({ OTHER: everything.url, KEY: "the-key" });
    const command = [node.path, bin, "mcp", "--tools", tools, "--timeout", "600"];
    const { stdout } = await promisify(execFile)("python3", ["-B", client, mode, environment, calling, ...command], {
      env: { ...process.env, PYTHONPATH: process.env.TEST_SERVERS },
    });
    const heard = JSON.parse(stdout);
    assert.deepEqual([heard.protocol, heard.server], [protocol, "vivarium"]);
    assert.deepEqual(heard.tools.map(({ name }) => name), ["run_python"]);
    const [isError, answer, text] = heard.called;
    assert.equal(isError, false, text);
    assert.equal(answer.status, "ok");
    assert.match(answer.stdout, /^The sum of 1 and 2 is 3\./);
    assert.ok("temperature" in answer.result, text);
    assert.deepEqual(answer.calls.map(({ server, tool, ok }) => [server, tool, ok]), [["other", "get-sum", true], ["other", "get-structured-content", true]]);
    assert.deepEqual(JSON.parse(text), answer);
    const [failed, { error, stdout: before }] = heard.failed;
    assert.deepEqual([failed, error.type, error.line, before], [true, "ZeroDivisionError", 2, "before\n"]);
    assert.deepEqual([heard.wrong[0], heard.wrong[1].error.type], [true, "TypeError"]);
    assert.match(heard.unknown, /There is no tool run_ruby/);
    assert.deepEqual([heard.after[0], heard.after[1].result], [false, 42]);
  });
}

/** The command with these lines as its input: the messages that it answered, and its exit code. */
async function talk(node, lines, words = []) {
  const child = spawn(node.path, [bin, "mcp", ...words]);
  child.stdin.end(lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""));
  let [said, complained] = ["", ""];
  child.stdout.on("data", (data) => (said += data));
  child.stderr.on("data", (data) => (complained += data));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, complained, messages: said.split("\n").filter(Boolean).map((line) => JSON.parse(line)) };
}

for (const node of nodes) {
  test(`what is no message, no method and no version is refused, and the end of input is the end (${node.name})`, { timeout: 60_000 }, async () => {
    const { code, messages } = await talk(node, [
      "{",
      "null",
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { jsonrpc: "2.0", id: 1, method: "resources/list" },
      { jsonrpc: "2.0", id: 2, method: "initialize", params: { protocolVersion: "1999-01-01" } },
      { jsonrpc: "2.0", id: "3", method: "tools/list", params: { _meta: { "io.modelcontextprotocol/protocolVersion": "2031-01-01" } } },
      { jsonrpc: "2.0", id: 4, method: "ping" },
    ]);
    assert.equal(code, 0);
    const answers = new Map(messages.map((message) => [message.id, message]));
    assert.equal(messages.length, 5);
    assert.equal(answers.get(null).error.code, -32700);
    assert.equal(answers.get(1).error.code, -32601);
    assert.equal(answers.get(2).result.protocolVersion, "2025-11-25");
    assert.deepEqual([answers.get("3").error.code, answers.get("3").error.data.supported], [-32022, ["2026-07-28"]]);
    assert.deepEqual(answers.get(4).result, {});
  });

  test(`a wrong command line is told in a sentence (${node.name})`, { timeout: 60_000 }, async () => {
    const { code, complained } = await talk(node, [], ["--tools", join(folder, "absent.json")]);
    assert.equal(code, 2);
    assert.match(complained, node.suspends ? /^✗ .*absent\.json cannot be read\.\n$/ : /^✗ Programs can wait for tools/);
  });
}
