// The engine in Node, with a page that the test writes: the other side of the wall in `crates/abi`.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";

const Op = { take: 0, done: 1, sleep: 3, library: 4, callStart: 16, callWait: 17, callCancel: 18 };

const module = new WebAssembly.Module(readFileSync(process.env.ENGINE));
const root = mkdtempSync(join(tmpdir(), "vivarium-engine-"));
process.on("exit", () => rmSync(root, { recursive: true }));
cpSync(process.env.LIBRARY, join(root, "lib/python3.14"), { recursive: true });
for (const place of ["home/user", "lib/site-packages", "tmp"]) mkdirSync(join(root, place), { recursive: true });

// Node ends when one of these is collected: it closes the streams that it was given.
const kept = [];

/** The next run is watched so. */
export const watchNext = (settings) => writeFileSync(join(root, "lib/site-packages/_vivarium_watch.json"), JSON.stringify(settings));

/**
 * One instance. `page` answers calls: `start(number, request)`, which may throw a refusal's sentence,
 * `wait(numbers, seconds)` → `[number, answer]` or nothing, and `cancel(numbers)`; without a page every call is refused.
 */
export function startEngine({ page: firstPage, out = () => {} } = {}) {
  let page = firstPage;
  const wasi = new WASI({ version: "preview1", preopens: { "/": root } });
  kept.push(wasi);
  let [reply, outcome, last] = [Buffer.alloc(0), undefined, 0];
  const answer = (bytes) => (reply = Buffer.from(bytes)).length;
  const numbers = (bytes) => Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32LE(at * 4));
  const operations = {
    [Op.done]: (bytes) => ((outcome = JSON.parse(bytes)), 0),
    [Op.sleep]: () => 0,
    [Op.library]: () => 0,
    [Op.callStart]: (bytes) => {
      page.start((last += 1), JSON.parse(bytes));
      return answer(new Uint8Array(Uint32Array.of(last).buffer));
    },
    [Op.callWait]: (bytes) => {
      const answered = page.wait(numbers(bytes.subarray(8)), bytes.readDoubleLE());
      return answered ? answer(JSON.stringify(answered)) : 0;
    },
    [Op.callCancel]: (bytes) => (page.cancel(numbers(bytes)), 0),
  };
  const call = (op, at, length) => {
    const memory = Buffer.from(exports.memory.buffer, at, length);
    if (op === Op.take) return reply.copy(memory);
    if (!(op in operations) || (op >= Op.callStart && !page)) return answer(`This host does not know ${op}.`), -1;
    try {
      return operations[op](Buffer.from(memory));
    } catch (refusal) {
      return answer(refusal.message), -1;
    }
  };
  // Output is kept for the test; everything else is Node's own.
  const write = (fd, vectors, count, written) => {
    if (fd !== 1 && fd !== 2) return wasi.wasiImport.fd_write(fd, vectors, count, written);
    const view = new DataView(exports.memory.buffer);
    let total = 0;
    for (let at = vectors; at < vectors + 8 * count; at += 8) {
      const [begin, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
      out(Buffer.from(exports.memory.buffer, begin, length).toString(), fd);
      total += length;
    }
    view.setUint32(written, total, true);
    return 0;
  };
  const imports = { wasi_snapshot_preview1: { ...wasi.wasiImport, fd_write: write }, vivarium: { poll: () => 0, call } };
  const instance = new WebAssembly.Instance(module, imports);
  const { exports } = instance;
  wasi.initialize(instance);

  /** Sends one request; the engine's outcome. */
  const run = (code, request = {}) => {
    const message = { code, path: "/home/user/main.py", argv: [], seed: 1, memory: 256 << 20, ...request };
    const bytes = Buffer.from(JSON.stringify(message));
    const at = exports.vivarium_alloc(bytes.length);
    bytes.copy(Buffer.from(exports.memory.buffer, at, bytes.length));
    outcome = undefined;
    exports.vivarium_run(at, bytes.length);
    exports.vivarium_free(at, bytes.length);
    return outcome;
  };
  return {
    run,
    /** From now on calls go to this page. */
    open: (another) => (page = another),
    /** A cell of a session. */
    cell: (code) => run(code, { session: true }),
    /** A task's answer. */
    task: (task, text, request = {}) => {
      const { error, result } = run(typeof text === "string" ? text : JSON.stringify(text), { ...request, task });
      if (error) throw new Error(error.traceback);
      return JSON.parse(result.json);
    },
  };
}
