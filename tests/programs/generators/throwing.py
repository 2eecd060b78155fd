# throw(): what is thrown, where it arrives, and what runs between
import sys, types, warnings
warnings.simplefilter("ignore")

def g():
    try: yield 1
    except Exception as e:
        print("in", type(e).__name__, e); yield 2
def show(f, *args):
    try: print(f(*args))
    except BaseException as e: print("out", type(e).__name__, e)
class NoException(Exception):
    def __new__(cls, *args): return 5
class Fails(Exception):
    def __init__(self, *args): raise KeyError("init")
print("-- arguments")
for args in ((ValueError,), (ValueError("v"),), (NoException,), (Fails,), (UnicodeDecodeError,), (None,), (3,), (int,), (KeyError, 1),
             (KeyError, (1, 2)), (KeyError("a"), 4), (KeyError, ValueError("p")), (KeyError, KeyError("q")), (LookupError, KeyError("q")),
             (KeyError, None, 3), (KeyError, None, None), (KeyError, NoException)):
    a = g(); next(a)
    show(a.throw, *args); show(next, a)
a = g(); show(a.throw, NoException); show(next, a)
a = g(); show(a.throw, 3); show(next, a)

print("-- frames")
def names():
    frame, found = sys._getframe(1), []
    while frame: found.append(frame.f_code.co_name); frame = frame.f_back
    return found
class Watch:
    def __del__(self): print("dies in", names())
def inner():
    try: yield
    except Exception: print(names())
def middle(): yield from inner()
def outer(): yield from middle()
a = outer(); next(a); show(a.throw, RuntimeError)
def holds():
    watch = Watch()
    yield
a = holds(); next(a); show(a.throw, RuntimeError); a = None
class Delegate:
    def __iter__(self): return self
    def __next__(self): return 42
    def throw(self, *args):
        print("throw", args); show(next, a); print(a.gi_running, a.gi_yieldfrom)
        return "thrown"
    def close(self):
        print("close"); show(next, a)
def delegating(): return (yield from Delegate())
a = delegating(); next(a); show(a.throw, ValueError); show(a.throw, KeyError("k")); show(a.throw, KeyError, "v"); show(next, a)
show(a.close); show(a.close)
class Stops(Delegate):
    def throw(self, *args): raise StopIteration("returned")
def goes_on():
    got = yield from Stops()
    print("got", got); yield "next"
a = goes_on(); next(a); show(a.throw, ValueError); show(next, a)
class Raises(Delegate):
    def throw(self, *args): raise LookupError("other")
    def close(self): raise LookupError("closing")
def catches():
    try: yield from Raises()
    except LookupError as e: print("caught", e); yield "caught"
a = catches(); next(a); show(a.throw, ValueError); show(a.close)
a = catches(); next(a); show(a.close)
class Broken:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self, name): 1 / 0
def broken(): yield from Broken()
a = broken(); show(next, a); show(a.throw, AttributeError); show(next, a)
sys.unraisablehook = lambda u: print("unraisable", type(u.object).__name__, u.exc_value)
show(a.close); show(next, a)

print("-- exceptions being handled")
def first():
    try: raise KeyError("a")
    except Exception: yield from second()
def second(): yield
a = first(); next(a)
try: a.throw(ValueError)
except ValueError as e: print(repr(e), repr(e.__context__))
def keeps():
    try: yield
    except Exception:
        print(repr(sys.exception())); yield
        print(repr(sys.exception())); yield
        raise
def during(exc, thrown):
    m = keeps(); next(m)
    try: raise exc
    except Exception:
        m.throw(thrown)
    next(m)
    try: next(m)
    except Exception as e: print("raised", repr(e), repr(e.__context__))
exc = ValueError("o")
during(exc, exc); during(KeyError("x"), ValueError("y"))
def nested():
    try: yield 1
    except Exception as a:
        try: raise KeyError("nested")
        except KeyError:
            yield 2
            print(repr(sys.exception()))
        print(repr(sys.exception()))
        yield 3
        print(repr(sys.exception()))
    print(repr(sys.exception()))
    yield 4
    print(repr(sys.exception()))
exc = ValueError("shared")
m = nested(); next(m)
try: raise exc
except ValueError: print(m.throw(exc))
try: raise IndexError("of the caller")
except IndexError: print(next(m), next(m))
show(next, m)
def plain():
    yield sys.exception(); yield sys.exception()
    try: raise KeyError
    except KeyError: yield sys.exception()
    yield sys.exception()
m = plain()
try: raise exc
except ValueError: print(repr(next(m)))
print(repr(next(m)))
try: raise IndexError
except IndexError: print(repr(next(m)))
print(repr(next(m)))
