// Cassettes for JavaScript: downloaded only where a run is recorded or replayed.
import load, { Player, Recorder } from "BROKER_SCRIPT";

const BROKER_WASM = "BROKER_WASM";

/**
 * What stands between a run and its calls and inputs. `cassette` is "record", or what to play: an object or its JSON.
 * `request` has the run's own seed, clock and input, if it has some; the tape's `request` is what it gets.
 */
export async function openTape(cassette, request) {
  await load({ module_or_path: BROKER_WASM });
  return cassette === "record" ? record(request) : replay(typeof cassette === "string" ? cassette : JSON.stringify(cassette), request);
}

function record({ seed, now, stdin }) {
  seed ??= Number(crypto.getRandomValues(new BigUint64Array(1))[0] >> 11n);
  now = Math.max(0, Math.floor(now ?? Date.now()));
  const recorder = new Recorder(seed, now, stdin);
  return {
    request: { seed, now, stdin, tape: "record" },
    /** `pass` asks the page's tools, with what hears of answer and log, and answers the way to withdraw. */
    ask(call, request, onAnswer, onRecord, pass) {
      recorder.asked(call, request);
      const answered = (answer) => {
        recorder.answered(call, answer);
        onAnswer(answer);
      };
      return pass(answered, (entry) => {
        const { server, tool, arguments: given, readOnly, durationMs } = entry;
        recorder.logged(call, server, tool, JSON.stringify(given), readOnly, durationMs);
        onRecord(entry);
      });
    },
    delivered: (call, ns) => recorder.delivered(call, ns),
    async input(ask) {
      const line = await ask();
      recorder.input(line);
      return line;
    },
    end(run) {
      run.cassette = JSON.parse(recorder.finish());
    },
  };
}

function replay(text, { seed, now, stdin }) {
  if (seed !== undefined || now !== undefined || stdin !== undefined) {
    throw new TypeError("run: seed, now and stdin of a replay are those of its cassette.");
  }
  let player;
  try {
    player = new Player(text);
  } catch (error) {
    throw new TypeError(`run: ${error.message}`);
  }
  const places = new Map(); // entry of the log → its place there
  return {
    request: { seed: player.seed, now: player.now, stdin: player.stdin, tape: "replay" },
    ask(_call, request, onAnswer, onRecord) {
      const { answer, ns, record, order } = JSON.parse(player.ask(request));
      if (record !== null) {
        const entry = JSON.parse(record);
        places.set(entry, order);
        onRecord(entry);
      }
      onAnswer(answer, ns ?? Infinity);
      return () => {};
    },
    delivered() {},
    input: async () => player.input(),
    end(run) {
      run.toolCalls.sort((one, other) => places.get(one) - places.get(other));
      run.cassette = JSON.parse(text);
      run.replay = { differences: player.differences(), unused: player.unused() };
    },
  };
}
