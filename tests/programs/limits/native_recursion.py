# native recursion has a limit of its own: data nested a few thousand deep is fine at the default recursion limit
import json, sys
def nest(n):
    l = []
    for _ in range(n): l = [l]
    return l
print(sys.getrecursionlimit())
for n in (500, 2000, 4000):
    deep = nest(n)
    print(len(repr(deep)), deep == nest(n), len(json.dumps(deep)), json.loads(json.dumps(deep)) == deep)
for n in (20000, 100000):
    for f in (lambda: repr(nest(n)), lambda: nest(n) == nest(n), lambda: json.dumps(nest(n)), lambda: json.loads("[" * n + "]" * n), lambda: json.loads('{"a":' * n)):
        try: print("no error", type(f()))
        except RecursionError as e: print(e)
def f(n): return len([n]) and f(n + 1)
try: f(0)
except RecursionError as e: print(e)
