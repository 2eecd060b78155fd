# function objects: attributes, defaults, closures, names, rebinding them
def f(a, b=1, *, c=2):
    "doc"
    return a, b, c
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__dict__, f.__annotations__, f.__closure__)
f.attr = [1]
f.attr.append(2)
print(f.attr, f.__dict__, hasattr(f, "nope"))
f.__defaults__ = (10, 20)
print(f())
f.__defaults__ = None
f.__kwdefaults__ = {"c": 30}
print(f(1, 2))
f.__kwdefaults__ = None
try: f(1, 2)
except TypeError as e: print(e)
f.__name__ = "renamed"
f.__doc__ = None
print(f.__name__, f.__qualname__, f.__doc__)
try: f(1)
except TypeError as e: print(e)
f.__qualname__ = "quali.fied"
try: f(1)
except TypeError as e: print(e)
def g(): return "g body"
h = lambda: "h body"
h.__code__ = g.__code__
print(h())
for text in ["f.__name__ = 5", "f.__defaults__ = 5", "f.__code__ = 5", "f.__dict__ = 5", "del f.__name__", "f.__kwdefaults__ = 1", "f.__globals__ = {}", "del f.nope", "f.nope", "f.__closure__ = None"]:
    try: exec(text); print("ok", text)
    except Exception as e: print(text, "!!", type(e).__name__, e)
print(f.__globals__ is globals(), type(f).__name__, type(f.__code__).__name__)
del f.__dict__["attr"]
print(f.__dict__)
class C:
    def m(self): pass
m = C().m
print(m.__func__ is C.m, m.__name__, m.__qualname__, m.__self__.__class__.__name__, C.m.__qualname__)
try: m.attr = 1
except AttributeError as e: print(e)
C.m.attr = 1
print(m.attr, m == m.__self__.m, m is m.__self__.m, m == C().m, hash(m) == hash(m.__self__.m))
