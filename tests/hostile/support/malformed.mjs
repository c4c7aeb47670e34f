// Messages that no worker and no page would send: the same every time, so that a failure can be repeated.

/**
 * `count` messages. Self-contained: its text is also sent into workers. `types` are the message types that pass for
 * real ones; a message that by chance is right as well has the id of no run. `levels` is how deep the deepest goes.
 */
export function malformed(count, types, levels = 500) {
  let state = 1;
  const random = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const cyclic = { type: "output", id: 1 };
  cyclic.outcome = cyclic.text = cyclic.self = cyclic;
  let deep = {};
  // Each level four times in the one above: no end to describe for whoever describes it in full.
  for (let depth = 0; depth < levels; depth += 1) deep = { type: deep, id: deep, request: deep, outcome: deep };
  const oddities = [
    () => null, () => undefined, () => true, () => NaN, () => -1, () => 2 ** 53, () => 1e308, () => 0.5, () => 10n ** 30n,
    () => "", () => "x".repeat(random(10_000)), () => "\ud800", () => "__proto__", () => [], () => [[[[]]]], () => ({}),
    () => new Map([["type", "done"]]), () => new Set([1]), () => new Date(NaN), () => /x/, () => new Error("x"),
    () => new Uint8Array(random(1_000)), () => new Float64Array(3), () => new ArrayBuffer(8), () => new Blob(["x"]),
    () => cyclic, () => deep, () => new Array(1_000), () => Object.create(null), () => ({ __proto__: null, constructor: 1, then: 1 }),
    () => ({ length: 4294967295 }), () => new DataView(new ArrayBuffer(1)), () => ({ status: "ok", files: 3, error: [], durationMs: "x" }),
  ];
  const odd = () => oddities[random(oddities.length)]();
  const fields = [
    "id", "request", "line", "pack", "message", "build", "canSuspend", "stream", "text", "bundle", "outcome", "limits", "files",
  ];
  const messages = [];
  for (let number = 0; number < count; number += 1) {
    if (random(5) === 0) {
      messages.push(odd());
      continue;
    }
    const message = { type: random(4) ? types[random(types.length)] : odd() };
    for (const field of fields) if (random(3) === 0) message[field] = odd();
    if (random(2)) message.id = 1_000_000 + random(1_000_000);
    messages.push(message);
  }
  return messages;
}
