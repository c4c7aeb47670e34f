"""An event loop and threads: what blocks goes to a thread, and the loop goes on meanwhile."""
import asyncio
import threading


async def ticks(out, told):
    for n in range(3):
        out.append(n)
        await asyncio.sleep(0.001)
    told.set()


async def main():
    out, told = [], threading.Event()
    print(await asyncio.gather(ticks(out, told), asyncio.to_thread(told.wait), asyncio.to_thread(told.wait)), out)
    loop = asyncio.get_running_loop()
    came = asyncio.Event()
    threading.Timer(0.01, lambda: loop.call_soon_threadsafe(came.set)).start()
    await came.wait()
    print(await loop.run_in_executor(None, threading.current_thread) is not threading.main_thread())
    try:
        await asyncio.to_thread(int, "x")
    except ValueError as error:
        print(error)


def in_a_thread():
    async def inner():
        await asyncio.sleep(0.01)
        return threading.current_thread().name

    names.append(asyncio.run(inner()))


asyncio.run(main())
names = []
threads = [threading.Thread(target=in_a_thread, name=f"loop-{n}") for n in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(names))




loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()
print(asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01, "from another thread"), loop).result(5))
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
