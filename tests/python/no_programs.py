# cpython: skip there are programs and sockets there
"""What needs other programs, sockets or a desktop says so in a sentence."""
import asyncio, os, socket, subprocess, urllib.parse, webbrowser

async def shell():
    await asyncio.create_subprocess_shell("ls")

async def program():
    await asyncio.create_subprocess_exec("ls", "-l")

async def connection():
    await asyncio.open_connection("example.com", 80)

async def server():
    await asyncio.start_server(print, "localhost", 8080)

for attempt in (
    lambda: subprocess.run(["ls", "-l"]), lambda: subprocess.check_output("ls", shell=True), lambda: os.popen("ls"),
    lambda: os.system("ls"), lambda: os.fork(), lambda: os.execv("ls", ["ls"]), lambda: os.waitpid(1, 0), lambda: os.confusing,
    socket.socket, lambda: socket.create_connection(("example.com", 80)), lambda: socket.gethostbyname("example.com"),
    lambda: asyncio.run(shell()), lambda: asyncio.run(program()), lambda: asyncio.run(connection()), lambda: asyncio.run(server()),
):
    try:
        attempt()
    except (OSError, AttributeError) as error:
        print(type(error).__name__, "|", error)
print(hasattr(os, "fork"), socket.gethostname(), webbrowser.open("https://example.com/?a=1&b=2"), webbrowser.open("file:///etc"))
