# __str__, __repr__, __format__, __bytes__, __bool__, __int__, __float__, __index__, __hash__ and wrong results
class R:
    def __repr__(self): return "R!"
class S(R):
    def __str__(self): return "S!"
print(R(), str(R()), S(), repr(S()), [S()], (S(),), {S(): S()}, f"{S()} {S()!r}", "%s %r" % (S(), S()))
class B:
    def __bool__(self): return False
    def __len__(self): return 5
class L0:
    def __len__(self): return 0
print(bool(B()), bool(L0()), not B(), "t" if L0() else "f", B() or "x", (B() and "x").__class__.__name__)
class Bad:
    def __repr__(self): return 5
    def __str__(self): return None
    def __bool__(self): return "yes"
    def __int__(self): return 1.5
    def __float__(self): return 1
    def __complex__(self): return 1
    def __index__(self): return "i"
    def __bytes__(self): return "s"
    def __format__(self, s): return None
    def __hash__(self): return 1.5
    def __len__(self): return 1.0
for f in (repr, str, bool, int, float, complex, hex, bytes, format, hash, len, lambda b: [1][b], lambda b: f"{b!r}", lambda b: "%d" % b, lambda b: range(b), lambda b: "a" * b, ascii, print):
    try: print(f(Bad()))
    except Exception as e: print(type(e).__name__, e)
class I:
    def __index__(self): return 5
print(int(I()), float(I()), complex(I()), hex(I()), range(I()), "abcdefg"[I()], round(2.123456, I()), bytes(I()))
class IntSub:
    def __int__(self): return True
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: print(int(IntSub()))
    except DeprecationWarning as e: print(e)
class By:
    def __bytes__(self): return b"by"
class Fmt:
    def __format__(self, s): return "<" + s + ">"
print(bytes(By()), format(Fmt(), "spec"), f"{Fmt():x y}", "{:abc}".format(Fmt()), format(Fmt()))
try: format(R(), "x")
except TypeError as e: print(e)
