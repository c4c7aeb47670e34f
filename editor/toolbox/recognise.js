// Whether a file that was dropped configures tools: other JSON is data for a program.

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The text of a configuration; undefined for every other file. One with a mistake in it is still one. */
export function configurationIn(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // Comments and commas are read later, or named as what is wrong.
    return /"mcpServers"\s*:/.test(text) ? text : undefined;
  }
  if (!isObject(json)) return undefined;
  const configures = isObject(json.mcpServers) || isObject(json.servers) || isObject(json.mcp?.servers) || (Array.isArray(json.net) && json.net.every((origin) => isObject(origin) || /^https?:/.test(origin)));
  return configures ? text : undefined;
}
