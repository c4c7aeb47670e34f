# cpython: skip they are there
"""What cannot work says why, and what to use."""
for name in ("tkinter", "sqlite3", "turtle", "ssl", "venv", "ensurepip", "idlelib"):
    try:
        __import__(name)
    except ModuleNotFoundError as e:
        print(e.name, len(str(e)) > 40, str(e).startswith(f"No module named '{name}': "))
