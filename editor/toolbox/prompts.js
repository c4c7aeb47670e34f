// What a program waits for a person to decide: one question at a time, in the output's pane, or in the dialog that is open.

import { button, element } from "../panels/dom.js";
import { inputsFor } from "./inputs.js";
import { secretFields } from "./secrets.js";

/** Times that are offered when one does not want to be asked each time. */
const some = 10;

/** Shows the oldest question of the toolbox, wherever the user is. */
export function prompts(toolbox) {
  let shown; // the id of the question on the page
  let place;
  const home = () => document.querySelector("dialog[open] .dialog-body") ?? document.querySelector(".output");
  const draw = () => {
    const question = toolbox.questions.values().next().value;
    if (question && question.id === shown && place.isConnected) return place.querySelector(".waiting")?.replaceChildren(waiting(question));
    const had = place?.contains(document.activeElement);
    place?.remove();
    shown = question?.id;
    if (!question) {
      // The focus goes back to where one can go on.
      if (had) document.querySelector(".cm-content, .code textarea")?.focus();
      return;
    }
    place = prompt(question, toolbox);
    const into = home();
    if (into.matches(".output")) into.querySelector("#hint-bar").before(place);
    else into.prepend(place);
    // The prompt, not one of its buttons: a key that was meant for the editor decides nothing.
    place.focus();
  };
  toolbox.addEventListener("asks", draw);
  // A dialog that closes takes a question in it along.
  new MutationObserver(() => toolbox.questions.size > 0 && !place?.isConnected && draw()).observe(document.body, { childList: true });
}

const waiting = ({ keys }) => (keys.length > 1 ? `${keys.length} such calls wait.` : "");

function prompt(question, toolbox) {
  const { title, sentence, choices, refuse } = content(question, toolbox);
  const given = question.arguments && Object.keys(question.arguments).length > 0;
  const place = element(
    "section",
    {
      className: "prompt",
      role: "alertdialog",
      "aria-labelledby": "prompt-title",
      "aria-describedby": "prompt-text",
      tabIndex: -1,
      onkeydown: (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        refuse();
      },
    },
    element("h3", { id: "prompt-title" }, title),
    element("p", { id: "prompt-text" }, sentence, " ", element("span", { className: "waiting" }, waiting(question))),
    given ? element("pre", { className: "values", tabIndex: 0, role: "group", "aria-label": "Arguments" }, compact(question.arguments)) : "",
    ...choices,
  );
  return place;
}

/** On one line where it fits. */
function compact(value) {
  const line = JSON.stringify(value);
  return line.length <= 60 ? line : JSON.stringify(value, undefined, 2);
}

function content(question, toolbox) {
  const { wanted, decide } = question;
  const choice = (label, answer, properties) => button(label, () => decide(answer), properties);
  const refuse = () => decide("never");
  const linked = toolbox.workspace?.project.linked ? "The program came from a link. " : "";
  const yesOrNo = [element("div", { className: "row" }, choice("Allow for this page", "always"), choice("Deny", "never"))];
  if (wanted.type === "server") {
    const { address } = toolbox.read.servers.find(({ name }) => name === wanted.server) ?? {};
    return { title: `Allow ${wanted.server}?`, sentence: `${linked}It wants to use the tools of ${wanted.server}${address ? ` (${address})` : ""}, with the keys that you gave for it.`, choices: yesOrNo, refuse };
  }
  if (wanted.type === "origin") {
    return { title: `Allow ${wanted.origin}?`, sentence: `${linked || "The program "}${linked ? "It " : ""}wants to send requests to ${wanted.origin} and read the answers.`, choices: yesOrNo, refuse };
  }
  if (wanted.type === "login") {
    const refuse = () => decide(undefined);
    const choices = [element("div", { className: "row" }, button("Log in", () => decide(toolbox.logIn(wanted.address))), button("Not now", refuse))];
    const sentence = `${wanted.server} wants to know who you are: a window of ${new URL(wanted.address).host} opens. The program sees neither your password nor the key that comes back.`;
    return { title: `Log in to ${wanted.server}?`, sentence, choices, refuse };
  }
  if (wanted.type === "elicit") {
    const { rows, complaint, read } = inputsFor(wanted.schema, "answer");
    const submit = (event) => {
      event.preventDefault();
      const content = read();
      if (content) decide({ action: "accept", content });
    };
    const row = element("div", { className: "row" }, element("button", { type: "submit", className: "main" }, "Answer"), button("Decline", () => decide({ action: "decline" })));
    const form = element("form", { className: "try", onsubmit: submit, noValidate: true }, ...rows, complaint, row);
    return { title: `${wanted.server} asks`, sentence: wanted.message, choices: [form], refuse: () => decide({ action: "cancel" }) };
  }
  if (wanted.type === "secrets") {
    const names = question.secrets.map(({ name }) => name).join(", ");
    const form = secretFields(question.secrets, {}, (values, keep) => decide(values, keep), "Give and go on");
    form.append(button("Not now", () => decide(undefined)));
    return { title: question.secrets.length === 1 ? "A key is needed" : "Keys are needed", sentence: `The tools need ${names}. The program never sees it; it is kept in memory only, unless you tick the box.`, choices: [form], refuse: () => decide(undefined) };
  }
  const number = element("input", { type: "number", min: 1, max: 1_000, value: some, "aria-label": "How many" });
  const times = () => (number.reportValidity() ? decide(Number(number.value)) : undefined);
  const choices = [
    element(
      "div",
      { className: "row" },
      choice("Allow once", 1),
      element("span", { className: "times" }, button("Allow", times, { "aria-label": "Allow as many calls as entered" }), number, "times"),
      choice("Allow all in this run", "always"),
      choice("Deny", "never"),
    ),
  ];
  return { title: `${wanted.server}.${wanted.tool} may change something`, sentence: "It is not marked as reading only. What you allow ends with this run.", choices, refuse };
}
