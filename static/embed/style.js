// The look: the page's own letters and colours, and as few of ours as buttons need. A constructed sheet passes strict policies.

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: block; position: relative; margin: var(--vivarium-margin, 1em 0); }
:host([hidden]) { display: none; }
:host([theme=light]) { color-scheme: light; }
:host([theme=dark]) { color-scheme: dark; }
.bar { position: absolute; inset-block-start: .375rem; inset-inline-end: .375rem; z-index: 1; display: flex; gap: .25rem; }
button { min-height: 2rem; padding: 0 .75rem; border: 1px solid color-mix(in srgb, currentColor 35%, transparent); border-radius: .375rem;
  background: var(--vivarium-button, Canvas); color: var(--vivarium-button-text, CanvasText); font: 600 .875rem/1 system-ui, sans-serif; cursor: pointer; }
button.run { border-color: transparent; background: var(--vivarium-accent, #28663d); color: var(--vivarium-accent-text, #fff); }
button:focus-visible, input:focus-visible { outline: 2px solid var(--vivarium-accent, #28663d); outline-offset: 2px; }
button[aria-disabled=true] { opacity: .55; cursor: default; }
::slotted(pre) { margin: 0 !important; max-height: var(--lines-most, none); min-height: var(--lines-least, 0); overflow: auto; }
::slotted([hidden]) { display: none !important; }
.out { margin: .25rem 0 0; padding: .5rem .75rem; border-inline-start: 3px solid var(--vivarium-accent, #28663d); overflow-x: auto;
  font: .875em/1.5 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.out:empty { display: none; }
.out .stderr { color: var(--vivarium-error, light-dark(#a3241f, #ff9b8f)); }
.out .result { opacity: .8; }
.out .notice { font-family: system-ui, sans-serif; }
.out img { display: block; max-width: 100%; background: #fff; }
.grants, .status { margin: .25rem 0 0; font: .875rem/1.5 system-ui, sans-serif; }
.status:empty { display: none; }
.ask { display: flex; gap: .25rem; margin: .25rem 0 0; }
.ask[hidden], p[hidden], button[hidden], details[hidden] { display: none; }
input { flex: 1; min-width: 0; min-height: 2rem; padding: 0 .5rem; border: 1px solid currentColor; border-radius: .375rem; background: Canvas; color: CanvasText; font: 1rem/1 ui-monospace, monospace; }
details { margin: .25rem 0 0; font: .875rem/1.5 system-ui, sans-serif; }
`);
