// Each target for some seconds from nothing: what it finds is a failure, with the input in its output.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 10);
const artifacts = mkdtempSync(join(tmpdir(), "fuzz-"));

for (const target of ["paths", "system_calls", "messages"]) {
  test(`fuzz ${target}`, async (t) => {
    const options = [`-max_total_time=${SECONDS}`, "-print_final_stats=1", "-max_len=2000", "-timeout=10", `-artifact_prefix=${artifacts}/`];
    const { stderr } = await promisify(execFile)(join(process.env.FUZZ, target), options, { maxBuffer: 1 << 26 });
    const inputs = Number(stderr.match(/number_of_executed_units: (\d+)/)?.[1]);
    const coverage = stderr.match(/DONE\s+cov: (\d+)/)?.[1];
    assert.ok(inputs > 100, stderr.slice(-2_000));
    t.diagnostic(`${inputs} inputs, ${coverage} edges: ${target}`);
  });
}
