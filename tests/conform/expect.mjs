// Writes below each small program what CPython prints: `node expect.mjs python3.14 …`, to be read before it is committed.
//
// The second command, an older CPython, is optional: cases that print something else there are marked with the version.

import { writeFileSync } from "node:fs";
import { runOnCPython } from "./reference.mjs";
import { folder, format, observed, topics } from "./snippets.mjs";

const [reference, older = "python3"] = process.argv.slice(2).map((command) => command.split(" "));

for (const { topic, text, cases } of topics()) {
  for (const each of cases) {
    Object.assign(each, observed(await runOnCPython(reference, each.code, each.stdin)));
    const { out, error } = observed(await runOnCPython([older].flat(), each.code, each.stdin));
    if (out !== each.out || error !== each.error) each.since ??= "3.14";
  }
  writeFileSync(`${folder}${topic}.py`, format(text, cases));
  console.log(topic, cases.length);
}
