// Zip archives: enough of the format to carry projects out and in.

import { deflate, inflate } from "./deflate.js";

const mostFiles = 1_000;
const mostBytes = 64_000_000;
const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
const utf8Names = 0x0800;
/** 1 January 1980, the format's first day: an archive says nothing of when it was made. */
const someDay = 0x0021;

/** Why an archive cannot be read, as a sentence for people. */
export class ZipError extends Error {}

const table = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) sum = (sum >>> 8) ^ table[(sum ^ byte) & 0xff];
  return ~sum >>> 0;
}

/** An archive of `files`, each `{ path, bytes }`. */
export async function pack(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  const put = (list, fields, ...rest) => {
    const bytes = new Uint8Array(fields.reduce((length, [size]) => length + size, 0));
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const [size, value] of fields) {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += size;
    }
    list.push(bytes, ...rest);
    return bytes.length + rest.reduce((length, { length: more }) => length + more, 0);
  };
  for (const { path, bytes } of files) {
    const name = new TextEncoder().encode(path);
    const data = await deflate(bytes);
    const about = [[2, 20], [2, utf8Names], [2, 8], [2, 0], [2, someDay], [4, crc32(bytes)], [4, data.length], [4, bytes.length], [2, name.length], [2, 0]];
    put(directory, [[4, central], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]], name);
    offset += put(parts, [[4, local], ...about], name, data);
  }
  const size = directory.reduce((length, { length: more }) => length + more, 0);
  put(directory, [[4, end], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]]);
  return new Uint8Array(await new Blob([...parts, ...directory]).arrayBuffer());
}

/** The files of an archive, without folders and what macOS adds. */
export async function unpack(archive) {
  const damaged = new ZipError("This is no zip archive, or it is damaged.");
  try {
    return await entries(archive, damaged);
  } catch (error) {
    if (error instanceof ZipError) throw error;
    if (error instanceof RangeError && error.message === "too large") throw new ZipError(`The archive unpacks to more than ${mostBytes / 1e6} MB.`);
    throw damaged;
  }
}

async function entries(archive, damaged) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  // The last record may be followed by a comment of up to 64 KB.
  let at = archive.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== end) at--;
  if (at < 0 || at < archive.length - 22 - 0xffff) throw damaged;
  const count = view.getUint16(at + 10, true);
  if (count > mostFiles) throw new ZipError(`The archive holds more than ${mostFiles} files.`);
  at = view.getUint32(at + 16, true);
  const files = [];
  let room = mostBytes;
  for (let entry = 0; entry < count; entry++) {
    if (view.getUint32(at, true) !== central) throw damaged;
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [sum, packed] = [view.getUint32(at + 16, true), view.getUint32(at + 20, true)];
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const start = view.getUint32(at + 42, true);
    const path = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
    if (path.endsWith("/") || path.startsWith("__MACOSX/")) continue;
    if (flags & 1) throw new ZipError("The archive is locked with a password; unlock it first.");
    const body = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const data = archive.subarray(body, body + packed);
    if (method !== 0 && method !== 8) throw new ZipError(`${path} is compressed in a way that browsers do not know; make the archive again as an ordinary zip.`);
    const bytes = method === 0 ? data.slice() : await inflate(data, room);
    room -= bytes.length;
    if (room < 0) throw new RangeError("too large");
    if (crc32(bytes) !== sum) throw damaged;
    files.push({ path, bytes });
  }
  return files;
}
