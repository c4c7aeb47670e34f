"""Processes, queues, pipes, locks and shared values, as tutorials use them."""

import os
import queue
from multiprocessing import (
    Array, Barrier, Condition, Event, JoinableQueue, Lock, Pipe, Process, Queue, RLock, Semaphore, Value, active_children,
    current_process, parent_process, set_start_method,
)


def square(x):
    return x * x


def hello(name, results):
    results.put((name, current_process().name, current_process().daemon, parent_process().name, os.getpid() != os.getppid()))


def talk(connection):
    while True:
        try:
            message = connection.recv()
        except EOFError:
            break
        connection.send(message.upper())
    connection.close()


def count(total, lock, times):
    for _ in range(times):
        with lock:
            total.value += 1


def squares_of(numbers):
    for index in range(len(numbers)):
        numbers[index] = numbers[index] ** 2


def consume(jobs, done):
    while (job := jobs.get()) is not None:
        done.put(square(job))
        jobs.task_done()
    jobs.task_done()


def leave(code):
    raise SystemExit(code)


def when(event, results):
    event.wait()
    results.put("after the event")


def meet(barrier, results):
    results.put(barrier.wait() >= 0)


def wait_turn(condition, flag, results):
    with condition:
        condition.wait_for(lambda: flag.value == 1)
        results.put("turn")


def forever():
    while True:
        pass


class Greeter(Process):
    def __init__(self, word, results):
        super().__init__(name="greeter")
        self.word, self.results = word, results

    def run(self):
        self.results.put(f"{self.word} from {self.name}")


def main():
    results = Queue()
    first = Process(target=hello, args=("first", results), name="one", daemon=True)
    print(first.name, first.is_alive(), first.exitcode, first.pid)
    first.start()
    print(results.get())
    first.join()
    print(first.is_alive(), first.exitcode, first.pid != os.getpid())
    Greeter("hi", results).start()
    print(results.get())

    codes = [Process(target=leave, args=(code,)) for code in (0, 3, None)]
    for process in codes:
        process.start()
    for process in codes:
        process.join(20)
    print([process.exitcode for process in codes])
    endless = Process(target=forever)
    endless.start()
    endless.join(0.05)
    print(endless.is_alive(), len(active_children()))
    endless.terminate()
    endless.join()
    print(endless.exitcode, active_children())

    here, there = Pipe()
    speaker = Process(target=talk, args=(there,))
    speaker.start()
    there.close()
    for word in ("one", "two"):
        here.send(word)
        print(here.recv())
    print(here.poll(0))
    here.close()
    speaker.join()
    print(speaker.exitcode)

    total, lock, plain = Value("i", 0), Lock(), Array("i", [1, 2, 3])
    workers = [Process(target=count, args=(total, lock, 20)) for _ in range(3)] + [Process(target=squares_of, args=(plain,))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(total.value, list(plain), plain[1:], len(plain))

    jobs, done = JoinableQueue(), Queue()
    consumers = [Process(target=consume, args=(jobs, done)) for _ in range(2)]
    for consumer in consumers:
        consumer.start()
    for job in [*range(5), None, None]:
        jobs.put(job)
    jobs.join()
    print(sorted(done.get() for _ in range(5)))
    for consumer in consumers:
        consumer.join()
    small = Queue(1)
    small.put("x")
    try:
        small.put("y", timeout=0.01)
    except queue.Full:
        print("full")
    print(small.get())
    try:
        small.get(timeout=0.01)
    except queue.Empty:
        print("empty")

    event, barrier, condition, flag = Event(), Barrier(3), Condition(), Value("i", 0)
    waiting = Process(target=when, args=(event, results))
    waiting.start()
    print(event.is_set(), event.wait(0.01))
    event.set()
    print(results.get(), event.is_set())
    meeting = [Process(target=meet, args=(barrier, results)) for _ in range(2)]
    for process in meeting:
        process.start()
    barrier.wait()
    print(results.get(), results.get())
    turn = Process(target=wait_turn, args=(condition, flag, results))
    turn.start()
    with condition:
        flag.value = 1
        condition.notify_all()
    print(results.get())
    for process in (waiting, *meeting, turn):
        process.join()
    again, few = RLock(), Semaphore(2)
    with again, again:
        print(few.acquire(), few.acquire(), few.acquire(False))


if __name__ == "__main__":
    set_start_method("spawn")
    main()
