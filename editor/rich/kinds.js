// Which of the forms of a value is shown.

const image = (type, extension, binary = true) => ({ type, view: "image", extension, word: "picture", binary, most: 10_000_000 });

/** In the order in which they are preferred; `most` is what may be shown, in characters. */
const kinds = [
  { type: "application/vnd.dataresource+json", view: "table", extension: "csv", word: "table", most: 10_000_000 },
  { type: "text/html", view: "html", extension: "html", word: "HTML", most: 2_000_000 },
  image("image/svg+xml", "svg", false),
  image("image/png", "png"),
  image("image/jpeg", "jpg"),
  image("image/gif", "gif"),
  image("image/webp", "webp"),
  { type: "text/markdown", view: "markdown", extension: "md", word: "Markdown", most: 200_000 },
  { type: "application/json", view: "json", extension: "json", word: "JSON", most: 5_000_000 },
];

/** `{ kind, data }` of the best form that can be shown; else perhaps a `complaint` to stand after the text. */
export function richest(bundle) {
  const there = kinds.filter(({ type }) => typeof bundle[type] === "string");
  const kind = there.find(({ type, most }) => bundle[type].length <= most);
  if (kind) return { kind, data: bundle[kind.type] };
  if (there.length > 0) return { complaint: `The ${there[0].word} is too large to be shown.` };
  const others = Object.keys(bundle).filter((type) => type !== "text/plain");
  return "text/plain" in bundle ? {} : { complaint: `A value of the type ${others.join(", ") || "nothing"}, which this page cannot show.` };
}
