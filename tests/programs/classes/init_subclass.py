# __init_subclass__, __class_getitem__, __set_name__ order, keywords
class Plugin:
    registry = {}
    def __init_subclass__(cls, /, key=None, **kw):
        super().__init_subclass__(**kw)
        Plugin.registry[key or cls.__name__] = cls.__name__
        print("init_subclass", cls.__name__, key)
class A(Plugin, key="first"): pass
class B(Plugin): pass
class C(B, key="third"): pass
print(Plugin.registry)
for text in ["class D(Plugin, bad=1): pass", "class E(x=1): pass", "class F(Plugin, key=1, key2=2): pass"]:
    try: exec(text)
    except TypeError as e: print(text, "!!", e)
class N:
    def __set_name__(self, o, n): print("set_name", n, "x" in o.__dict__)
class Base:
    def __init_subclass__(cls): print("init_subclass sees", sorted(k for k in cls.__dict__ if k[0] != "_"))
class Sub(Base):
    x = N()
    y = N()
class G:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item!r}]"
class H(G): pass
print(G[int], H["a", 1], G[()])
try: A[1]
except TypeError as e: print(e)
try: G()[1]
except TypeError as e: print(e)
try: int["x"]
except TypeError as e: print(e)
print(list[int], dict[str, int], tuple[int, ...], type[A], set["x"], list[int].__origin__, dict[str, int].__args__)
class Fail:
    def __init_subclass__(cls): raise ValueError("no subclasses")
try:
    class Sub2(Fail): pass
except ValueError as e: print(e)
class Multi1:
    def __init_subclass__(cls, a=0, **k): print("m1", a); super().__init_subclass__(**k)
class Multi2:
    def __init_subclass__(cls, b=0, **k): print("m2", b); super().__init_subclass__(**k)
class M(Multi1, Multi2, a=1, b=2): pass
