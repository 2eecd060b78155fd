# deeply nested data: repr, comparison, hashing, copying, deallocation, json
import copy
def nest(n):
    l = []
    for _ in range(n): l = [l]
    return l
deep = nest(100000)
for f in (lambda: repr(deep), lambda: deep == nest(100000), lambda: copy.deepcopy(deep), lambda: str(deep), lambda: deep < nest(100000)):
    try: f(); print("no error")
    except RecursionError as e: print(type(e).__name__)
t = ()
for _ in range(100000): t = (t,)
for f in (lambda: hash(t), lambda: repr(t), lambda: t == (t,)):
    try: f(); print("no error")
    except RecursionError as e: print(type(e).__name__)
d = {}
for _ in range(100000): d = {"k": d}
try: repr(d)
except RecursionError as e: print(type(e).__name__)
print(len(repr(nest(100))))
del deep, t, d
class N:
    def __init__(self, nxt): self.nxt = nxt
n = None
for _ in range(200000): n = N(n)
del n
print("long chain freed")
g = (x for x in ())
for _ in range(50000): g = iter([g])
del g
e = None
for _ in range(50000):
    x = ValueError(); x.__context__ = e; e = x
del e, x
f = lambda: 0
for _ in range(50000): f = (lambda f: lambda: f)(f)
del f
print("all freed")
import json
try: json.dumps(nest(100000))
except RecursionError as e: print(type(e).__name__)
try: json.loads("[" * 100000)
except RecursionError as e: print(type(e).__name__)
try: isinstance(5, t := (((((str,),),),),)); print("nested tuple fine")
except TypeError as e: print(e)
