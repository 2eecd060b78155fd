# names in class bodies do not leak into methods; class cells; comprehensions in classes
x = "module"
class A:
    x = "class"
    def m(self): return x
    y = x
    f = lambda self: x
    z = [x for _ in range(1)]
    w = [i for i in (x,)]
    class B:
        y = x
    def __class_cell(self): return __class__
print(A().m(), A.y, A().f(), A.z, A.w, A.B.y, A()._A__class_cell() is A)
def outer():
    x = "outer"
    class C:
        print(x)
        x = "class now"
        print(x)
        del x
        print(x)
        def m(self): return x
    return C
print(outer()().m())
def f():
    v = "enclosing"
    class D:
        nonlocal v
        v = "set by class body"
    return v, hasattr(D, "v")
print(f())
class E:
    a = 1
    b = a + 1
    exec("c = a + b")
    locals()["d"] = 4
    def __init__(self): self.names = sorted(n for n in dir(self) if len(n) == 1)
print(E.c, E.d, E().names)
class Mangle:
    __p = 1
    def __q(self): return self.__p
    def get(self): return self.__q(), self._Mangle__p
    def set(self): self.__new = 2; __loc = 3; return __loc
    __dunder__ = 4
    _Mangle__direct = 5
    def direct(self): return self.__direct
    class _Inner:
        __x = 6
m = Mangle()
print(m.get(), m.set(), m.__dict__, m.direct(), Mangle.__dunder__, [n for n in Mangle.__dict__ if "p" in n or "q" in n], Mangle._Inner._Inner__x)
class __Odd:
    __a = 1
class _Single:
    __b = 2
print([n for n in vars(__Odd) if "a" in n[-1]], [n for n in vars(_Single) if n.endswith("b")])
