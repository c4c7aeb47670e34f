// MicroPython in a worker; a new interpreter for each run, as making one is cheap.
import { loadMicroPython } from "/micropython/micropython.mjs";
import { answer, lastLine } from "./answer.mjs";

const heap = 256 * 1024 * 1024;

answer({
  async fresh(_, print) {
    const micropython = await loadMicroPython({ stdout: print, linebuffer: true });
    micropython.runPython("print(1)");
  },

  async run({ text, files }) {
    const output = [];
    const micropython = await loadMicroPython({ heapsize: heap, stdout: (line) => output.push(line), linebuffer: true });
    const made = new Set();
    for (const [path, bytes] of Object.entries({ ...files, "main.py": new TextEncoder().encode(text) })) {
      const parts = `bench/${path}`.split("/");
      for (let depth = 1; depth < parts.length; depth += 1) {
        const folder = `/${parts.slice(0, depth).join("/")}`;
        if (!made.has(folder)) micropython.FS.mkdir(folder);
        made.add(folder);
      }
      micropython.FS.writeFile(`/bench/${path}`, bytes);
    }
    try {
      micropython.runPython(`
import sys, os
sys.path.insert(0, "/bench")
os.chdir("/bench")
__file__ = "/bench/main.py"
with open(__file__) as file:
    text = file.read()
exec(compile(text, __file__, "exec"), globals())
`);
    } catch (error) {
      return { output: output.join("\n"), error: lastLine(error.message) };
    }
    return { output: output.join("\n"), error: null };
  },
});
