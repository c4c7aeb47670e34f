# cpython: skip it would wait for ever
"""Two threads that wait for each other are told so, with their names."""
import threading

a, b, both = threading.Lock(), threading.Lock(), threading.Barrier(2)


def take(first, second):
    with first:
        both.wait()
        with second:
            print("never")


threads = [threading.Thread(target=take, args=pair, name=name) for name, pair in {"left": (a, b), "right": (b, a)}.items()]
for thread in threads:
    thread.start()
try:
    threads[0].join()
except RuntimeError as error:
    print(error)
