// The app as a user has it: an editor to type into, buttons to press, an output to read.

export class App {
  constructor(page) {
    this.page = page;
  }

  static async open(page, url) {
    await page.goto(url);
    await page.waitForSelector("textarea");
    return new App(page);
  }

  /** Replaces the program, as if pasted. */
  async write(program) {
    await this.page.focus("textarea");
    await this.page.evaluate((text) => {
      const editor = document.activeElement;
      editor.setSelectionRange(0, editor.value.length);
      document.execCommand(text ? "insertText" : "delete", false, text);
    }, program);
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
