// Files for the user's own disk, one by one or as an archive.

import { bytesOf } from "../project/files.js";
import { pack } from "../project/zip.js";
import { element } from "../panels/dom.js";

export function download(path, bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  element("a", { href: url, download: path.split("/").pop() }).click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export async function downloadAll(name, files) {
  download(`${name}.zip`, await pack(files.map((file) => ({ path: file.path.replace(/^\/+/, ""), bytes: bytesOf(file) }))));
}
