// Bytes as text that HTML leaves alone: seven bits a character, so that eight characters of UTF-8 hold seven bytes.

/** What the parser of HTML would change, or end a script with, gets an eighth bit: these stand in two bytes. */
const unsafe = new Set([0x00, 0x0d, 0x3c]);
const letters = Array.from({ length: 128 }, (_, bits) => String.fromCharCode(unsafe.has(bits) ? bits | 0x80 : bits));

/** How many characters are joined at once. */
const piece = 4_096;

export function toText(bytes) {
  const pieces = [];
  let row = [];
  let [held, bits] = [0, 0];
  const write = (value) => {
    row.push(letters[value & 127]);
    if (row.length === piece) pieces.push(row.join("")), (row = []);
  };
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 7) write(held >> (bits -= 7));
  }
  if (bits > 0) write(held << (7 - bits));
  return pieces.join("") + row.join("");
}

/** The first `size` bytes of it; `unpack.inline.js` does the same where no module can be. */
export function fromText(text, size) {
  const bytes = new Uint8Array(size);
  let [held, bits, at] = [0, 0, 0];
  for (let place = 0; at < size; place++) {
    held = (held << 7) | (text.charCodeAt(place) & 127);
    bits += 7;
    if (bits >= 8) bytes[at++] = held >> (bits -= 8);
  }
  return bytes;
}
