# cpython: skip only asyncio's console takes this there
"""A program may await outside of functions."""
import asyncio

async def double(x):
    await asyncio.sleep(0)
    return 2 * x

print(await double(21))
print(await asyncio.gather(*(double(x) for x in range(3))), [await double(x) for x in (3, 4)])

class Ticks:
    def __aiter__(self):
        self.left = 3
        return self
    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        return self.left
    async def __aenter__(self):
        return "in"
    async def __aexit__(self, *error):
        print("out")

async for tick in Ticks():
    print(tick, end=" ")
async with Ticks() as where:
    print(where)
print([x async for x in Ticks()], globals()["tick"])
late = double(1)
try:
    asyncio.run(late)
except RuntimeError as error:
    print(error)
print(await late)
try:
    exec("await double(1)")
except SyntaxError as error:
    print(error.msg)
task = asyncio.create_task(double(5))
print(await task)
await asyncio.sleep(0)
raise ValueError("at the end")
