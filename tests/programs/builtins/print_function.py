# print: sep, end, file, flush, errors
import io, sys
print()
print(1, "a", None, [1], 1.5)
print(1, 2, 3, sep="-", end="!\n")
print("a", "b", sep="")
print("x", end="")
print("y", sep="zzz", end="\n\n")
print(*[1, 2, 3], sep="\n")
print("a", sep=None, end=None)
f = io.StringIO()
print("to", "file", file=f, end=";")
print(f.getvalue() + "|")
class W:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
    def flush(self): self.parts.append("FLUSH")
w = W()
print("a", 1, file=w, flush=True)
print(w.parts)
for kw in ({"sep": 5}, {"end": 5}, {"file": 5}, {"bad": 1}, {"sep": b"x"}):
    try: print("x", **kw)
    except Exception as e: print(type(e).__name__, e)
class S:
    def __str__(self): return "str used"
    def __repr__(self): return "repr used"
print(S(), [S()])
class Bad:
    def __str__(self): raise ValueError("str fails")
try: print("before", Bad())
except ValueError as e: print("|", e)
print("tab\tnew\\n é 日本 😀", "nul\0".encode())
print(True, False, ..., (), {}, set(), b"b", 1j, range(2), sep=",")
old = sys.stdout
sys.stdout = f
print("captured")
sys.stdout = old
print(repr(f.getvalue()))
sys.stdout = None
print("nowhere")
sys.stdout = old
print("long " * 30)
print("flushed", flush=True)
sys.stdout.write("direct\n")
print(sys.stdout.write("count\n"))
print(print("inner"), file=sys.stdout)
