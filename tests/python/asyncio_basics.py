"""asyncio: gather, wait_for, timeout, task groups, queues, locks, async iteration."""
import asyncio, time
async def work(name, delay):
    await asyncio.sleep(delay)
    return name
async def main():
    t = time.monotonic()
    print(await asyncio.gather(*(work(i, 0.05) for i in range(5))))
    print("together", time.monotonic() - t < 0.2)
    try: await asyncio.wait_for(asyncio.sleep(5), 0.02)
    except asyncio.TimeoutError: print("wait_for timed out")
    try:
        async with asyncio.timeout(0.02): await asyncio.sleep(5)
    except TimeoutError: print("timeout")
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(work("a", 0.02)); b = tg.create_task(work("b", 0.01))
    print(a.result(), b.result())
    q = asyncio.Queue(maxsize=2)
    async def producer():
        for i in range(4): await q.put(i)
        await q.put(None)
    async def consumer():
        got = []
        while (item := await q.get()) is not None: got.append(item)
        return got
    _, got = await asyncio.gather(producer(), consumer())
    print(got)
    lock = asyncio.Lock()
    order = []
    async def critical(n):
        async with lock:
            order.append(("in", n)); await asyncio.sleep(0); order.append(("out", n))
    await asyncio.gather(critical(1), critical(2)); print(order)
    async def ticks():
        for i in range(3):
            await asyncio.sleep(0); yield i
    print([i async for i in ticks()], [i * 2 async for i in ticks() if i])
    task = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); task.cancel()
    try: await task
    except asyncio.CancelledError: print("cancelled", task.cancelled())
    results = await asyncio.gather(work("ok", 0), asyncio.wait_for(asyncio.sleep(1), 0.001), return_exceptions=True)
    print(results[0], type(results[1]).__name__)
    done, pending = await asyncio.wait([asyncio.create_task(work("w", 0.001)), asyncio.create_task(asyncio.sleep(3))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending)); [p.cancel() for p in pending]
    event = asyncio.Event(); asyncio.get_running_loop().call_later(0.01, event.set); await event.wait(); print("event")
    print(await asyncio.to_thread(lambda x: x + 1, 41))
    return "end"
print(asyncio.run(main()))
