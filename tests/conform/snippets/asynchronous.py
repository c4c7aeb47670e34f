"""Futures, runners, asynchronous iteration and context managers."""

#= futures and callbacks
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    f.add_done_callback(lambda f: print("callback", f.result()))
    loop.call_soon(f.set_result, 5)
    print(await f)
    loop.call_later(0.001, print, "later")
    await asyncio.sleep(0.01)
    print(loop.time() > 0, loop.is_running())
asyncio.run(main())
#> callback 5
#> 5
#> later
#> True True

#= to_thread
import asyncio, time
def slow(n):
    return n * 2
async def main():
    print(await asyncio.to_thread(slow, 4))
    print(await asyncio.get_running_loop().run_in_executor(None, slow, 5))
asyncio.run(main())
#> 8
#> 10

#= run inside a running loop
import asyncio
async def inner(): ...
async def main():
    c = inner()
    try:
        asyncio.run(c)
    except RuntimeError as error:
        print(error)
    c.close()
asyncio.run(main())
#> asyncio.run() cannot be called from a running event loop

#= no running loop
import asyncio
for f in (asyncio.get_running_loop, asyncio.current_task):
    try:
        f()
    except RuntimeError as error:
        print(error)
#> no running event loop
#> no running event loop

#= run wants a coroutine (3.14)
import asyncio
try:
    asyncio.run(5)
except (ValueError, TypeError) as error:
    print(type(error).__name__)
#> TypeError

#= Runner
import asyncio
async def name(x):
    return x
with asyncio.Runner() as runner:
    print(runner.run(name(1)), runner.run(name(2)), runner.get_loop().is_closed())
#> 1 2 False

#= async iteration and comprehensions
import asyncio
async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
async def main():
    async for x in numbers(2): print(x)
    else: print("else")
    print([x async for x in numbers(3) if x], {x: await asyncio.sleep(0, x * 2) async for x in numbers(2)}, [x for x in [await asyncio.sleep(0, 1)]])
asyncio.run(main())
#> 0
#> 1
#> else
#> [1, 2] {0: 0, 1: 2} [1]

#= async context managers
import asyncio
from contextlib import asynccontextmanager, AsyncExitStack
@asynccontextmanager
async def resource(name):
    print("open", name)
    try:
        yield name
    finally:
        print("close", name)
async def main():
    async with resource("a") as a, AsyncExitStack() as stack:
        b = await stack.enter_async_context(resource("b"))
        print(a, b)
asyncio.run(main())
#> open a
#> open b
#> a b
#> close b
#> close a

#= async iterators by class, anext
import asyncio
class Count:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.n: raise StopAsyncIteration
        self.n -= 1
        return self.n
async def main():
    c = Count(3)
    print(await anext(c), [x async for x in c], await anext(c, "empty"))
asyncio.run(main())
#> 2 [1, 0] empty

#= awaitable objects
import asyncio
class Later:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "value"
async def main():
    print(await Later())
    try:
        await 5
    except TypeError as error:
        print(type(error).__name__)
asyncio.run(main())
#> value
#> TypeError

#= a coroutine by hand
import types
@types.coroutine
def stop(x):
    return (yield x)
async def main():
    a = await stop(1)
    b = await stop(a + 1)
    return a + b
c = main()
print(c.send(None), c.send(10))
try:
    c.send(20)
except StopIteration as error:
    print(error.value)
#> 1 11
#> 30

#= never awaited
import warnings
warnings.simplefilter("always")
import sys
async def f(): ...
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    c = f()
    del c
print([str(w.message) for w in seen])
#> ["coroutine 'f' was never awaited"]

#= context variables
import asyncio, contextvars
v = contextvars.ContextVar("v", default="none")
async def job(x):
    v.set(x)
    await asyncio.sleep(0)
    return v.get()
async def main():
    print(await asyncio.gather(job(1), job(2)), v.get())
asyncio.run(main())
print(contextvars.copy_context().run(lambda: (v.set("in"), v.get())[1]), v.get())
#> [1, 2] none
#> in none

#= async generators close
import asyncio
async def g():
    try:
        yield 1
        yield 2
    finally:
        print("closed")
async def main():
    it = g()
    print(await anext(it))
    await it.aclose()
    from contextlib import aclosing
    async with aclosing(g()) as it:
        async for x in it:
            break
asyncio.run(main())
#> 1
#> closed
#> closed

#= exception of a task that nobody awaits is the loop's business (3.14)
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("handler:", context["message"]))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.001)
asyncio.run(main())
#> handler: Exception in callback main.<locals>.<lambda>() at /home/user/main.py:5

#= all tasks
import asyncio
async def main():
    t = asyncio.create_task(asyncio.sleep(1), name="sleeper")
    print(sorted(x.get_name() for x in asyncio.all_tasks() - {asyncio.current_task()}))
    t.cancel()
asyncio.run(main())
#> ['sleeper']

#= uncaught exception in run
import asyncio
async def main():
    raise ValueError("from main")
asyncio.run(main())
#! ValueError: from main

#= eager tasks (3.12)
import asyncio
async def job():
    print("at once")
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    t = asyncio.create_task(job())
    print("after")
    await t
asyncio.run(main())
#> at once
#> after

#= isawaitable and iscoroutinefunction
import inspect, asyncio
async def f(): ...
async def g(): yield
c = f()
print(inspect.iscoroutinefunction(f), inspect.isasyncgenfunction(g), inspect.isawaitable(c), inspect.iscoroutine(c))
c.close()
#> True True True True
