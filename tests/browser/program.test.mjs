// A whole program in the app: questions, a pause, a table, and an exception at the end.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());

const program = `import json
import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta


@dataclass
class Loan:
    amount: int
    months: int

    def rows(self):
        start = date(2026, 1, 31)
        for month in range(self.months):
            yield start + timedelta(days=30 * month), self.amount / self.months


loan = Loan(int(input("Amount? ")), int(input("Months? ")))
print("thinking")
time.sleep(0.5)
print(json.dumps(asdict(loan)))
for day, payment in loan.rows():
    print(f"{day:%d.%m.%Y} | {payment:>8.2f}")
raise ValueError("no money left")
`;
const lastLine = program.trimEnd().split("\n").length;

inBrowsers("asks, pauses, prints a table and raises on the right line", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.write(program);
  await app.run();
  await app.shows("Amount?");
  await app.answer("1200");
  await app.shows("Months?");
  await app.answer("3");
  await app.shows("thinking");
  assert.match(await app.ends(), new RegExp(`ValueError on line ${lastLine}`));
  const output = await app.output();
  assert.match(output, /\{"amount": 1200, "months": 3\}/);
  for (const row of ["31.01.2026 |   400.00", "02.03.2026 |   400.00", "01.04.2026 |   400.00"]) {
    assert.ok(output.includes(row), `${row} is missing in:\n${output}`);
  }
  assert.match(output, /Traceback \(most recent call last\):/);
  assert.match(output, new RegExp(`main\\.py", line ${lastLine}, in <module>`));
  assert.match(output, /raise ValueError\("no money left"\)/);
  assert.match(output, /ValueError: no money left/);
  assert.ok(output.indexOf("01.04.2026") < output.indexOf("Traceback"), output);
});

inBrowsers("sleeps as long as it is told to", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes("import time\nstart = time.perf_counter()\ntime.sleep(0.5)\nprint(time.perf_counter() - start)\n");
  const slept = parseFloat(await app.output());
  assert.ok(slept >= 0.49 && slept < 5, `slept ${slept} s`);
});
