# excepthook, displayhook replaced; stderr and stdout replaced; stdout write and flush
# exit: 1
import sys, io
def hook(t, v, tb):
    print("hook:", t.__name__, v, tb is not None)
sys.excepthook = hook
old, sys.stderr = sys.stderr, io.StringIO()
print("to stderr", file=sys.stderr)
sys.stderr.write("more")
got = sys.stderr.getvalue(); sys.stderr = old
print(repr(got))
sys.displayhook = lambda v: print("display", v)
exec(compile("1 + 1", "<s>", "single"))
print(sys.stdout.writable(), sys.stdout.readable(), sys.stdout.encoding.lower(), sys.stdout.isatty(), sys.stdout.fileno())
sys.stdout.writelines(["a", "b\n"]); sys.stdout.flush()
sys.stdout.buffer.write(b"bytes\n"); sys.stdout.buffer.flush()
try: sys.stdout.write(b"x")
except TypeError as e: print(e)
raise ValueError("goes to hook")
