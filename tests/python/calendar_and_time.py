"""calendar, time formatting, monotonic clocks."""
import calendar, time
print(calendar.month(2024, 2))
print(calendar.isleap(2000), calendar.monthrange(2023, 2)[1], time.strftime("%Y-%m-%d", time.gmtime(86400)), time.gmtime(0)[:6])
a = time.monotonic(); b = time.perf_counter(); time.sleep(0.01)
print(time.monotonic() > a, time.perf_counter() - b >= 0.009, time.time() > 1.7e9)
try: time.sleep(-1)
except ValueError as e: print(e)
try: time.sleep("x")
except TypeError: print("TypeError")
