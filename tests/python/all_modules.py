# cpython: skip some of these are newer
"""Every module that the standard library of this engine promises."""
import importlib
names = """os json re dataclasses datetime typing unittest decimal asyncio threading logging random statistics hashlib zlib csv
urllib.request http.client socket email xml.etree.ElementTree fractions pathlib tempfile subprocess multiprocessing
concurrent.futures doctest pdb traceback inspect argparse uuid secrets zoneinfo tomllib graphlib pickle gzip bz2 lzma tarfile
zipfile html.parser string.templatelib annotationlib abc array ast base64 bisect builtins calendar cmath code codecs collections
colorsys configparser contextlib contextvars copy copyreg dbm.dumb difflib dis enum errno fileinput fnmatch functools gc getopt
getpass gettext glob heapq hmac html imaplib importlib.metadata importlib.resources io ipaddress itertools keyword linecache
locale mailbox marshal math mimetypes numbers opcode operator optparse pickletools pkgutil platform plistlib pprint profile
pstats py_compile pyclbr pydoc queue quopri reprlib rlcompleter runpy sched selectors shelve shlex shutil signal smtplib
socketserver stat string stringprep struct symtable sys sysconfig tabnanny textwrap this time timeit token tokenize trace
types unicodedata urllib.parse warnings wave weakref webbrowser wsgiref.simple_server xmlrpc.client zipapp
zipimport cmd filecmp ftplib poplib""".split()
import contextlib, io
failed = []
with contextlib.redirect_stdout(io.StringIO()):
    for name in names:
        try: importlib.import_module(name)
        except Exception as e: failed.append(f"{name}: {type(e).__name__}: {e}")
print(len(names) - len(failed) == len(names), failed)
