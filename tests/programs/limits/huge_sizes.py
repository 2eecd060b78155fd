# sizes that cannot be allocated
import sys
def err(f):
    try: r = f(); print("no error", type(r).__name__)
    except (MemoryError, OverflowError, ValueError, TypeError, IndexError) as e: print(type(e).__name__, e)
n = 10 ** 18
for f in (lambda: [0] * n, lambda: "x" * n, lambda: b"x" * n, lambda: (0,) * n, lambda: bytearray(n), lambda: bytes(n), lambda: [1, 2] * sys.maxsize, lambda: "ab" * sys.maxsize, lambda: "x" * 10 ** 20, lambda: [0] * 10 ** 20, lambda: bytes(10 ** 20), lambda: bytearray(b"x") * n, lambda: "a".ljust(n), lambda: "a".center(n), lambda: "5".zfill(n), lambda: "\t".expandtabs(n), lambda: "%*d" % (n, 1), lambda: f"{1:{n}}", lambda: format("a", "99999999999999999999"), lambda: "a" * -n, lambda: [0] * -n, lambda: range(n)[5], lambda: len(range(10 ** 20))):
    err(f)
for s in ("1 << 10 ** 13", "1 << 10 ** 20", "1 << -1", "0 << 10 ** 20", "1 >> 10 ** 20", "-1 >> 10 ** 20"):
    err(lambda: eval(s))
l = [1]
try: l *= n
except MemoryError: print("l *= n", l)
try: l.extend([0] * n)
except MemoryError: print("extend", l)
import itertools
err(lambda: "x".join(itertools.repeat("a", 5)) * n)
err(lambda: list(range(10 ** 19)))
err(lambda: (1).to_bytes(10 ** 18, "big"))
err(lambda: "{:>99999999999999999999}".format(1))
err(lambda: chr(10 ** 20)); err(lambda: [1][10 ** 20:]); err(lambda: "abc".find("b", 10 ** 20)); err(lambda: round(1.5, 10 ** 20)); err(lambda: [].insert(10 ** 20, 1)); err(lambda: "a".replace("a", "b", 10 ** 20)); err(lambda: "abc"[10 ** 20]); err(lambda: 2.0 ** 10 ** 10)
print("alive")
