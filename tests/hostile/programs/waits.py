"""Waits for what never comes. Each program stands below a line that names it."""

# === a long sleep
import time
time.sleep(10**6)

# === endless short sleeps
import time
while True: time.sleep(0)

# === input
input()

# === input, caught
while True:
    try: input()
    except BaseException: pass

# === reading standard input
import sys
sys.stdin.read()
sleeping and catching
import time
while True:
    try: time.sleep(100)
    except BaseException: pass

# === asyncio
import asyncio
asyncio.run(asyncio.sleep(10**6))

# === asyncio, a busy loop
import asyncio
async def main():
    while True: await asyncio.sleep(0)
asyncio.run(main())

# === asyncio that shields itself
import asyncio
async def main():
    while True:
        try: await asyncio.shield(asyncio.sleep(100))
        except BaseException: pass
asyncio.run(main())

# === many tasks
import asyncio
async def main():
    while True:
        asyncio.create_task(asyncio.sleep(100))
        await asyncio.sleep(0)
asyncio.run(main())

# === a queue
import queue
queue.Queue().get()

# === a lock
import threading
l = threading.Lock()
l.acquire()
l.acquire()

# === an event
import threading
threading.Event().wait()

# === a thread that never ends
import threading
def f():
    while True: pass
threading.Thread(target=f).start()

# === many threads
import threading, time
while True: threading.Thread(target=time.sleep, args=(0.001,)).start()

# === a pool
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as pool:
    list(pool.map(lambda x: [None for _ in iter(int, 1)], range(4)))

# === the clock
import time
while time.time(): pass

# === select
import select
select.select([], [], [], 10**6)
