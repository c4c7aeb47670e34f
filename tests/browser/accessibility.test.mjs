// axe-core finds nothing in any state of the page, light or dark, nor in high contrast. Keeps pictures of the states.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { encode } from "../../editor/project/link.js";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";

const server = await startServer();
after(() => server.close());
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new URL("screenshots/", import.meta.url).pathname;
await mkdir(pictures, { recursive: true });

const written = 'import pathlib\npathlib.Path("a.csv").write_text("x,y\\n1,2\\n")\nprint("done")\n';
const project = { name: "Shared", files: [{ path: "main.py", text: written }, { path: "b.py", text: "b = 1\n" }], shown: "main.py", limits: "", stdin: "" };

/** What a person may have before them, each reached from the one before. */
const states = {
  start: async () => {},
  error: async (app) => {
    await app.finishes('print("out")\n1 / 0\n');
    await app.page.waitForSelector("#hint-bar p");
  },
  question: async (app) => {
    await app.write('input("Who? ")\n');
    await app.run();
    await app.page.waitForSelector("#answer");
  },
  search: async (app) => {
    await app.stop();
    await app.ends();
    await app.page.focus(".cm-content");
    await app.press("Control", "f");
    await app.page.waitForSelector(".cm-search");
  },
  completion: async (app) => {
    await app.page.keyboard.press("Escape");
    await app.write("");
    await app.page.keyboard.type("pri");
    await app.page.waitForSelector(".cm-tooltip-autocomplete");
  },
  programs: async (app) => {
    await app.page.keyboard.press("Escape");
    await app.page.click(".project");
    await app.page.waitForSelector("dialog .examples");
  },
  share: async (app) => {
    await app.page.keyboard.press("Escape");
    await app.page.click(".project + .project");
    await app.page.waitForSelector("#link");
  },
  commands: async (app) => {
    await app.page.keyboard.press("Escape");
    await app.page.keyboard.press("F1");
    await app.page.waitForSelector("#commands");
  },
  settings: async (app) => {
    await app.close();
    await app.settings();
  },
  link: async (app) => {
    await app.close();
    await app.kept();
    await app.page.evaluate((hash) => (location.hash = hash), await encode(project));
    await app.page.waitForSelector("#link-bar p");
    await app.run();
    await app.ends();
    await app.page.waitForSelector("#written-bar button");
  },
  preview: async (app) => {
    await app.page.click("#written-bar button");
    await app.page.waitForSelector("dialog table");
  },
};

/** The states that are also looked at in high contrast: all kinds of surfaces. */
const contrasts = ["error", "completion", "settings"];

for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
  inBrowsers(
    `no state of the page is closed to anyone (${size})`,
    async ({ page, browserName }) => {
      const app = await App.open(page, server.url);
      await app.status(/^Ready/);
      await page.waitForSelector(".project-name");
      await page.evaluate(axe);
      const found = [];
      for (const [name, reach] of Object.entries(states)) {
        await reach(app);
        for (const look of ["light", "dark", ...(contrasts.includes(name) ? ["light-contrast", "dark-contrast"] : [])]) {
          const [theme, contrast] = look.split("-");
          await page.evaluate((theme, contrast) => vivarium.set({ theme, contrast }), theme, contrast ? "more" : "");
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
          for (const { id, nodes } of violations) found.push(`${name}, ${look}: ${id} at ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
          if (browserName === "Chromium") await page.screenshot({ path: `${pictures}${size}-${name}-${look}.png` });
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wider <= 0, `${name}: ${wider} px wider than the screen`);
        }
      }
      assert.deepEqual(found, []);
    },
    { viewport },
  );
}
