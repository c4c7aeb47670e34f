// A form made from a tool's input schema: which fields there are, and what stands in them as arguments. No elements here.

/** The schema that is meant where one is named elsewhere, or may be null as well. */
function meant(schema, root, depth = 0) {
  if (typeof schema !== "object" || schema === null || depth > 8) return {};
  if (typeof schema.$ref === "string") {
    const found = schema.$ref.startsWith("#/") ? schema.$ref.slice(2).split("/").reduce((at, key) => at?.[key.replace(/~1/g, "/").replace(/~0/g, "~")], root) : undefined;
    const { $ref, ...rest } = schema;
    return { ...meant(found, root, depth + 1), ...rest };
  }
  const either = schema.anyOf ?? schema.oneOf;
  const values = Array.isArray(either) ? either.filter(({ type }) => type !== "null") : [];
  if (values.length === 1) return { ...meant(values[0], root, depth + 1), ...schema, anyOf: undefined, oneOf: undefined };
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    if (types.length === 1) return { ...schema, type: types[0] };
  }
  return schema;
}

const kinds = { string: "text", number: "number", integer: "integer", boolean: "boolean" };

/** Fields in the order of the schema: `{ name, kind, required, description, options, fallback }`. */
export function fields(schema = {}) {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties ?? {}).map(([name, own]) => {
    const { type, enum: given, const: only, description, default: fallback } = meant(own, schema);
    const options = Array.isArray(given) ? given : only !== undefined ? [only] : undefined;
    return { name, kind: options ? "choice" : (kinds[type] ?? "json"), required: required.includes(name), description: description ?? "", options, fallback };
  });
}

/** What a field holds before anything is entered, as text. */
export function initial({ kind, fallback }) {
  if (fallback === undefined || fallback === null) return "";
  return kind === "text" ? String(fallback) : JSON.stringify(fallback);
}

/**
 * The arguments that were entered, by texts: a choice and a boolean are JSON of their value. Empty fields are left out, unless a
 * text is required. Answers `{ arguments }`, or `{ name, message }` of the first field that cannot be.
 */
export function entered(fields, texts) {
  const given = {};
  for (const field of fields) {
    const { name, kind, required } = field;
    const text = texts[name] ?? "";
    if (text === initial(field) && !required) continue;
    if (text.trim() === "" && !(kind === "text" && required)) {
      if (required) return { name, message: `${name} is needed.` };
      continue;
    }
    if (kind === "text") {
      given[name] = text;
      continue;
    }
    try {
      given[name] = JSON.parse(text);
    } catch (error) {
      return { name, message: kind === "json" ? `${name} is no JSON: ${error.message}` : `${name} must be a number.` };
    }
    if (kind === "integer" && !Number.isInteger(given[name])) return { name, message: `${name} must be a whole number.` };
    if (kind === "number" && typeof given[name] !== "number") return { name, message: `${name} must be a number.` };
  }
  return { arguments: given };
}
