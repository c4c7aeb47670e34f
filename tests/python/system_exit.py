"""sys.exit with a code: atexit runs, nothing is printed."""
import atexit, sys
atexit.register(print, "bye")
try: sys.exit(3)
finally: print("finally")
