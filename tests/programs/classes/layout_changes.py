# Instances whose class or __dict__ is replaced: between classes with and without a dict, and what has no dict although a base has one


class Plain: pass
class Other: pass
class Slots: __slots__ = ("a", "b")
class Slots1(Slots): __slots__ = ()
class Slots2(Slots): __slots__ = ()
class Mixed1(Slots): pass
class Mixed2(Slots): pass
class Wide:
    def __init__(self):
        self.a = self.b = self.c = self.d = self.e = self.f = self.g = 0
class List1(list): __slots__ = ("a",)
class List2(list): __slots__ = ("a",)
class Error1(Exception): pass
class Error2(Exception): pass


def change(x, new):
    try:
        x.__class__ = new
        print(type(x).__name__, end=" ")
    except TypeError as e:
        print(e, end=" ")
    print({n: getattr(x, n) for n in ("a", "b", "c", "z") if hasattr(x, n)}, getattr(x, "__dict__", "no dict"))


x = Plain()
x.a, x.z = 1, 2
change(x, Other); change(x, Wide); x.b = 3; change(x, Plain); change(x, Slots)
x = Wide()
change(x, Plain); x.c = 4; change(x, Wide)
x = Slots1()
x.a = 1
change(x, Slots2); x.b = 2; change(x, Slots1); change(x, Mixed1); change(x, Slots)
try: x.c = 1
except AttributeError as e: print(e)
x = Mixed1()
x.a, x.z = 1, 2
change(x, Mixed2); x.b = 3; change(x, Mixed1); change(x, Slots1)
x = List1([1, 2])
x.a = 5
change(x, List2); change(x, list); change(x, List1)
print(x)
x = Error1("text")
x.a = 1
change(x, Error2); x.b = 2; change(x, Error1)
print(x.args)
for i in range(70):
    x = Wide()
    for j in range(i):
        setattr(x, f"n{j}", j)
    x.__class__ = Plain
    assert len(vars(x)) == 7 + i and all(getattr(x, f"n{j}") == j for j in range(i))
    x.__class__ = Wide
    x.a = i
    assert x.a == i == vars(x)["a"]

print("-- __dict__ replaced")
for c in (Plain, Wide, Mixed1, Error1, type("L", (list,), {})):
    for n in (0, 3, 9, 40):
        x = c()
        for i in range(n):
            setattr(x, f"n{i}", i)
        old = x.__dict__
        assert old is x.__dict__ and len(old) in (n, n + 7)
        x.__dict__ = {"z": 26}
        x.y = 25
        assert x.__dict__ == {"z": 26, "y": 25} and len(old) in (n, n + 7)
        old["n0"] = "unseen"
        assert not hasattr(x, "n0")
        y = c()
        y.__dict__ = x.__dict__
        y.w = 1
        assert x.w == 1
        if c not in (Error1,):
            del x.__dict__
            assert x.__dict__ == {} and y.z == 26
        try: x.__dict__ = 5
        except TypeError as e: last = str(e)
    print(c.__name__, last, y.__dict__)

print("-- no dict")
get = Plain.__dict__["__dict__"]
for x in (Slots(), object(), List1(), 5):
    try: print(get.__get__(x))
    except Exception as e: print(type(e).__name__, e)


class Base: pass
class Derived(Base): __slots__ = ()
class Root: __slots__ = ()
class Under(Root): __slots__ = ("a",)
u = Under()
u.a = 1
try:
    Under.__bases__ = (Base,)
except TypeError as e:
    print(type(e).__name__, e)
print(u.a, hasattr(u, "__dict__"))
