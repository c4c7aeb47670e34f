// The limits of a run: four whole numbers, each in a unit that people use, written down with spaces between. Pure.

/** What each is called, its number where nothing is set, and the largest that makes sense. */
export const limits = [
  ["Time in seconds", 30, 3_600],
  ["Memory in MB", 256, 2_048],
  ["Output in KB", 1_000, 4_000],
  ["Files in MB", 64, 500],
];

/** The numbers in a text; those that are missing or out of range are the usual ones. */
export function numbersIn(text) {
  const given = text.split(" ").map(Number);
  return limits.map(([, usual, most], at) => (Number.isInteger(given[at]) && given[at] >= 1 && given[at] <= most ? given[at] : usual));
}
