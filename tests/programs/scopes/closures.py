# closures: late binding, shared cells, cells per call, nested levels
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
a, b = counter(), counter()
print(a(), a(), b(), a(10), b())
fs = []
for i in range(3):
    def f(): return i
    fs.append(f)
print([f() for f in fs])
i = "changed"
print([f() for f in fs])
def make():
    fs = []
    for j in range(3):
        fs.append(lambda: j)
    return fs
print([f() for f in make()])
print([f() for f in [lambda k=k: k for k in range(3)]])
def levels(x):
    def one():
        def two():
            def three(): return x
            return three
        return two
    return one
print(levels("deep")()()())
def pair():
    v = None
    def get(): return v
    def put(x):
        nonlocal v
        v = x
    return get, put
get, put = pair()
put("shared")
print(get(), get.__closure__[0].cell_contents, get.__code__.co_freevars, put.__code__.co_freevars)
def late():
    def g(): return later
    later = "bound later"
    return g()
print(late())
def rec(n):
    def go(k): return 1 if k == 0 else k * go(k - 1)
    return go(n)
print(rec(10))
def empty():
    def g(): return never
    if False: never = 1
    return g
try: empty()()
except NameError as e: print(type(e).__name__, e)
try: print(empty().__closure__[0].cell_contents)
except ValueError as e: print(e)
