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
