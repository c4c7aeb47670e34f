"""A failing task group cancels its siblings and reports them together."""
import asyncio, inspect
async def fail(n):
    await asyncio.sleep(0.001 * n)
    raise ValueError(n)
async def forever():
    try: await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("sibling cancelled"); raise
async def main():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(forever()); tg.create_task(fail(1))
    except* ValueError as g: print("group", [e.args for e in g.exceptions])
    try: await asyncio.gather(fail(1), fail(2))
    except ValueError as e: print("first", e)
asyncio.run(main())
async def c(): return 1
print(inspect.iscoroutinefunction(c), asyncio.run(c()))
