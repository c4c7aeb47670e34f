// Our own packages come with the programs that import them: matplotlib's everyday surface, drawn by a native module.

import assert from "node:assert/strict";
import { after } from "node:test";
import { App } from "./support/app.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { startServer } from "./support/server.mjs";

const embedded = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>A post</title><script type="module" src="embed.js"></script>
<py-vivarium><pre><code>import matplotlib.pyplot as plt
plt.plot([1, 3, 2])
plt.show()
print("shown")</code></pre></py-vivarium>`;
const server = await startServer(undefined, { pages: { "page.html": pageImporting(), "post.html": embedded } });
after(() => server.close());

const device = "/dev/vivarium/matplotlib/_draw.wasm";

inBrowsers("a figure is shown as SVG and saved as PNG and SVG", async ({ page }) => {
  await openApi(page, server.url);
  server.requests.length = 0;
  const { status, stderr, stdout, displays, files } = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const code = `import io, random, matplotlib
import matplotlib.pyplot as plt
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 4))
left.plot([1, 2, 3], [1, 4, 9], "ro--", label="squares")
left.legend()
right.hist([random.gauss(0, 1) for _ in range(500)], bins=20)
fig.suptitle("Two & two")
fig.tight_layout()
fig.savefig("figure.png")
fig.savefig("figure.svg")
buffer = io.BytesIO()
fig.savefig(buffer, dpi=50)
print(buffer.getvalue()[16:24].hex(), "own" in matplotlib.__doc__)
plt.show()
`;
    const { files, ...run } = await sandbox.run(code);
    sandbox.close();
    return { ...run, files: Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, String.fromCharCode(...bytes.slice(0, 200))])) };
  });
  assert.deepEqual({ status, stderr }, { status: "ok", stderr: "" });
  // 8 by 4 inches with 50 pixels each.
  assert.equal(stdout, "00000190000000c8 True\n");
  assert.deepEqual(Object.keys(files), ["figure.png", "figure.svg"]);
  assert.match(files["figure.png"], /^\x89PNG/);
  assert.match(files["figure.svg"], /^<svg/);
  assert.equal(displays.length, 1);
  assert.equal(displays[0]["text/plain"], "<Figure size 800x400 with 2 Axes>");
  const picture = await page.evaluate(async (svg) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 400 });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, 800, 400).data;
    const count = (wanted) => pixels.reduce((sum, _, at) => sum + (at % 4 === 0 && wanted(...pixels.slice(at, at + 3))), 0);
    return { width: image.width, height: image.height, red: count((r, g, b) => r > 200 && g < 60 && b < 60), blue: count((r, g, b) => r === 31 && g === 119 && b === 180) };
  }, displays[0]["image/svg+xml"]);
  assert.deepEqual([picture.width, picture.height], [800, 400]);
  assert.ok(picture.red > 100 && picture.blue > 5000, JSON.stringify(picture));
  assert.equal(server.requests.filter((path) => /bundle-matplotlib/.test(path)).length, 1);
});

inBrowsers("what does not import it does not load it, and a file or wheel of that name comes first", async ({ page }) => {
  await openApi(page, server.url);
  server.requests.length = 0;
  assert.equal((await runOnce(page, "print('plain text about matplotlib')")).stdout, "plain text about matplotlib\n");
  const own = await runOnce(page, "import matplotlib\nprint(matplotlib.own)", { files: { "matplotlib.py": "own = 'mine'" } });
  assert.equal(own.stdout, "mine\n");
  assert.deepEqual(server.requests.filter((path) => /bundle-/.test(path)), []);
});

inBrowsers("sessions, processes and files of the program's own find it, and what is missing says so", async ({ page }) => {
  await openApi(page, server.url);
  const outputs = await page.evaluate(async () => {
    const sandbox = await createSandbox();
    const session = sandbox.session();
    const runs = [
      await session.run("x = 1"),
      await session.run("import matplotlib.pyplot as plt\nplt.plot([x, 2])"),
      await session.run("print(len(plt.gca().lines)); plt.show()"),
      await sandbox.run("import helper", { files: { "helper.py": "from matplotlib import pyplot\nprint(pyplot.figure())" } }),
      await sandbox.run("import matplotlib.pyplot as plt\nplt.streamplot(1)"),
      await sandbox.run("import matplotlib\nfrom mpl_toolkits.mplot3d import Axes3D"),
    ];
    sandbox.close();
    return runs.map(({ stdout, stderr, displays }) => ({ stdout, error: stderr.trim().split("\n").at(-1), shown: displays.length }));
  });
  assert.deepEqual(outputs[2], { stdout: "1\n", error: "", shown: 1 });
  assert.equal(outputs[3].stdout, "<Figure size 640x480 with 0 Axes>\n");
  assert.match(outputs[4].error, /^AttributeError: matplotlib.pyplot has no 'streamplot' here: Vivarium draws/);
  assert.match(outputs[5].error, /^ModuleNotFoundError: No module named 'mpl_toolkits'.*docs\/plots.md/);
});

inBrowsers("a native module that fails is an exception; only what the page gave is a module", async ({ page }) => {
  await openApi(page, server.url);
  const program = `import os, matplotlib
def attempt(what, *given):
    try:
        return what(*given)
    except Exception as error:
        return type(error).__name__, str(error).split("]")[-1].strip()

def ask(request):
    fd = os.open("${device}", os.O_RDWR)
    try:
        os.write(fd, request)
        return os.read(fd, 9), os.fstat(fd).st_size, attempt(os.lseek, fd, 0, 0)
    finally:
        os.close(fd)

