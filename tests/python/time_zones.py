"""`zoneinfo` has its data."""
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

berlin, york, tokyo, kolkata = map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kolkata"))
summer = datetime(2024, 7, 1, 12, tzinfo=berlin)
print(summer, summer.tzname(), summer.dst(), summer.astimezone(york), summer.astimezone(tokyo), summer.astimezone(kolkata))
before = datetime(2024, 3, 31, 0, 30, tzinfo=timezone.utc)
print([str((before + timedelta(hours=hour)).astimezone(berlin)) for hour in range(2)])
twice = datetime(2024, 10, 27, 2, 30, tzinfo=berlin)
print(twice.utcoffset(), twice.replace(fold=1).utcoffset(), ZoneInfo("UTC"), ZoneInfo("Europe/Berlin") is berlin)
print(datetime(1900, 1, 1, tzinfo=york).utcoffset(), datetime(2050, 7, 1, tzinfo=york).tzname())
for name in "Mars/Olympus", "europe/berlin", "../etc":
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        print(type(error).__name__, error)
print(len(available_timezones()) > 400, {"Europe/Berlin", "Asia/Tokyo", "UTC"} <= available_timezones())
