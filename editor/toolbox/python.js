// The line of Python that makes a call.

const keywords = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(" "),
);

const isName = (name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !keywords.has(name);

/** A JSON value as Python writes it. */
export function literal(value) {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object") return `{${Object.entries(value).map(([key, value]) => `${JSON.stringify(key)}: ${literal(value)}`).join(", ")}}`;
  return JSON.stringify(value);
}

/** The call, after the import that it needs where `program` has none yet; `…` stands for what is required and not given. */
export function snippet({ server, tool, given, required = [] }, program = "") {
  const all = [...Object.entries(given).map(([name, value]) => [name, literal(value)]), ...required.filter((name) => !(name in given)).map((name) => [name, "..."])];
  const named = all.filter(([name]) => isName(name)).map(([name, value]) => `${name}=${value}`);
  const rest = all.filter(([name]) => !isName(name)).map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  if (rest.length > 0) named.push(`**{${rest.join(", ")}}`);
  const line = `from tools import ${server}`;
  const imported = program.split("\n").some((other) => other.trim() === line);
  return `${imported ? "" : `${line}\n`}print(${server}.${tool}(${named.join(", ")}))\n`;
}