for request in b"", b"abc", b"\\xff" * 1000, b"\\x02\\0\\0\\0{}":
    print(ask(request))
print(attempt(os.open, "/dev/vivarium/nothing.wasm", os.O_RDWR)[0])
# An empty module with a memory that is bounded; then a copy of the true one; then a change of it.
for name, data in ("own", b"\\0asm\\1\\0\\0\\0\\5\\4\\1\\1\\1\\1"), ("copy", open("/lib/site-packages/matplotlib/_draw.wasm", "rb").read()):
    open(f"/lib/site-packages/{name}.wasm", "wb").write(data)
    print(name, attempt(os.open, f"/dev/vivarium/{name}.wasm", os.O_RDWR)[0])
fds = []
while isinstance(fd := attempt(os.open, "${device}", os.O_RDWR), int):
    fds.append(fd)
print(len(fds), fd[0])
for fd in fds:
    os.close(fd)
# Many writes to one instance do not pile up.
fd = os.open("${device}", os.O_RDWR)
for _ in range(50):
    os.write(fd, bytes(1_000_000))
print(os.read(fd, 1))
open("/lib/site-packages/matplotlib/_draw.wasm", "ab").write(b"x")
print(attempt(os.open, "${device}", os.O_RDWR)[0])
`;
  const { stdout, stderr, status } = await runOnce(page, program);
  assert.deepEqual({ status, stderr }, { status: "ok", stderr: "" });
  const lines = stdout.trim().split("\n");
  assert.equal(lines.filter((line) => /^\(b'\\x01the requ', 0, \('OSError', .*\)\)$/.test(line)).length, 4, stdout);
  assert.deepEqual(lines.slice(4), ["FileNotFoundError", "own PermissionError", "copy PermissionError", "4 OSError", "b'\\x01'", "PermissionError"]);
  // A module that has given up: the page gives one that does nothing but that.
  const wasm = [0, 97, 115, 109, 1, 0, 0, 0, 1, 12, 2, 96, 1, 127, 1, 127, 96, 2, 127, 127, 1, 127, 3, 3, 2, 0, 1, 5, 4, 1, 1, 1, 1, 7, 25, 3, 6, 109, 101, 109, 111, 114, 121, 2, 0, 5, 97, 108, 108, 111, 99, 0, 0, 4, 99, 97, 108, 108, 0, 1, 10, 11, 2, 4, 0, 65, 0, 11, 4, 0, 0, 0, 11];
  const trap = await page.evaluate(async (wasm) => {
    const sandbox = await createSandbox();
    const code = `import os
fd = os.open("/dev/vivarium/trap.wasm", os.O_RDWR)
for _ in range(2):
    try:
        os.write(fd, b"x")
    except OSError as error:
        print(error.errno == 29 or error.strerror)`;
    const run = await sandbox.run(code, { files: { "/lib/site-packages/trap.wasm": Uint8Array.from(wasm) } });
    const after = await sandbox.run("print('next')");
    sandbox.close();
    return [run.stdout + run.stderr, after.stdout];
  }, wasm);
  assert.equal(trap[1], "next\n");
  assert.equal(trap[0].split("\n").length, 3, trap[0]);
});

inBrowsers("in the app a figure stands below the output", async ({ page }) => {
  const app = await App.open(page, server.url);
  await app.finishes("import matplotlib.pyplot as plt\nplt.bar(['a', 'b'], [1, 2])\nplt.title('Bars')\nplt.show()\nprint('done')");
  await app.shows("done");
  const image = await page.waitForSelector("img.picture");
  assert.equal(await image.evaluate(async (image) => (await image.decode(), image.naturalWidth)), 640);
  await page.waitForFunction(() => document.querySelector("#needs-bar")?.textContent.includes("Vivarium's own matplotlib"));
});

inBrowsers("turtles draw a picture that draws itself, shown at the end", async ({ page }) => {
  await openApi(page, server.url);
  const program = `from turtle import *
color("red", "yellow")
begin_fill()
for _ in range(4):
    forward(100)
    left(90)
end_fill()
penup()
goto(0, -30)
write("a < b")
hideturtle()
print(pos(), heading(), Turtle().distance(3, 4))`;
  const { stdout, stderr, displays } = await runOnce(page, program);
  assert.deepEqual({ stdout, stderr }, { stdout: "(0.00,-30.00) 0.0 5.0\n", stderr: "" });
  assert.equal(displays.length, 1);
  const found = await page.evaluate((svg) => {
    const picture = new DOMParser().parseFromString(svg, "image/svg+xml");
    const count = (selector) => picture.querySelectorAll(selector).length;
    return { lines: count("path.l[stroke=red]"), filled: count("polygon[fill=yellow]"), words: picture.querySelector("text").textContent, still: svg.includes("prefers-reduced-motion"), first: picture.querySelector("polygon").nextElementSibling.localName };
  }, displays[0]["image/svg+xml"]);
  assert.deepEqual(found, { lines: 4, filled: 1, words: "a < b", still: true, first: "path" });
});

inBrowsers("in an embed, too", async ({ page }) => {
  await page.goto(new URL("post.html", server.url).href);
  const output = await page.evaluate(async () => {
    await customElements.whenDefined("py-vivarium");
    const element = document.querySelector("py-vivarium");
    await element.run();
    return element.output;
  });
  assert.equal(output, "shown\n");
});
