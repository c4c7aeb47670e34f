"""Threads take turns: what one has begun another ends, and nobody has to wait for the whole of the other."""
import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

# Producer and consumer: each waits for the other, several times, and the queue is shorter than the work.
jobs, done = queue.Queue(maxsize=2), []


def consume(name):
    while (job := jobs.get()) is not None:
        done.append(job * job)
        jobs.task_done()
    jobs.task_done()


consumers = [threading.Thread(target=consume, args=(n,), daemon=True) for n in range(3)]
for thread in consumers:
    thread.start()
for n in range(10):
    jobs.put(n)
jobs.join()
print(sorted(done), jobs.unfinished_tasks)
for _ in consumers:
    jobs.put(None)
for thread in consumers:
    thread.join()
print([thread.is_alive() for thread in consumers])

# Ping and pong.
ping, pong, said = threading.Event(), threading.Event(), []


def answer():
    for _ in range(3):
        ping.wait()
        ping.clear()
        said.append("pong")
        pong.set()


thread = threading.Thread(target=answer)
thread.start()
for _ in range(3):
    said.append("ping")
    ping.set()
    pong.wait()
    pong.clear()
thread.join()
print(*said)

# A race: between reading and writing the others have their turn; with a lock they have to wait.
count = 0


def add(lock=None):
    global count
    for _ in range(5):
        if lock:
            lock.acquire()
        read = count
        time.sleep(0.001)
        count = read + 1
        if lock:
            lock.release()


def race(*args):
    global count
    count = 0
    threads = [threading.Thread(target=add, args=args) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count


print("without a lock fewer than 20:", race() < 20)
print("with a lock:", race(threading.Lock()))

# A thread that never waits does not keep others from going on.
stop, steps = False, 0


def spin():
    global steps
    while not stop:
        steps += 1


thread = threading.Thread(target=spin)
thread.start()
while steps < 100:
    time.sleep(0.001)
stop = True
thread.join()
print("it has ended")

# Four workers wait for one another: they are all there at the same time.
meeting = threading.Barrier(4)
with ThreadPoolExecutor(4) as pool:
    print(list(pool.map(lambda n: (meeting.wait(), n)[1], range(4))))

# Everybody meets.
barrier, order = threading.Barrier(3), []


def meet(n):
    time.sleep(0.01 * n)
    order.append("came")
    barrier.wait()
    order.append("left")


threads = [threading.Thread(target=meet, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*order)

# At most two at a time.
places, inside, most = threading.Semaphore(2), 0, 0


def enter():
    global inside, most
    with places:
        inside += 1
        most = max(most, inside)
        time.sleep(0.005)
        inside -= 1


threads = [threading.Thread(target=enter) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("at most", most)

# Locks with a timeout, timers, names, locals, exceptions.
lock = threading.Lock()
lock.acquire()
print(lock.acquire(timeout=0.01), lock.acquire(blocking=False))
threading.Timer(0.01, lock.release).start()
print(lock.acquire(timeout=5))
timer = threading.Timer(60, print, ["never"])
timer.start()
timer.cancel()
timer.join()
own = threading.local()


def local(n):
    own.value = n
    time.sleep(0.002)
    done.append((n, own.value, threading.current_thread().name))


done.clear()
threads = [threading.Thread(target=local, args=(n,), name=f"worker-{n}") for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(done), hasattr(own, "value"))
with ThreadPoolExecutor(2) as pool:
    future = pool.submit(lambda: 1 / 0)
    print(repr(future.exception()), pool.submit(sum, [1, 2]).result())

# Generators and recursion on stacks of their own.
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def deep():
    try:
        depth(100_000)
    except RecursionError:
        done.append("RecursionError")


done.clear()
threads = [threading.Thread(target=deep) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(done)
for thread in [threading.Thread(target=lambda: None) for _ in range(500)]:
    thread.start()
print("still the first:", threading.current_thread() is threading.main_thread())
