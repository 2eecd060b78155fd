# atexit: last in first out, arguments, exceptions do not stop the others, exit code kept
# exit: 2
import atexit, sys
atexit.register(print, "first registered, last run")
atexit.register(lambda **k: print(k), a=1)
@atexit.register
def _(): print("decorated")
print(atexit._ncallbacks() >= 3 if hasattr(atexit, "_ncallbacks") else True)
atexit.unregister(None)
sys.exit(2)
