"""Threads, contextlib, running other modules, what sys tells."""

#= threads
import threading
results = []
def job(n): results.append(n * n)
threads = [threading.Thread(target=job, args=(n,), name=f"job-{n}") for n in range(5)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(results), threads[0].name, threads[0].is_alive(), threading.current_thread().name, threading.main_thread() is threading.current_thread())
#> [0, 1, 4, 9, 16] job-0 False MainThread True

#= locks and counters
import threading
n = 0
lock = threading.Lock()
def add():
    global n
    for _ in range(100):
        with lock: n += 1
ts = [threading.Thread(target=add) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
r = threading.RLock()
with r:
    with r: pass
print(n, lock.locked(), lock.acquire(blocking=False), lock.acquire(blocking=False))
#> 400 False True False

#= producer and consumer
import threading, queue
q = queue.Queue()
out = []
def consume():
    while (x := q.get()) is not None:
        out.append(x)
        q.task_done()
t = threading.Thread(target=consume); t.start()
for i in range(5): q.put(i)
q.join(); q.put(None); t.join()
print(out)
#> [0, 1, 2, 3, 4]

#= events, conditions, barriers
import threading
e = threading.Event()
log = []
def waiter():
    e.wait()
    log.append("released")
t = threading.Thread(target=waiter); t.start()
log.append("before"); e.set(); t.join()
b = threading.Barrier(2)
def meet(): b.wait(); log.append("met")
ts = [threading.Thread(target=meet) for _ in range(2)]
[t.start() for t in ts]; [t.join() for t in ts]
print(log, e.is_set(), b.parties)
#> ['before', 'released', 'met', 'met'] True 2

#= thread pools
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(lambda x: x * 2, range(4))), pool.submit(pow, 2, 5).result())
    f = pool.submit(int, "x")
    print(repr(f.exception()), f.done())
    print(sorted(f.result() for f in as_completed([pool.submit(len, "ab"), pool.submit(len, "c")])))
#> [0, 2, 4, 6] 32
#> ValueError("invalid literal for int() with base 10: 'x'") True
#> [1, 2]

#= thread-local data and timers
import threading
local = threading.local()
local.x = "main"
seen = []
def job():
    seen.append(hasattr(local, "x"))
    local.x = "thread"
t = threading.Thread(target=job); t.start(); t.join()
timer = threading.Timer(0.001, seen.append, ["timer"]); timer.start(); timer.join()
print(seen, local.x)
#> [False, 'timer'] main

#= exceptions in threads
import threading
threading.excepthook = lambda a: print("in thread:", a.exc_type.__name__, a.exc_value)
t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()
print("main goes on")
#> in thread: ZeroDivisionError division by zero
#> main goes on

#= contextlib
from contextlib import contextmanager, ExitStack, closing, redirect_stderr, chdir, ContextDecorator
@contextmanager
def tag(name):
    print(f"<{name}>")
    try: yield name
    except KeyError: print("swallowed")
    finally: print(f"</{name}>")
with tag("a"): raise KeyError
with ExitStack() as s:
    [s.enter_context(tag(n)) for n in "xy"]
    s.callback(print, "callback")
@tag("d")
def f(): print("in f")
f()
#> <a>
#> swallowed
#> </a>
#> <x>
#> <y>
#> callback
#> </y>
#> </x>
#> <d>
#> in f
#> </d>

#= runpy with this
import runpy, io, contextlib
out = io.StringIO()
with contextlib.redirect_stdout(out): runpy.run_module("this")
print(out.getvalue().splitlines()[0])
#> The Zen of Python, by Tim Peters

#= runpy with json.tool
import runpy, sys
open("a.json", "w").write('{"b": [1, 2], "a": null}')
sys.argv = ["json.tool", "--sort-keys", "a.json"]
try:
    runpy.run_module("json.tool", run_name="__main__")
except SystemExit as e:
    print("exit", e.code)
#> {
#>     "a": null,
#>     "b": [
#>         1,
#>         2
#>     ]
#> }

#= runpy with timeit
import runpy, sys, io, contextlib
sys.argv = ["timeit", "-n", "10", "-r", "1", "1+1"]
out = io.StringIO()
with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
    try: runpy.run_module("timeit", run_name="__main__")
    except SystemExit: pass
print(out.getvalue().split(",")[0])
#> 10 loops

#= runpy with a file
import runpy
open("prog.py", "w").write("print(__name__, __file__)\nx = 5\n")
print(runpy.run_path("prog.py", run_name="__main__")["x"])
#> __main__ prog.py
#> 5

#= sys
import sys
print(sys.version_info >= (3, 11), sys.maxsize == 2**63 - 1 or sys.maxsize == 2**31 - 1, sys.byteorder, sys.getrecursionlimit() > 100, sys.argv[0].endswith("main.py"), len(sys.argv), "sys" in sys.modules, sys.float_info.max, sys.intern("a") is sys.intern("a"), sys.getsizeof([]) > 0)
#> True True little True True 1 True 1.7976931348623157e+308 True True

#= locale
import locale
print(locale.setlocale(locale.LC_ALL, "C"), locale.format_string("%.2f", 1234.5, grouping=True), locale.localeconv()["decimal_point"], locale.strxfrm("a") == "a")
#> C 1234.50 . True

#= gc and tracing
import gc, sys
calls = []
def tracer(frame, event, arg):
    calls.append((event, frame.f_code.co_name))
    return None
def f(): return 1
sys.settrace(tracer); f(); sys.settrace(None)
print(calls[0], gc.collect() >= 0, gc.isenabled())
#> ('call', 'f') True True

#= timeit
import timeit
print(timeit.timeit("x + 1", setup="x = 1", number=10) >= 0, len(timeit.repeat("pass", number=1, repeat=2)))
#> True 2

#= sched and signal names
import sched, time, signal
s = sched.scheduler(time.monotonic, time.sleep)
s.enter(0.02, 1, print, ("second",)); s.enter(0.01, 1, print, ("first",))
s.run()
print(signal.SIGINT.name, signal.Signals(2).name)
#> first
#> second
#> SIGINT SIGINT

#= optparse, getopt, cmd, gettext
import getopt, optparse, gettext, cmd
print(getopt.getopt(["-a", "--long=x", "rest"], "a", ["long="]), gettext.gettext("plain"))
p = optparse.OptionParser(); p.add_option("-n", type="int")
print(p.parse_args(["-n", "3", "x"])[0].n)
class Shell(cmd.Cmd):
    def do_hi(self, arg): print("hi", arg)
    def do_quit(self, arg): return True
Shell().onecmd("hi there")
#> ([('-a', ''), ('--long', 'x')], ['rest']) plain
#> 3
#> hi there

#= tokenize and dis
import tokenize, io, dis
print([tokenize.tok_name[t.type] for t in tokenize.generate_tokens(io.StringIO("x = 1\n").readline)])
print(any(i.opname.startswith("LOAD") for i in dis.get_instructions("x + 1")))
#> ['NAME', 'OP', 'NUMBER', 'NEWLINE', 'ENDMARKER']
#> True

#= code and codeop
import code, codeop
print(codeop.compile_command("if 1:"), codeop.compile_command("x = 1") is not None)
i = code.InteractiveInterpreter({"x": 5})
i.runsource("print(x)")
#> None True
#> 5
