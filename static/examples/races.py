"""Tasks that share something: a lost update, the lock that prevents it, and a queue that needs none."""

import asyncio

balance = 0


async def deposit(times, lock=None):
    global balance
    for _ in range(times):
        if lock:
            async with lock:
                seen = balance
                await asyncio.sleep(0)
                balance = seen + 1
        else:
            seen = balance
            await asyncio.sleep(0)  # another task runs here, and sees the same balance
            balance = seen + 1


async def producer(queue, name, count):
    for number in range(count):
        await queue.put(f"{name}{number}")
    await queue.put(None)


async def consumer(queue, producers):
    taken = []
    while producers:
        item = await queue.get()
        if item is None:
            producers -= 1
        else:
            taken.append(item)
    return taken


async def main():
    global balance
    await asyncio.gather(deposit(100), deposit(100))
    print("without a lock:", balance, "of 200")
    balance = 0
    lock = asyncio.Lock()
    await asyncio.gather(deposit(100, lock), deposit(100, lock))
    print("with a lock:", balance, "of 200")

    queue = asyncio.Queue(maxsize=2)
    async with asyncio.TaskGroup() as group:
        group.create_task(producer(queue, "a", 4))
        group.create_task(producer(queue, "b", 3))
        taken = group.create_task(consumer(queue, 2))
    print("through the queue:", sorted(taken.result()))

    try:
        async with asyncio.timeout(0.05):
            await asyncio.sleep(10)
    except TimeoutError:
        print("ten seconds were too long")


asyncio.run(main())
