// The app as a user has it: an editor to type into, buttons to press, an output to read.

export class App {
  constructor(page) {
    this.page = page;
  }

  /** Opens the page and waits for the editor, which the first focus brings where the engine has not yet. */
  static async open(page, url) {
    await page.goto(url);
    await page.waitForSelector("textarea, .cm-content");
    await page.evaluate(() => document.querySelector(".code textarea")?.focus());
    await page.waitForSelector(".cm-content");
    return new App(page);
  }

  /** Replaces the program, as if pasted. */
  async write(program) {
    await this.page.waitForSelector(".cm-content");
    await this.page.focus(".cm-content");
    await this.press("Control", "a");
    if (!program) return this.page.keyboard.press("Delete");
    await this.page.evaluate((text) => {
      const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
      // Firefox hands a script's own clipboard data to nobody.
      Object.defineProperty(paste, "clipboardData", { value: { getData: (type) => (type === "text/plain" ? text : ""), files: [], types: ["text/plain"] } });
      document.querySelector(".cm-content").dispatchEvent(paste);
    }, program);
  }

  /** Presses a key while others are held. */
  async press(...keys) {
    const last = keys.pop();
    for (const key of keys) await this.page.keyboard.down(key);
    await this.page.keyboard.press(last);
    for (const key of keys.reverse()) await this.page.keyboard.up(key);
  }

  /** Opens the settings by their keys. */
  async settings() {
    await this.page.waitForSelector("#project-bar .square");
    await this.press("Control", ",");
    await this.page.waitForSelector("#limit-0");
  }

  /** Closes the dialog that is open. */
  async close() {
    await this.page.keyboard.press("Escape");
    await this.page.waitForFunction(() => !document.querySelector("dialog"));
  }

  /** The limits that hold for the next run, as the settings show them. */
  async limits() {
    await this.settings();
    const numbers = await this.page.$$eval("[id^=limit-]", (fields) => fields.map((field) => Number(field.value)));
    await this.close();
    return numbers;
  }

  /** Waits until what was changed last is kept in the browser. */
  async kept() {
    await this.page.evaluate(() => vivarium.workspace().flush());
  }

  /** The program that stands in the editor (a short one: the editor draws only what is in sight). */
  program() {
    return this.page.$$eval(".cm-line", (lines) => lines.map((line) => line.textContent).join("\n"));
  }

  /** Presses Run as soon as it can be pressed. From then on, `status` looks only at what comes after. */
  async run() {
    await this.page.waitForSelector("button.run[aria-disabled=false]");
    await this.page.evaluate(() => {
      window.statusIsOld = true;
      const observer = new MutationObserver(() => {
        window.statusIsOld = false;
        observer.disconnect();
      });
      const everything = { subtree: true, childList: true, characterData: true };
      observer.observe(document.querySelector("[role=status]"), everything);
    });
    await this.page.click("button.run");
  }

  async stop() {
    await this.page.waitForSelector("button.stop[aria-disabled=false]");
    await this.page.click("button.stop");
  }

  /** Answers the program's question, once it asks. */
  async answer(line) {
    const field = await this.page.waitForSelector("#answer", { visible: true });
    await field.type(line);
    await field.press("Enter");
  }

  /** Waits until the output contains this text. */
  async shows(text) {
    await this.#until((text) => document.querySelector(".log").textContent.includes(text), text, () => this.output());
  }

  /** Waits until the status line matches, and returns it. */
  async status(pattern) {
    const matches = (source) =>
      !window.statusIsOld && new RegExp(source).test(document.querySelector("[role=status]").textContent);
    await this.#until(matches, pattern.source, () => this.#text("[role=status]"));
    return this.#text("[role=status]");
  }

  /** Waits for the end of the program and returns how it ended. */
  ends() {
    return this.status(/^(Finished|Ended|Stopped|Out of|Over|The interpreter|Python could not)/);
  }

  /** Runs a program to its end and returns how it ended. */
  async finishes(program) {
    await this.write(program);
    await this.run();
    return this.ends();
  }

  output() {
    return this.#text(".log");
  }

  #text(selector) {
    return this.page.$eval(selector, (element) => element.textContent);
  }

  async #until(condition, argument, actual) {
    try {
      await this.page.waitForFunction(condition, {}, argument);
    } catch (error) {
      throw new Error(`waited for ${JSON.stringify(argument)}, but there is ${JSON.stringify(await actual())}`, { cause: error });
    }
  }
}
