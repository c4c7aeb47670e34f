// The worker's half of the calls in engines.mjs, shared by the engines that run in a worker of ours.

/** `operations[op](argument, print)` answers each message; `print` sends output ahead of the answer. */
export function answer(operations) {
  self.onmessage = async ({ data: { id, op, argument } }) => {
    try {
      const value = await operations[op](argument, (output) => self.postMessage({ id, output }));
      self.postMessage({ id, value });
    } catch (error) {
      self.postMessage({ id, failure: String(error?.message ?? error) || "failed without a message" });
    }
  };
}

/** The last line of a Python traceback. */
export const lastLine = (text) => text.trim().split("\n").at(-1);
