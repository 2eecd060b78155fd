# Between which classes __class__ can be assigned: those that add the same to the same base.


class A: __slots__ = "a",
class B: __slots__ = "b",
class A2: __slots__ = "a",
class SA(A): __slots__ = "c",
class SB(A): __slots__ = "c",
class SC(A): __slots__ = "d",
class SD(A2): __slots__ = "c",
class E1(A): __slots__ = ()
class E2(A): __slots__ = ()
class D1(A): pass
class D2(A): pass
class D3(E1): pass
class W1: __slots__ = ("a", "__weakref__")
class W2: __slots__ = ("__weakref__", "a")
class AB: __slots__ = "a", "b"
class BA: __slots__ = "b", "a"
class L1(list): __slots__ = "__dict__",
class L2(list): __slots__ = "__weakref__",
class L3(list): pass
class L4(list): pass
class X1(D1): pass
class Y1: pass
class Y2: __slots__ = "__dict__", "__weakref__"
class Y3(Y1): __slots__ = ()


classes = [c for c in list(globals().values()) if isinstance(c, type) and c.__module__ == __name__]
for old in classes:
    fits = []
    for new in classes:
        x = old()
        try:
            x.__class__ = new
            fits.append(new.__name__)
        except TypeError as e:
            if new is B:
                print(e)
    print(old.__name__, fits)

x = SA()
x.a, x.c = 1, 2
x.__class__ = SB
print(x.a, x.c, type(x).__name__)
