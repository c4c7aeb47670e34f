"""A small shop as a plain HTTP interface, with FastAPI as released: `python fastapi_shop.py PORT [--cors]`."""

import sys
from enum import Enum
from typing import Annotated

import uvicorn
from fastapi import Body, FastAPI, Header, HTTPException, Query
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, Field

app = FastAPI(title="Shop", version="2.0", description="Items have an id.")
if "--cors" in sys.argv:
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])


class Order(str, Enum):
    id = "id"
    price = "price"


class Item(BaseModel):
    name: str = Field(description="What it is called")
    price: float
    tags: list[str] = []
    parts: list["Item"] = []


class Stored(Item):
    id: int


ITEMS: dict[int, Stored] = {}


@app.get("/items")
def list_items(order: Order = Order.id, tag: Annotated[list[str] | None, Query()] = None, limit: int = 100) -> list[Stored]:
    """All items, in order."""
    found = [item for item in ITEMS.values() if not tag or set(tag) <= set(item.tags)]
    return sorted(found, key=lambda item: getattr(item, order.value))[:limit]


@app.post("/items", status_code=201)
def create_item(item: Item) -> Stored:
    """Add an item."""
    stored = Stored(id=len(ITEMS) + 1, **item.model_dump())
    ITEMS[stored.id] = stored
    return stored


@app.get("/items/{item_id}")
def get_item(item_id: int, x_reason: Annotated[str | None, Header()] = None) -> Stored:
    if item_id not in ITEMS:
        raise HTTPException(404, f"there is no item {item_id}")
    return ITEMS[item_id]


@app.put("/items/{item_id}/price")
def set_price(item_id: int, price: Annotated[float, Body()]) -> Stored:
    ITEMS[item_id].price = price
    return ITEMS[item_id]


@app.delete("/items/{item_id}", status_code=204)
def delete_item(item_id: int) -> None:
    del ITEMS[item_id]


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, ws="none")
