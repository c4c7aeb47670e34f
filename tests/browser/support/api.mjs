// A page of somebody else's that imports `vivarium.js`, and runs programs by it.

const page = `<!doctype html><meta charset="utf-8"><title>A page that uses vivarium.js</title>
<script type="module">
  import * as vivarium from "VIVARIUM";
  Object.assign(globalThis, vivarium);
</script>`;

/** The page's text, for a server's `pages`. */
export const pageImporting = (url = "./vivarium.js") => page.replace("VIVARIUM", url);

/** Opens such a page, called `page.html` on the server, and waits for the import. */
export async function openApi(browserPage, url) {
  await browserPage.goto(new URL("page.html", url).href);
  await browserPage.waitForFunction(() => "createSandbox" in globalThis);
}

/** Runs one program in a sandbox of its own, with everything that it reported. */
export function runOnce(browserPage, code, options = {}, sandboxOptions = {}) {
  return browserPage.evaluate(
    async (code, options, sandboxOptions) => {
      const sandbox = await createSandbox(sandboxOptions);
      try {
        return await sandbox.run(code, options);
      } finally {
        sandbox.close();
      }
    },
    code,
    options,
    sandboxOptions,
  );
}
