// What is dropped or imported: files join the project, an archive with a program in it becomes one.

import { extension, fileOf, main, refusal } from "./project/files.js";
import { ZipError, unpack } from "./project/zip.js";

/** Takes the files in; answers a sentence for the user. */
export async function take(workspace, dropped) {
  const files = [];
  for (const file of dropped) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    // A configuration of tools is for the page, not for the project.
    if (extension(file.name) === "json" && (await (await globalThis.vivarium.tools()).take(bytes))) return "";
    if (extension(file.name) !== "zip") files.push(fileOf(file.name, bytes));
    else {
      try {
        files.push(...(await unpack(bytes)).map(({ path, bytes }) => fileOf(path, bytes)));
      } catch (error) {
        if (error instanceof ZipError) return `${file.name}: ${error.message}`;
        throw error;
      }
    }
  }
  const program = files.findIndex((file) => file.path === main && "text" in file);
  const impossible = files.map((file) => refusal(file.path) && `${file.path}: ${refusal(file.path)}`).find(Boolean);
  if (impossible) return impossible;
  if (program >= 0) {
    files.unshift(...files.splice(program, 1));
    await workspace.begin(dropped[0].name.replace(/\.\w+$/, ""), files);
    return "Opened as a project of its own.";
  }
  for (const file of files) {
    while (workspace.file(file.path)) file.path = file.path.replace(/( \((\d+)\))?(\.\w+)?$/, (_, __, number, end = "") => ` (${Number(number ?? 1) + 1})${end}`);
    const reason = workspace.put(file);
    if (reason) return reason;
  }
  return files.length === 1 ? `${files[0].path} is in the project.` : `${files.length} files are in the project.`;
}
