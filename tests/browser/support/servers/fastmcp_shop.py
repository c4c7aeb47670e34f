"""A small shop over MCP, with FastMCP as released: `python fastmcp_shop.py PORT [--cors]`."""

import asyncio
import sys
from dataclasses import asdict, dataclass
from typing import Annotated, Literal

import uvicorn
from fastmcp import Context, FastMCP
from mcp.types import ElicitRequest, ElicitRequestFormParams, InputRequiredResult
from pydantic import Field
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

mcp = FastMCP("Shop", version="1.0", instructions="Items have an id.")


@dataclass
class Item:
    id: int
    name: str
    price: float


ITEMS = {1: Item(1, "lamp", 12.5), 2: Item(2, "chair", 40.0), 3: Item(3, "table", 120.0)}


@mcp.tool(annotations={"readOnlyHint": True})
def list_items(
    limit: Annotated[int, Field(description="How many at most")] = 10,
    order: Literal["id", "price"] = "id",
) -> list[Item]:
    """All items of the shop, in order."""
    return sorted(ITEMS.values(), key=lambda item: getattr(item, order))[:limit]


@mcp.tool
def buy(item_id: int, quantity: int = 1) -> dict:
    """Buy some of an item."""
    if item_id not in ITEMS:
        raise ValueError(f"there is no item {item_id}")
    return {"item": asdict(ITEMS[item_id]), "total": ITEMS[item_id].price * quantity}


@mcp.tool(name="搜索")
def search(q: str) -> str:
    """Search by name."""
    return ", ".join(item.name for item in ITEMS.values() if q in item.name)


@mcp.tool(name="class.import")
def keywords(from_: Annotated[str, Field(alias="from")] = "here") -> str:
    """A name that Python cannot spell."""
    return f"imported from {from_}"


@mcp.tool
async def slow(steps: int, ctx: Context) -> int:
    """Takes its time and reports progress."""
    for step in range(steps):
        await ctx.report_progress(step, steps)
        await asyncio.sleep(0.02)
    return steps


@mcp.tool
async def order(item: str, ctx: Context) -> str | InputRequiredResult:
    """Asks a person how many."""
    if ctx.input_responses is None:
        schema = {"type": "object", "properties": {"quantity": {"type": "integer"}}, "required": ["quantity"]}
        params = ElicitRequestFormParams(message=f"How many of {item}?", requested_schema=schema)
        return InputRequiredResult(input_requests={"quantity": ElicitRequest(params=params)}, request_state=item)
    answer = ctx.input_responses["quantity"]
    return f"{answer.action} {answer.content} of {ctx.request_state}"


app = mcp.http_app(
    middleware=[
        Middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["Mcp-Session-Id"],
        )
    ]
    if "--cors" in sys.argv
    else []
)
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, ws="none")
