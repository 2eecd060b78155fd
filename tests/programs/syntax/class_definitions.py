# shapes of class statements: bases, keywords, nested, decorated, bodies with statements
class A: pass
class B(): x = 1
class C(A, B): pass
class M(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": name}
class D(A, metaclass=M, flag=1): y = 2
class E(*[A, B], **{"metaclass": M}): pass
print(D.prepared, E.__mro__[1:3] == (A, B))
class Body:
    for i in range(3):
        if i == 1: mid = i
    while False: pass
    try:
        1 / 0
    except ZeroDivisionError:
        caught = True
    with open(__file__) as f: pass
    f.close()
    del f
    def m(self): return self.mid
    class Inner:
        class Deep: name = "deep"
    x = [j for j in range(i)]
    import math
    pi = math.floor(math.pi)
    print("in body", __qualname__, __module__)
print(Body().m(), Body.i, Body.caught, Body.Inner.Deep.name, Body.Inner.Deep.__qualname__, Body.x, Body.pi, hasattr(Body, "f"))
def make():
    v = "closure"
    class K:
        w = v
        def m(self): return v, __class__.__qualname__
    return K
print(make()().m(), make().w)
for text in ["class X(5): pass", "class X(A, A): pass", "class X(object, A): pass", "class X(bool): pass", "class X(metaclass=5): pass", "class X(A, flag=1): pass", "class X(None): pass", "class X(int, str): pass", "class X(undefined): pass"]:
    try: exec(text)
    except Exception as e: print(text, "!!", type(e).__name__, e)
