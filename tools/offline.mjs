// `./x offline`: writes a program, its files and the recording of its calls into one page. The arguments: dist/, where the
// caller stands, and what the caller wrote.

import { readFile, readdir, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const usage = "Usage: ./x offline program.py [files…] [--tools cassette.json] [-o demo.html]";

class Mistake extends Error {}

/** What the command line asks for. */
function read(words) {
  const asked = { files: [], cassette: undefined, out: undefined };
  const value = (name) => words.shift() ?? mistaken(`${name} needs the name of a file.`);
  const mistaken = (sentence) => {
    throw new Mistake(`${sentence} ${usage}`);
  };
  while (words.length > 0) {
    const word = words.shift();
    if (word === "-o") asked.out = value(word);
    else if (word === "--tools") asked.cassette = value(word);
    else if (word.startsWith("-")) mistaken(`There is no option ${word}.`);
    else asked.files.push(word);
  }
  if (asked.files.length === 0) mistaken("Which program?");
  return asked;
}

async function main([dist, from, ...words]) {
  const { files: [program, ...others], cassette, out } = read(words);
  const scripts = await readdir(join(dist, "assets"));
  const { OfflineError, collect, offlinePage, projectOf } = await import(pathToFileURL(join(dist, "assets", scripts.find((name) => /^offline-.*\.js$/.test(name)))));
  const open = (name) =>
    readFile(resolve(from, name)).catch(() => {
      throw new Mistake(`${name} cannot be read.`);
    });
  const name = basename(program).replace(/\.py$/, "");
  // Files below the program's folder keep their place there.
  const place = (path) => {
    const below = relative(resolve(from, program, ".."), resolve(from, path)).replaceAll("\\", "/");
    return below.startsWith("../") ? basename(path) : below;
  };
  const given = await Promise.all([["main.py", program], ...others.map((path) => [place(path), path])].map(async ([path, file]) => [path, await open(file)]));
  let project;
  try {
    project = projectOf(name, given, cassette && (await open(cassette)));
  } catch (error) {
    throw error instanceof OfflineError ? new Mistake(error.message) : error;
  }
  const index = await readFile(join(dist, "index.html"), "utf8");
  const pieces = offlinePage(index, await collect((path) => readFile(join(dist, path))), project);
  const target = resolve(from, out ?? `${name}.html`);
  await writeFile(target, pieces.join(""));
  const { size } = new Blob(pieces);
  console.log(`${relative(from, target)}: ${(size / 1e6).toFixed(1)} MB, opens by a double click`);
}

main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof Mistake)) throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = 2;
});
