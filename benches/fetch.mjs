// Downloads pyperformance and its programs' dependencies from PyPI into a folder that git ignores.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

export const version = "1.14.0";

/** Unpack a wheel or a source archive with Python, which is needed for pip anyway. */
const unpack = "import shutil,sys,os; [shutil.unpack_archive(f, sys.argv[-1], 'zip' if f.endswith('.whl') else None) for f in sys.argv[1:-1]]";

function install(requirement, folder) {
  if (existsSync(folder)) return;
  const parcels = `${folder}.parcels`;
  mkdirSync(parcels, { recursive: true });
  execFileSync("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check", "-d", parcels, requirement], { stdio: "inherit" });
  const files = readdirSync(parcels).map((name) => join(parcels, name));
  execFileSync("python3", ["-c", unpack, ...files, folder]);
}

function* walk(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else yield path;
  }
}

/** Paths and contents of what stands beside a program: its data, its modules, its dependencies. */
export function load(program, cache) {
  install(`pyperformance==${version}`, join(cache, "pyperformance"));
  const folder = join(cache, "pyperformance", "pyperformance", "data-files", "benchmarks", `bm_${program.folder}`);
  const files = {};
  for (const path of walk(folder)) {
    const name = relative(folder, path);
    if (!/\.toml$|^run_benchmark\.py$/.test(name)) files[name] = readFileSync(path).subarray(0, program.trim[name]);
  }
  for (const requirement of program.packages) {
    const name = requirement.split("==")[0];
    const unpacked = join(cache, name);
    install(requirement, unpacked);
    const modules = [...walk(unpacked)].filter((path) => path.endsWith(".py") && path.includes(`/${name}/`) && !path.includes("/tests/"));
    for (const path of modules) files[path.slice(path.lastIndexOf(`/${name}/`) + 1)] = readFileSync(path);
  }
  return { text: readFileSync(join(folder, "run_benchmark.py"), "utf8"), files };
}
