// Runs that replay a recording instead of asking anybody: what answers their calls.

/** What a replayed run begins with, and what answers its calls. What `input()` was answered is given up front. */
export function tapeOf(cassette, tell) {
  const { seed, now, stdin, inputs } = JSON.parse(cassette);
  const answered = inputs.map((line) => (line === null ? "" : `${line}\n`)).join("");
  return { seed, now, stdin: stdin ?? (answered || undefined), play: () => play(cassette, tell) };
}

/** Stands where the page's tools do for one run. */
async function play(cassette, tell) {
  const { openTape } = await globalThis.vivarium.load("cassette");
  const tape = await openTape(cassette, {});
  // The program has them already.
  for (const _ of JSON.parse(cassette).inputs) await tape.input();
  const run = { toolCalls: [] };
  return {
    ask: (request, onAnswer, onRecord) => tape.ask(0, request, onAnswer, (record) => (run.toolCalls.push(record), onRecord(record)), undefined),
    end() {
      tape.end(run);
      const { differences, unused } = run.replay;
      tell(outcome(differences, unused, run.toolCalls.length));
    },
  };
}

function outcome(differences, unused, calls) {
  if (differences.length > 0) return `The program differs from its recording: ${differences.join(" ")}`;
  if (unused.length > 0) return `Replayed; the program did not ask all that was recorded: ${unused.join(", ")}.`;
  return `Replayed as recorded: ${calls} ${calls === 1 ? "call" : "calls"}, and nobody was asked.`;
}
