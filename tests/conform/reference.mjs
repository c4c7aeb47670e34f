// Runs a program on a CPython of this machine, in an empty folder of its own.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a program prints, as if its folder were the sandbox's home: `{ stdout, stderr, status }`. */
export async function runOnCPython([program, ...parameters], code, stdin = "", timeout = 60_000) {
  const folder = await mkdtemp(join(tmpdir(), "vivarium-reference-"));
  try {
    await writeFile(join(folder, "main.py"), code);
    const child = spawn(program, [...parameters, "-X", "utf8", "main.py"], { cwd: folder, timeout, env: { ...process.env, HOME: folder } });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) => stream.setEncoding("utf8").toArray());
    child.stdin.on("error", () => {}).end(stdin);
    const status = await new Promise((resolve) => child.once("close", resolve));
    const text = async (parts) => (await parts).join("").replaceAll(folder, "/home/user");
    return { stdout: await text(stdout), stderr: await text(stderr), status };
  } finally {
    await rm(folder, { recursive: true });
  }
}
