# generators dropped while suspended run their finally blocks at once
def g(name):
    try:
        yield 1
        yield 2
    finally:
        print("cleanup", name)
x = g("deleted"); next(x)
del x
print("after del")
x = g("rebound"); next(x)
x = None
print("after rebind")
def f():
    y = g("local"); next(y)
    return "returned"
print(f())
for v in g("loop break"):
    break
print("after loop")
unstarted = g("never started")
del unstarted
print("nothing printed for it")
l = [g("in list 1"), g("in list 2")]
for i in l: next(i)
del i
l.clear()
print("cleared")
def outer():
    try: yield from g("delegated")
    finally: print("outer cleanup")
o = outer(); next(o)
del o
try:
    z = g("exception"); next(z)
    raise ValueError
except ValueError: print("caught")
del z
print(next(g("temporary")))
print("end")
