// What only a person can give: a login at a real authorisation server, and the answer to a tool's own question.

import assert from "node:assert/strict";
import { after } from "node:test";
import { openApi, pageImporting, runOnce } from "./support/api.mjs";
import { inBrowsers } from "./support/browsers.mjs";
import { startServer } from "./support/server.mjs";
import { startToolServer } from "./support/servers.mjs";

const host = await startServer(process.env.DIST, { pages: { "page.html": pageImporting() } });
const [login, shop] = await Promise.all([startToolServer("login"), startToolServer("fastmcp")]);
after(() => Promise.all([host.close(), login.stop(), shop.stop()]));

const scopes = "from tools import account\nprint(account.scopes())";
const tools = { mcpServers: { account: { url: login.url } } };

inBrowsers("a user logs in in a window; a token that is no longer good is renewed, or asked for again", async ({ page }) => {
  await openApi(page, host.url);
  const outcome = await page.evaluate(
    async (tools, scopes) => {
      const visits = [];
      const onAuthorize = (address, server) => {
        visits.push({ server, ...Object.fromEntries(new URL(address).searchParams) });
        return logInByWindow(address);
      };
      const sandbox = await createSandbox({ tools, onAuthorize });
      const runs = [];
      for (const [code, logins] of [
        [scopes, 1],
        ["from tools import account\nprint(account.forget_tokens() >= 1)", 1],
        [scopes, 1],
        ["from tools import account\naccount.forget_everything()", 1],
        [scopes, 2],
      ]) {
        const run = await sandbox.run(code);
        runs.push({ ...run, wanted: logins, logins: visits.length });
      }
      sandbox.close();
      return { runs, visits };
    },
    tools,
    scopes,
  );
  for (const run of outcome.runs) {
    assert.equal(run.status, "ok", run.stderr);
    assert.equal(run.logins, run.wanted, run.stdout);
  }
  assert.deepEqual(outcome.runs.map(({ stdout }) => stdout), ["['shop']\n", "True\n", "['shop']\n", "", "['shop']\n"]);
  assert.ok(!JSON.stringify(outcome.runs).includes("_token_"), "no token reaches a program or the log");
  const [first, second] = outcome.visits;
  assert.deepEqual([first.server, first.resource, first.scope, first.code_challenge_method], ["account", login.url, "shop", "S256"]);
  assert.equal(first.redirect_uri, `${host.url}oauth.html`);
  assert.equal(first.client_id, second.client_id);
  assert.notEqual(first.code_challenge, second.code_challenge);
});

inBrowsers("whoever does not log in, or comes back with another's answer, is told so on the program's own line", async ({ page }) => {
  await openApi(page, host.url);
  for (const [how, words] of [
    ["missing", /wants to know who asks \(401\)/],
    ["refused", /nobody has logged in/],
    ["forged", /not one to this page's question/],
  ]) {
    const run = await page.evaluate(
      async (tools, scopes, how) => {
        const answers = {
          refused: () => Promise.reject(new Error("the user says no")),
          forged: (address) => `${new URL(address).searchParams.get("redirect_uri")}?code=stolen&state=another`,
        };
        const sandbox = await createSandbox({ tools, onAuthorize: answers[how] });
        const run = await sandbox.run(`\n${scopes}`);
        sandbox.close();
        return run;
      },
      tools,
      scopes,
      how,
    );
    assert.deepEqual([run.error.type, run.error.line], ["PermissionError", 3], run.error.traceback);
    assert.match(run.error.message, words);
  }
});

inBrowsers("a tool's question is put to the user", async ({ page }) => {
  await openApi(page, host.url);
  const given = { mcpServers: { shop: { url: shop.url } } };
  const order = "from tools import shop\nprint(shop.order(item='lamp'))";
  const answered = await page.evaluate(
    async (tools, order) => {
      const asked = [];
      const answers = [{ action: "accept", content: { quantity: 3 } }, null];
      const onElicit = (question, server) => {
        asked.push([server, question.message, question.requestedSchema.required]);
        return answers.shift();
      };
      const sandbox = await createSandbox({ tools, onElicit });
      const said = [(await sandbox.run(order)).stdout, (await sandbox.run(order)).stdout];
      sandbox.close();
      return { said, asked };
    },
    given,
    order,
  );
  assert.deepEqual(answered.said, ["accept {'quantity': 3} of lamp\n", "cancel None of lamp\n"]);
  assert.deepEqual(answered.asked[0], ["shop", "How many of lamp?", ["quantity"]]);
  const alone = await runOnce(page, order, {}, { tools: given });
  assert.equal(alone.error.type, "tools.ToolError", alone.stderr);
});
