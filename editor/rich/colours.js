// Colours that a program sets for a terminal, as spans with classes: rich.css has their looks in light and dark.

let sheet;

/** Takes the style sheet of what is coloured. */
export function lookLike(css) {
  sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
}

/** `[text, classes]` of each stretch of `text`; what follows goes on with the last. */
export function coloured(text) {
  const parts = [];
  let set = { styles: new Set(), ink: "", ground: "" };
  for (const [, codes, plain] of text.matchAll(/(?:\u001b\[([\d;:]*)m)?([^\u001b]*)/g)) {
    if (codes !== undefined) set = changed(set, codes.split(/[;:]/).map(Number));
    if (plain) parts.push([plain, [...set.styles, set.ink && `ink-${set.ink}`, set.ground && `ground-${set.ground}`].filter(Boolean)]);
  }
  return parts;
}

const styles = { 1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "inverse", 9: "strike" };
const ends = { 22: ["bold", "dim"], 23: ["italic"], 24: ["underline"], 27: ["inverse"], 29: ["strike"] };

function changed(set, codes) {
  let { ink, ground } = set;
  let on = new Set(set.styles);
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at];
    if (code === 0) [ink, ground, on] = ["", "", new Set()];
    else if (code in styles) on.add(styles[code]);
    else if (code in ends) for (const style of ends[code]) on.delete(style);
    else if (code === 38 || code === 48) {
      // Of 256 colours, or of all, the nearest of the eight.
      const [kind, ...rest] = codes.slice(at + 1);
      const nearest = kind === 5 ? indexed(rest[0]) : eighth(rest);
      if (code === 38) ink = nearest;
      else ground = nearest;
      at += kind === 5 ? 2 : 4;
    } else if (code === 39) ink = "";
    else if (code === 49) ground = "";
    else if (code >= 30 && code <= 37) ink = String(code - 30);
    else if (code >= 40 && code <= 47) ground = String(code - 40);
    else if (code >= 90 && code <= 97) ink = String(code - 90);
    else if (code >= 100 && code <= 107) ground = String(code - 100);
  }
  return { styles: on, ink, ground };
}

function indexed(index) {
  if (index < 16) return String(index % 8);
  if (index >= 232) return index < 244 ? "0" : "7";
  const cube = index - 16;
  return eighth([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((part) => part * 51));
}

const eighth = ([red = 0, green = 0, blue = 0]) => {
  const most = Math.max(red, green, blue);
  const bit = (part) => (most > 60 && part >= most * 0.6 ? 1 : 0);
  return String(bit(red) + 2 * bit(green) + 4 * bit(blue));
};

/** Shows a place's text with its colours. The text itself stays where it is: the app lets it grow. */
export function colour(place) {
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const draw = () => root.replaceChildren(...coloured(place.textContent).map(([text, classes]) => Object.assign(document.createElement("span"), { className: classes.join(" "), textContent: text })));
  new MutationObserver(draw).observe(place, { characterData: true, childList: true, subtree: true });
  draw();
}
