"""All cores: processes share the work, and each is an interpreter of its own."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Lock, Process, Queue, Value


def primes_between(start, end):
    """How many primes there are, found the slow way on purpose."""
    return sum(
        all(number % divisor for divisor in range(2, int(number**0.5) + 1))
        for number in range(max(2, start), end)
    )


def reader(words, lengths):
    """Takes words until there is an end, and puts their lengths into the other queue."""
    while (word := words.get()) is not None:
        lengths.put((word, len(word)))


def count(total, lock):
    for _ in range(10):
        # Without the lock two processes may read the same number, and one step is lost.
        with lock:
            total.value += 1


# Each process reads this file as well: what starts others must stand below this line.
if __name__ == "__main__":
    starts = range(0, 8_000, 1_000)
    with ProcessPoolExecutor(2) as pool:
        counts = list(pool.map(primes_between, starts, (start + 1_000 for start in starts)))
    for start, found in zip(starts, counts):
        print(f"{start:>5} to {start + 999:>5}: {found:>3} {'▆' * (found // 8)}")
    print("together", sum(counts))

    words, lengths = Queue(), Queue()
    helper = Process(target=reader, args=(words, lengths))
    helper.start()
    for word in ["glass", "vivarium", "python", None]:
        words.put(word)
    helper.join()
    print(sorted(lengths.get() for _ in range(3)))

    total, lock = Value("i", 0), Lock()
    counters = [Process(target=count, args=(total, lock)) for _ in range(3)]
    for counter in counters:
        counter.start()
    for counter in counters:
        counter.join()
    print("counted to", total.value)
