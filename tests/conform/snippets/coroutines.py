"""Coroutines and asyncio, as far as a page has them."""

#= run
import asyncio
async def main():
    await asyncio.sleep(0)
    return 5
print(asyncio.run(main()))
#> 5

#= gather keeps the order
import asyncio
async def job(n):
    await asyncio.sleep(n / 100)
    print("done", n)
    return n
async def main():
    print(await asyncio.gather(job(3), job(1), job(2)))
asyncio.run(main())
#> done 1
#> done 2
#> done 3
#> [3, 1, 2]

#= gather with exceptions
import asyncio
async def bad():
    raise ValueError("bad")
async def good():
    return "good"
async def main():
    print(await asyncio.gather(good(), bad(), return_exceptions=True))
    try:
        await asyncio.gather(good(), bad())
    except ValueError as error:
        print(error)
asyncio.run(main())
#> ['good', ValueError('bad')]
#> bad

#= tasks
import asyncio
async def job():
    print("starts")
    await asyncio.sleep(0)
    return "result"
async def main():
    t = asyncio.create_task(job(), name="mine")
    print(t.get_name(), t.done())
    print(await t, t.done(), t.result(), t.cancelled())
asyncio.run(main())
#> mine False
#> starts
#> result True result False

#= cancel
import asyncio
async def job():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
        raise
async def main():
    t = asyncio.create_task(job())
    await asyncio.sleep(0)
    t.cancel("enough")
    try:
        await t
    except asyncio.CancelledError:
        print("main knows", t.cancelled())
asyncio.run(main())
#> cancelled ('enough',)
#> main knows True

#= wait_for and timeout
import asyncio
async def main():
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except TimeoutError as error:
        print("wait_for", type(error).__name__)
    try:
        async with asyncio.timeout(0.01) as t:
            await asyncio.sleep(5)
    except TimeoutError:
        print("timeout", t.expired())
    async with asyncio.timeout(None) as t:
        await asyncio.sleep(0)
    print(t.when())
asyncio.run(main())
#> wait_for TimeoutError
#> timeout True
#> None

#= wait
import asyncio
async def job(n):
    await asyncio.sleep(n)
    return n
async def main():
    tasks = [asyncio.create_task(job(n)) for n in (0.01, 3)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([t.result() for t in done], len(pending))
    for t in pending: t.cancel()
    done, pending = await asyncio.wait(tasks)
    print(len(done), pending)
asyncio.run(main())
#> [0.01] 1
#> 2 set()

#= as_completed
import asyncio
async def job(n):
    await asyncio.sleep(n / 50)
    return n
async def main():
    print([await t for t in asyncio.as_completed([job(3), job(1), job(2)])])
asyncio.run(main())
#> [1, 2, 3]

#= as_completed asynchronously (3.13)
import asyncio
async def job(n):
    await asyncio.sleep(n / 50)
    return n
async def main():
    async for t in asyncio.as_completed([job(2), job(1)]):
        print(await t)
asyncio.run(main())
#> 1
#> 2

#= task group
import asyncio
async def job(n):
    await asyncio.sleep(n / 100)
    return n * 2
async def main():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(job(2))
        b = group.create_task(job(1))
    print(a.result(), b.result())
asyncio.run(main())
#> 4 2

#= task group that fails
import asyncio
async def ok():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("sibling cancelled")
        raise
async def bad():
    await asyncio.sleep(0.01)
    raise ValueError("boom")
async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(ok())
            group.create_task(bad())
    except* ValueError as errors:
        print(errors.exceptions)
asyncio.run(main())
#> sibling cancelled
#> (ValueError('boom'),)

#= queue
import asyncio
async def producer(q):
    for i in range(3):
        await q.put(i)
        print("put", i)
    await q.put(None)
async def consumer(q):
    while (x := await q.get()) is not None:
        print("got", x)
        q.task_done()
async def main():
    q = asyncio.Queue(maxsize=1)
    await asyncio.gather(producer(q), consumer(q))
    print(q.empty(), q.qsize(), q.maxsize)
asyncio.run(main())
#> put 0
#> got 0
#> put 1
#> got 1
#> put 2
#> got 2
#> True 0 1

#= priority and stack queues
import asyncio
async def main():
    p, s = asyncio.PriorityQueue(), asyncio.LifoQueue()
    for x in (3, 1, 2):
        p.put_nowait(x); s.put_nowait(x)
    print([p.get_nowait() for _ in range(3)], [s.get_nowait() for _ in range(3)])
    try:
        p.get_nowait()
    except asyncio.QueueEmpty as e:
        print(type(e).__name__)
asyncio.run(main())
#> [1, 2, 3] [2, 1, 3]
#> QueueEmpty

#= queue join and shutdown (3.13)
import asyncio
async def worker(q):
    try:
        while True:
            print("work", await q.get())
            q.task_done()
    except asyncio.QueueShutDown:
        print("shut down")
async def main():
    q = asyncio.Queue()
    t = asyncio.create_task(worker(q))
    for i in range(2): q.put_nowait(i)
    await q.join()
    q.shutdown()
    await t
asyncio.run(main())
#> work 0
#> work 1
#> shut down

#= lock
import asyncio
async def main():
    lock = asyncio.Lock()
    n = 0
    async def add():
        nonlocal n
        async with lock:
            old = n
            await asyncio.sleep(0)
            n = old + 1
    await asyncio.gather(*(add() for _ in range(10)))
    print(n, lock.locked())
asyncio.run(main())
#> 10 False

#= event and condition
import asyncio
async def main():
    event, condition, items = asyncio.Event(), asyncio.Condition(), []
    async def waiter(n):
        await event.wait()
        print("waiter", n)
    async def consumer():
        async with condition:
            await condition.wait_for(lambda: items)
            print("item", items.pop())
    tasks = [asyncio.create_task(c) for c in (waiter(1), waiter(2), consumer())]
    await asyncio.sleep(0)
    event.set()
    async with condition:
        items.append("x")
        condition.notify_all()
    await asyncio.gather(*tasks)
asyncio.run(main())
#> waiter 1
#> waiter 2
#> item x

#= semaphore
import asyncio
running = most = 0
async def job(s):
    global running, most
    async with s:
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
async def main():
    s = asyncio.Semaphore(2)
    await asyncio.gather(*(job(s) for _ in range(6)))
    print(most)
    b = asyncio.BoundedSemaphore(1)
    try:
        b.release()
    except ValueError as error:
        print(error)
asyncio.run(main())
#> 2
#> BoundedSemaphore released too many times

#= barrier
import asyncio
async def main():
    barrier = asyncio.Barrier(3)
    async def job(n):
        await asyncio.sleep(n / 100)
        place = await barrier.wait()
        return place
    print(sorted(await asyncio.gather(*(job(n) for n in range(3)))), barrier.n_waiting)
asyncio.run(main())
#> [0, 1, 2] 0

#= shield
import asyncio
async def job(go):
    await go.wait()
    print("finished all the same")
    return 1
async def main():
    go = asyncio.Event()
    t = asyncio.create_task(job(go))
    try:
        await asyncio.wait_for(asyncio.shield(t), 0.001)
    except TimeoutError:
        print("gave up waiting")
    go.set()
    print(await t)
asyncio.run(main())
#> gave up waiting
#> finished all the same
#> 1
