// A server with the TypeScript SDK and Express as released, of the older kind: `node sdk.mjs PORT [LINE]`, which is run with `app` and `cors`.

import { randomUUID } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import cors from "cors";
import express from "express";

const [port, line = ""] = process.argv.slice(2);
const app = express();
new Function("app", "cors", line)(app, cors);
app.use(express.json());
const sessions = new Map();

app.post("/mcp", async (request, response) => {
  let transport = sessions.get(request.headers["mcp-session-id"]);
  if (!transport) {
    transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
    });
    const server = new McpServer({ name: "sdk", version: "1" });
    server.registerTool("hello", { description: "Greets." }, () => ({ content: [{ type: "text", text: "hello" }] }));
    await server.connect(transport);
  }
  await transport.handleRequest(request, response, request.body);
});

app.listen(Number(port), "127.0.0.1", () => console.log(`listening on port ${port}`));
