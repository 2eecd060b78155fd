# SystemExit caught; codes; exit and quit
import sys
for arg in ((), (0,), (5,), ("text",), (None,), ((1, 2),), ([1],)):
    try: sys.exit(*arg)
    except SystemExit as e: print(repr(e), e.code)
try: raise SystemExit
except BaseException as e: print(type(e).__name__, e.code)
try: sys.exit(1, 2)
except TypeError as e: print(e)
print(issubclass(SystemExit, Exception))
try:
    try: sys.exit(2)
    except Exception: print("not caught by Exception")
except SystemExit as e: print("caught", e.code)
sys.exit(None)
