// Calls as far as their text tells: whether one is open, and where a parameter stands in its label.

/** Whether a call may be open at the end of this text; strings and comments are the engine's business. */
export function mayBeInCall(text) {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    const letter = text[at];
    if (")]}".includes(letter)) depth++;
    else if ("([{".includes(letter) && depth-- === 0) {
      if (letter === "(" && /[\w\])]$/.test(text.slice(0, at))) return true;
      depth = 0;
    }
  }
  return false;
}

/** Where the parameter of this number stands in `name(a, b=(1, 2), c)`. */
export function parameterAt(label, number) {
  const begin = label.indexOf("(") + 1;
  let [depth, count, from, quote] = [0, 0, begin, ""];
  for (let at = begin; at < label.length; at++) {
    const letter = label[at];
    if (quote) {
      if (letter === "\\") at++;
      else if (letter === quote) quote = "";
    } else if ("'\"".includes(letter)) quote = letter;
    else if ("([{".includes(letter)) depth++;
    else if (depth > 0 && ")]}".includes(letter)) depth--;
    else if (depth === 0 && (letter === "," || letter === ")")) {
      if (count++ === number) return [from, at];
      from = at + 2;
    }
  }
  return undefined;
}
