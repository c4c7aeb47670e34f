"""threading and pools work one after another; locks, events and locals behave."""
import queue, threading
from concurrent.futures import ThreadPoolExecutor, as_completed
results = []
threads = [threading.Thread(target=lambda n=n: results.append(n * n)) for n in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(results), any(t.is_alive() for t in threads))
with ThreadPoolExecutor(max_workers=2) as pool:
    print(list(pool.map(lambda x: x + 1, range(6))))
    futures = [pool.submit(divmod, 9, n) for n in (2, 3, 4)]
    print([f.exception() if f.exception() else f.result() for f in futures], len(list(as_completed(futures))))
lock = threading.Lock()
with lock: print(lock.locked())
e = threading.Event(); threading.Thread(target=e.set).start(); print(e.wait(1))
q = queue.Queue(); threading.Thread(target=lambda: [q.put(i) for i in range(3)]).start(); print([q.get() for _ in range(3)], q.empty())
local = threading.local(); local.x = 1; print(local.x, threading.current_thread().name)
