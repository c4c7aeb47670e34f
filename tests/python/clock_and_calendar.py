"""Weekdays, the C locale's dates, and clocks that only differ."""
import time
from datetime import date, datetime

leap = time.gmtime(1709210096)
print(tuple(leap), leap.tm_wday == date(2024, 2, 29).weekday())
print([time.gmtime(day * 86400).tm_wday for day in range(-3, 5)])
print(time.strftime("%c | %x | %X | %a %A %d %b %B %j %U %w %W %y %Y %H %I %M %S %p %%", leap))
print(time.strftime("%Z %z", time.gmtime(0)) in ("UTC +0000", "GMT +0000"), time.asctime(leap), time.ctime(0)[:10])
print(datetime(2024, 2, 29, 12, 34, 56).strftime("%c | %x"), f"{date(2024, 2, 29):%A, %d. %B %Y}")
print(time.strptime("29 Feb 2024 12:34", "%d %b %Y %H:%M").tm_wday, time.strptime(time.asctime(leap))[:6])
print(time.strftime("%Y %m %d", (2000,) + (0,) * 8))
for wrong in (2000, 13, 1, 0, 0, 0, 0, 1, 0), (2000, 1, 32, 0, 0, 0, 0, 1, 0), (2000, 1, 1, 24, 0, 0, 0, 1, 0):
    try:
        time.strftime("%d", wrong)
    except ValueError as error:
        print(error)
start = time.process_time(), time.thread_time(), time.process_time_ns()
sum(range(10_000))
print(all(now >= then for now, then in zip((time.process_time(), time.thread_time(), time.process_time_ns()), start)))
print(time.get_clock_info("process_time").monotonic)
