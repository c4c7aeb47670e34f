"""A server of five hundred tools, with FastMCP as released: `python fastmcp_many.py PORT --cors`."""

import sys

import uvicorn
from fastmcp import FastMCP
from fastmcp.tools import Tool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

mcp = FastMCP("Many")


def tool(number):
    def work(text: str, limit: int = 10, order: str = "name", tags: list[str] | None = None) -> dict:
        return {"tool": number, "text": text}

    description = f"Works on topic {number}: takes a text and some options, and gives back what it was told. " * 3
    return Tool.from_function(work, name=f"topic-{number}.work", description=description)


for number in range(500):
    mcp.add_tool(tool(number))

cors = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
uvicorn.run(mcp.http_app(middleware=[cors]), host="127.0.0.1", port=int(sys.argv[1]), access_log=False, ws="none")
