# The order in which finalisers run: by count, at the end of frames, in containers, in cycles, at the end of the program.
import gc
import weakref

log = []


class D:
    def __init__(self, name, *held):
        self.name = name
        self.held = held

    def __del__(self):
        log.append(self.name)


def flush(title):
    print(title, " ".join(log))
    log.clear()


a = D("a")
a = D("b")
log.append("rebound")
del a
flush("rebinding:")


def frame():
    one = D("one")
    two = D("two")
    three = D("three")
    log.append("body")


frame()
flush("locals of a frame:")
D("temporary")
log.append("next")
flush("expression statement:")
D("left"), D("right")
flush("pair:")
[D(f"i{i}") for i in range(4)]
flush("list of four:")
{i: D(f"v{i}") for i in range(4)}
flush("dict of four:")
D("outer", D("inner", D("innermost")))
flush("nested:")
D("holder", D("h1"), D("h2"), D("h3"))
flush("attributes in a tuple:")


def argument(p):
    log.append("called")


argument(D("arg"))
log.append("returned")
flush("argument:")


def gen():
    g = D("in generator")
    try:
        yield 1
    finally:
        log.append("finally")


g = gen()
next(g)
del g
flush("generator:")


def raising():
    r = D("in raising")
    raise ValueError


try:
    raising()
except ValueError:
    log.append("handler")
log.append("after")
flush("exception:")


class Manager:
    def __enter__(self):
        return D("entered")

    def __exit__(self, *info):
        log.append("exit")


with Manager() as m:
    log.append("body")
del m
flush("with:")

w = D("weak")
r = weakref.ref(w, lambda _: log.append("callback"))
f = weakref.finalize(w, log.append, "finalize")
del w
flush("weak references:")

x = D("x")
y = D("y")
x.other = y
y.other = x
del x, y
log.append("unreachable")
gc.collect()
print("cycle:", log[0], sorted(log[1:]))
log.clear()


class Back:
    def __del__(self):
        log.append("back")
        saved.append(self)


saved = []
b = Back()
del b
log.append(str(len(saved)))
saved.clear()
flush("resurrection:")
d = {"k": D("old")}
d["k"] = D("new")
log.append("replaced")
d.clear()
flush("dict value:")
items = [D("0"), D("1"), D("2")]
items[1] = None
log.append("set")
del items[0]
log.append("deleted")
items.pop()
flush("list items:")
o = D("o")
o.a = D("attribute a")
o.b = D("attribute b")
del o.a
log.append("deleted")
del o
flush("attributes:")
for i in [D("loop 1"), D("loop 2")]:
    log.append("turn")
del i
flush("loop variable:")
print("end", flush.__name__)
