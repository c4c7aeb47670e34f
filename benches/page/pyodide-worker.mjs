// Pyodide in a worker.
import { loadPyodide } from "/pyodide/pyodide.mjs";
import { answer, lastLine } from "./answer.mjs";

let kept;
let programs = 0;

/** Runs a file as a new __main__, and forgets the modules that lie beside it afterwards. */
const runner = `
def run_program(folder):
    import os, sys, types
    before = set(sys.modules)
    main = types.ModuleType("__main__")
    main.__file__ = folder + "/main.py"
    saved, sys.modules["__main__"] = sys.modules["__main__"], main
    sys.path.insert(0, folder)
    os.chdir(folder)
    try:
        with open(main.__file__) as file:
            code = compile(file.read(), main.__file__, "exec")
        exec(code, main.__dict__)
    finally:
        sys.path.remove(folder)
        sys.modules["__main__"] = saved
        for name in set(sys.modules) - before:
            if (getattr(sys.modules[name], "__file__", None) or "").startswith(folder):
                del sys.modules[name]
`;

answer({
  async fresh(_, print) {
    const pyodide = await loadPyodide({ stdout: print });
    pyodide.runPython("print(1)");
  },

  async run({ text, files }) {
    const output = [];
    if (!kept) {
      kept = await loadPyodide();
      kept.runPython(runner);
    }
    kept.setStdout({ batched: (line) => output.push(line) });
    programs += 1;
    const folder = `/bench/${programs}`;
    for (const [path, bytes] of Object.entries({ ...files, "main.py": new TextEncoder().encode(text) })) {
      kept.FS.mkdirTree(`${folder}/${path}`.replace(/\/[^/]*$/, ""));
      kept.FS.writeFile(`${folder}/${path}`, bytes);
    }
    try {
      kept.globals.get("run_program")(folder);
    } catch (error) {
      return { output: output.join("\n"), error: lastLine(error.message) };
    }
    return { output: output.join("\n"), error: null };
  },
});
