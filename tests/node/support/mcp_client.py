"""A real client of the Model Context Protocol (PyPI `mcp`): starts the command that it is given and prints what it heard as JSON."""

import json
import sys

import anyio
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

mode, environment, code, command, *arguments = sys.argv[1:]


async def main():
    server = StdioServerParameters(command=command, args=arguments, env=json.loads(environment))
    async with Client(server, mode=mode) as client:
        heard = {"protocol": client.protocol_version, "server": client.server_info.name}
        heard["tools"] = [tool.model_dump(mode="json") for tool in (await client.list_tools()).tools]

        async def call(name, arguments):
            answer = await client.call_tool(name, arguments)
            return [answer.is_error, answer.structured_content, answer.content[0].text]

        heard["called"] = await call("run_python", {"code": code})
        heard["failed"] = await call("run_python", {"code": "print('before')\n1 / 0"})
        heard["wrong"] = await call("run_python", {"program": "1"})
        try:
            await client.call_tool("run_ruby", {})
        except Exception as error:
            heard["unknown"] = str(error)
        with anyio.move_on_after(1):
            await call("run_python", {"code": "while True: pass"})
        # Only a program that was stopped lets this one run.
        heard["after"] = await call("run_python", {"code": "6 * 7"})
    print(json.dumps(heard))


anyio.run(main)
