"""datetime: arithmetic, formats, ISO, time zones, ordering."""
from datetime import date, datetime, time, timedelta, timezone
d = datetime(2024, 2, 28, 23, 30)
print(d + timedelta(days=1, hours=1), d.isoformat(), d.strftime("%Y/%m/%d %H:%M %A %B %j"), d.weekday(), d.isocalendar())
print(datetime.strptime("2023-12-25 08:15:00", "%Y-%m-%d %H:%M:%S"), date(2024, 3, 1) - date(2024, 2, 1), datetime.fromisoformat("2024-01-02T03:04:05+02:00"))
u = datetime(2024, 1, 1, tzinfo=timezone.utc)
print(u.astimezone(timezone(timedelta(hours=5, minutes=30))), u.timestamp(), timedelta(seconds=3661.5), timedelta(days=-1))
print(date.today() >= date(2024, 1, 1), min(date(2020, 1, 1), date(2019, 5, 5)), d.replace(year=2025, day=1), time(12, 5).isoformat(), repr(timedelta(weeks=1)))
try: date(2023, 2, 29)
except ValueError as e: print("ValueError")
print(datetime.fromtimestamp(0, timezone.utc), (datetime(2024, 1, 31) - datetime(2023, 1, 31)).total_seconds(), f"{d:%d.%m.%y}")
