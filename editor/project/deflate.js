// Compression by the browser itself: raw deflate, as links and archives use it.

/** Throws where the data is not what it should be, and a RangeError where it grows past `most` bytes. */
async function through(stream, bytes, most = Infinity) {
  const pieces = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw new RangeError("too large");
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export const deflate = (bytes) => through(new CompressionStream("deflate-raw"), bytes);
export const inflate = (bytes, most) => through(new DecompressionStream("deflate-raw"), bytes, most);
