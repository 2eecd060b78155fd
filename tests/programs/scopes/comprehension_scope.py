# what comprehensions see and leave
x = "x"
print([x for x in range(3)], x, {x for x in "a"}, x, {x: x for x in "b"}, x, list(x for x in "c"), x)
def f(y):
    return [y + z for z in range(2)], [lambda: y + z for z in range(2)][0](), [y for y in range(3)], y
print(f(10))
try: print(z)
except NameError as e: print(e)
print([(lambda: i)() for i in range(3)], [g() for g in [lambda: i for i in range(3)]])
def nested():
    a = 1
    return [[a * b * c for b in range(1, 3)] for c in range(1, 3)]
print(nested())
def nonl():
    t = 0
    def add(v):
        nonlocal t
        t += v
        return t
    return [add(i) for i in range(4)], t
print(nonl())
print([k for k in (lambda: [m for m in range(2)])()])
def gen():
    data = [1, 2]
    g = (d * factor for d in data)
    factor = 10
    data = [5]
    return list(g)
print(gen())
def deleted():
    v = 1
    l = [v for _ in range(2)]
    del v
    try: return [v for _ in range(2)]
    except NameError as e: return type(e).__name__, str(e)
print(deleted())
def err():
    try: [1 / q for q in (1, 0)]
    except ZeroDivisionError: pass
    return "q" in locals()
print(err())
def walrus():
    if any((found := w) > 2 for w in range(5)): return found
print(walrus())

# locals() in a comprehension of a module
print([sorted(locals()) for z in [1]], [locals()["q"] for q in (1, 2)], [eval("z") for z in [3]])
print([sorted(vars()) for z in [1]], [dir() for z in [1]], [[[sorted(locals()) for y in [2]] for z in [1]]])
print({k: sorted(locals()) for k in "a"}, {len(locals()) for k in "a"}, [f() for f in [lambda: sorted(locals())]])
module_name = 3
print([eval("module_name") for z in [1]], ["module_name" in locals() for z in [1]], locals() is globals())
import sys
def of_caller(): return sorted(sys._getframe(1).f_locals)
print([of_caller() for w in [1]], "module_name" in of_caller(), "w" in of_caller())
exec("print([sorted(locals()) for z in [1]])", {"print": print, "sorted": sorted, "locals": locals}, {"a": 1})
[exec("assigned = 5") for z in [1]]
print("assigned" in globals())
class InClass:
    a = 1
    found = [sorted(locals()) for c in [1]]
    own = sorted(name for name in locals() if not name.startswith("__"))
print(InClass.found, InClass.own)
