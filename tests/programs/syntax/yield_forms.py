# yield as statement, expression, in assignments, calls, comprehension iterables, parentheses
def g():
    x = yield
    print("x", x)
    y = yield 1, 2
    print("y", y)
    z = [(yield "a"), (yield "b")]
    print("z", z)
    print((yield), (yield 5) or "none")
    w = yield from (i * 10 for i in (1, 2))
    print("w", w)
    v = yield from sub()
    print("v", v)
    a = b = yield "ab"
    a += yield a
    return a, b
def sub():
    got = yield "sub"
    return got
it = g()
send = None
try:
    for n in range(20):
        print("got", it.send(send))
        send = n
except StopIteration as e:
    print("returned", e.value)
def outer():
    r = list(i for i in (yield "iterable"))
    yield r
o = outer()
next(o)
print(o.send([1, 2]))
def cond():
    if (yield 1): yield "true"
    else: yield "false"
    for i in (yield): yield i
    return (yield)
c = cond()
print(next(c), c.send(0), next(c), c.send("xy"), next(c))
lam = lambda: (yield 1)
print(list(lam()))
def empty():
    return
    yield
print(list(empty()))
