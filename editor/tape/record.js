// What stands between a run that is recorded and those that it asks.

/** Of a run with this standard input: what it begins with, and what hears of its calls and lines. */
export async function recorder(stdin) {
  const { openTape } = await globalThis.vivarium.load("cassette");
  const tape = await openTape("record", { stdin: stdin || undefined });
  return {
    ...tape.request,
    record: true,
    ask: tape.ask,
    delivered: tape.delivered,
    entered: (line) => tape.input(() => line),
    /** The recording as JSON. */
    finish() {
      const run = {};
      tape.end(run);
      return JSON.stringify(run.cassette);
    },
  };
}
