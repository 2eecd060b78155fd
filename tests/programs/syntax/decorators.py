# decorators: order, arguments, any expression, classes, methods
def tag(name):
    print("make", name)
    def deco(f):
        print("apply", name, f.__name__)
        return f
    return deco
@tag("a")
@tag("b")
def f(): return 1
print(f())
registry = {}
@registry.setdefault("k", [lambda f: [f.__name__]])[0]
def g(): pass
print(g)
@(lambda c: c)
@tag("class")
class C:
    @staticmethod
    def s(): return "static"
    @classmethod
    def c(cls): return cls.__name__
    @property
    def p(self): return "prop"
    @tag("method")
    def m(self): return "m"
print(C.s(), C.c(), C().p, C().m())
@str.upper if 0 else (lambda f: f.__name__)
def h(): pass
print(h)
