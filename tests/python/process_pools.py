"""Pools, executors and managers: work that is spread over processes."""

from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, as_completed, wait
from multiprocessing import Manager, Pool, Process, TimeoutError, get_context, set_start_method


def square(x):
    return x * x


def add(x, y=0):
    return x + y


def fail(x):
    if x == 3:
        raise ValueError(f"no {x}")
    return x


def fill(shared, names, space):
    shared["squares"] = [square(n) for n in range(4)]
    names.append("child")
    space.colour = "green"


def prepared(value):
    global ready
    ready = value


def with_prepared(x):
    return x * ready


def forever():
    while True:
        pass


class Point:
    def __init__(self, x):
        self.x = x

    def __add__(self, other):
        return Point(self.x + other.x)


def sum_points(points):
    total = Point(0)
    for point in points:
        total += point
    return total


def main():
    with Pool(2) as pool:
        print(pool.map(square, range(10)))
        print(pool.starmap(add, [(1, 2), (3, 4)]), pool.apply(add, (1,), {"y": 5}))
        print(list(pool.imap(square, range(4))), sorted(pool.imap_unordered(square, range(4), chunksize=2)))
        answer = pool.apply_async(square, (7,), callback=lambda value: print("callback", value))
        print(answer.get(timeout=20), answer.ready(), answer.successful())
        try:
            pool.map(fail, range(5))
        except ValueError as error:
            print(type(error).__name__, error, "remote" if "no 3" in str(error.__cause__) else error.__cause__)
        try:
            pool.apply_async(forever).get(timeout=0.05)
        except TimeoutError:
            print("timeout")
    with get_context("spawn").Pool(1, initializer=prepared, initargs=(10,)) as pool:
        print(pool.map(with_prepared, [1, 2]))
    try:
        with Pool(1) as pool:
            pool.map(lambda x: x, [1])
    except Exception as error:
        print("lambda" in str(error))

    with ProcessPoolExecutor(max_workers=2) as executor:
        print(list(executor.map(square, range(5))), list(executor.map(add, [1, 2], [3, 4])))
        futures = {executor.submit(square, n): n for n in range(4)}
        print(sorted((futures[future], future.result()) for future in as_completed(futures)))
        failed = executor.submit(fail, 3)
        print(repr(failed.exception()), failed.done())
        done, rest = wait([executor.submit(square, 2), executor.submit(square, 3)], return_when=FIRST_COMPLETED)
        print(len(done) >= 1, len(done) + len(rest))
        print(sum_points([Point(1), Point(2)]).x, executor.submit(sum_points, [Point(3), Point(4)]).result().x)

    with Manager() as manager:
        shared, names, space = manager.dict(), manager.list(["parent"]), manager.Namespace(colour="red")
        child = Process(target=fill, args=(shared, names, space))
        child.start()
        child.join()
        print(shared["squares"], list(names), len(names), space.colour, sorted(shared.keys()))


if __name__ == "__main__":
    set_start_method("spawn")
    main()
