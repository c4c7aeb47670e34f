# cpython: skip it is about this engine
"""Where a program finds itself."""
import os, sys
print(os.getcwd(), os.environ["HOME"], sys.argv[0] == __file__, sys.platform, sys.version_info[:2], sys.implementation.name)
print(__name__, __doc__, os.path.dirname(__file__) == sys.path[0], sys.stdout.encoding, os.sep, os.name, sys.getrecursionlimit())
print(sys.flags.utf8_mode, sys.maxsize > 2**30, sys.byteorder)
exit()
