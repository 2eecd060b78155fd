# global and nonlocal statements
count = 0
def inc():
    global count
    count += 1
inc(); inc()
print(count)
def make():
    n = 0
    def up():
        nonlocal n
        n += 1
        return n
    def get(): return n
    return up, get
u, g = make()
u(); u()
print(g())
def define():
    global new_one, another
    new_one = 1
    another = [new_one]
    def inner():
        global new_one
        new_one += 5
    inner()
define()
print(new_one, another)
class C:
    global from_class
    from_class = "g"
    def m(self):
        nonlocal_free = 1
        return __class__.__name__
print(from_class, hasattr(C, "from_class"), C().m())
def deep():
    x = "deep"
    def a():
        def b():
            nonlocal x
            x = "changed by b"
        b()
    a()
    return x
print(deep())
x = "module"
def shadow():
    x = "local"
    def f():
        global x
        return x
    return f()
print(shadow())
def loop():
    global i_global
    for i_global in range(3): pass
    global imported
    import math as imported
    global Cls
    class Cls: pass
    global fn
    def fn(): return "fn"
loop()
print(i_global, imported.__name__, Cls.__qualname__, fn(), fn.__qualname__)
