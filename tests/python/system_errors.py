"""Numbers and texts of the system's errors are those of Linux."""
import errno, os

print(errno.ENOENT, errno.EEXIST, errno.EAGAIN, errno.ESHUTDOWN, errno.errorcode[2], errno.errorcode[11])
print(os.strerror(2), "|", os.strerror(errno.EACCES), "|", os.strerror(9999))
os.makedirs("d/e", exist_ok=True)
attempts = {
    "open": lambda: open("missing.txt"),
    "directory": lambda: open("d"),
    "mkdir": lambda: os.mkdir("d"),
    "rmdir": lambda: os.rmdir("d"),
    "through a file": lambda: os.stat("f.txt/x"),
    "list": lambda: os.listdir("f.txt"),
    "rename": lambda: os.rename("missing", "other"),
    "descriptor": lambda: os.read(999, 1),
}
with open("f.txt", "w") as file:
    file.write("x")
for name, attempt in attempts.items():
    try:
        attempt()
    except OSError as error:
        print(name, "|", type(error).__name__, "|", error, "|", errno.errorcode[error.errno], error.filename)
for code in errno.ENOENT, errno.EPIPE, errno.ESHUTDOWN, errno.ECONNRESET, errno.ETIMEDOUT, errno.ENOSPC:
    print(type(OSError(code, "text")).__name__, end=" ")
print()
os.remove("f.txt"), os.rmdir("d/e"), os.rmdir("d")
