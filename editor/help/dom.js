// How what the engine knows is shown: a heading in code, and what its documentation says.

/** `marked`: the stretch of the heading to stress, as two offsets. */
export function documentation(heading, text, marked) {
  const dom = document.createElement("div");
  dom.className = "cm-knowledge";
  dom.setAttribute("role", "tooltip");
  const code = dom.appendChild(document.createElement("code"));
  const [from, to] = marked ?? [0, 0];
  const stressed = document.createElement("b");
  stressed.textContent = heading.slice(from, to);
  code.append(heading.slice(0, from), stressed, heading.slice(to));
  if (text) dom.appendChild(document.createElement("p")).textContent = text;
  return dom;
}
