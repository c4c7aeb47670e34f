// A project as lines for somebody's page: the element and its script, or an `<iframe>`.

import { main } from "../project/files.js";

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** What the element takes besides the program: files of text, limits. `left` are the files that it cannot take. */
function options({ files, limits }) {
  const others = files.filter(({ path }) => path !== main);
  const texts = others.filter((file) => "text" in file).map(({ path, text }) => [path, text]);
  const [timeout, memory] = limits ? limits.split(" ") : [];
  const found = { files: texts.length > 0 && JSON.stringify(Object.fromEntries(texts)), timeout, memory };
  const left = others.filter((file) => !("text" in file)).map(({ path }) => path);
  return { found: Object.entries(found).filter(([, value]) => value), left };
}

const program = ({ files }) => files.find(({ path }) => path === main).text;

/** `base` is where `embed.js` lies. Answers `{ text, left }`. */
export function asTag(project, base) {
  const { found, left } = options(project);
  const attributes = found.map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
  const script = `<script type="module" src="${new URL("embed.js", base)}"></script>`;
  return { text: `${script}\n<py-vivarium${attributes}>\n<pre><code>${escaped(program(project))}</code></pre>\n</py-vivarium>\n`, left };
}

export function asFrame(project, base) {
  const { found, left } = options(project);
  const address = `${new URL("embed.html", base)}#${new URLSearchParams([["code", program(project)], ...found])}`;
  const height = 5 + 1.5 * program(project).split("\n").length;
  return { text: `<iframe src="${escaped(address)}" sandbox="allow-scripts" title="${escaped(project.name)}" style="width: 100%; height: ${height}rem; border: 0"></iframe>\n`, left };
}
