// Where frames and objects stand, and how arrows run between them. No elements here.

/** The numbers of objects that a list of values leads to. */
const references = (values) => values.filter((value) => typeof value === "number");

/** The values that an object holds: of pairs both. */
export const valuesOf = ({ kind, of }) => (kind === "dict" ? of.flat() : kind === "instance" ? of.map(([, value]) => value) : of);

/** So many frames are drawn of a deep stack: the outermost and the newest. */
const [first, last] = [3, 12];

/** The frames that are drawn; a number stands for so many that are not. */
export function shownFrames(frames) {
  const hidden = frames.length - first - last;
  return hidden > 1 ? [...frames.slice(0, first), hidden, ...frames.slice(-last)] : frames;
}

/**
 * The objects in columns: in the first those that names lead to, in the next those that these lead to, and so on.
 * Each stands once, as near to the names as it can; in a column, what was made first stands first.
 */
export function columns(frames, heap) {
  const placed = new Set();
  const found = [];
  let next = frames.flatMap((frame) => references([...(frame.names?.values() ?? [])]));
  while (next.length > 0) {
    const column = [...new Set(next)].filter((number) => heap.has(number) && !placed.has(number)).sort((one, other) => one - other);
    if (column.length > 0) found.push(column);
    for (const number of column) placed.add(number);
    next = column.flatMap((number) => references(valuesOf(heap.get(number))));
  }
  return found;
}

/** An arrow from a point to a box, as the data of a path: it leaves to the right and arrives from the side that is nearer. */
export function arrow({ x, y }, box) {
  const forward = box.left >= x;
  const to = forward ? { x: box.left - 2, y: box.top + Math.min(14, box.height / 2) } : { x: box.left + Math.min(20, box.width / 2), y: y < box.top ? box.top - 2 : box.top + box.height + 2 };
  const bend = Math.max(18, Math.abs(to.x - x) / 2);
  const [first, second] = forward ? [`${x + bend} ${y}`, `${to.x - bend} ${to.y}`] : [`${x + 24} ${y}`, `${to.x} ${to.y + (y < box.top ? -24 : 24)}`];
  return `M ${x} ${y} C ${first}, ${second}, ${to.x} ${to.y}`;
}
