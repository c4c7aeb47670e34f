// Pyodide in a worker: runs `{ text, files, stdin }` in a folder of its own, posts each line of output, and `{ error }` at the end.

import { loadPyodide } from "/pyodide/pyodide.mjs";

/** Runs a file as a new `__main__`, and forgets the modules that lie beside it afterwards. */
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
            exec(compile(file.read(), main.__file__, "exec"), main.__dict__)
    finally:
        sys.path.remove(folder)
        sys.modules["__main__"] = saved
        for name in set(sys.modules) - before:
            if (getattr(sys.modules[name], "__file__", None) or "").startswith(folder):
                del sys.modules[name]
`;

const started = loadPyodide({ stdout: (line) => postMessage({ line }), stderr: () => {} });
let programs = 0;

onmessage = async ({ data: { text, files, stdin } }) => {
  const pyodide = await started;
  programs += 1;
  if (programs === 1) pyodide.runPython(runner);
  const lines = stdin.split("\n").slice(0, -1);
  pyodide.setStdin({ stdin: () => lines.shift() ?? null });
  const folder = `/home/pyodide/${programs}`;
  for (const [path, bytes] of Object.entries({ ...files, "main.py": new TextEncoder().encode(text) })) {
    pyodide.FS.mkdirTree(`${folder}/${path}`.replace(/\/[^/]*$/, ""));
    pyodide.FS.writeFile(`${folder}/${path}`, bytes);
  }
  const error = await pyodide.globals
    .get("run_program")
    .callPromising(folder)
    .then(() => null, (failure) => failure.message.trim().split("\n").at(-1));
  postMessage({ error });
};
