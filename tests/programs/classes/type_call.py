# type(): one argument, three arguments, errors, class cell, __name__ setting
T = type("T", (), {"x": 1, "m": lambda self: self.x})
print(T().m(), T.__name__, T.__bases__, type(T), type(5), type(type))
S = type("S", (T,), dict(y=2), )
print(S.y, S().m(), S.__mro__[1] is T, S.__module__)
for args in ((), (1, 2), ("A", (), {}, 1), (5, (), {}), ("A", 5, {}), ("A", (), 5), ("A", (5,), {}), ("A\0", (), {})):
    try: print(type(*args))
    except Exception as e: print(args, type(e).__name__, e)
print(type("Weird name!", (), {}).__name__)
T.__name__ = "U"
print(T, T.__qualname__)
T.__qualname__ = "V.W"
print(T)
T.__module__ = "mod"
print(T, repr(T()).split(" at ")[0])
try: del T.__name__
except TypeError as e: print(e)
try: T.__qualname__ = 5
except TypeError as e: print(e)
import types
C = types.new_class("C", (T,), {}, lambda ns: ns.update(z=3))
print(C.z, C.__name__)
print(isinstance(T, type), isinstance(type, object), issubclass(type, object), isinstance(object, type), type.__mro__)
print(T.__dict__["x"], "x" in T.__dict__, T.__doc__)
T.__doc__ = "now"
print(T.__doc__)
class D: "d"
D.__doc__ = "changed"
print(D.__doc__)
print(type(T.__dict__), type(vars(T)).__name__)
try: T.__dict__["q"] = 1
except TypeError as e: print(e)
try: T.__dict__ = {}
except AttributeError as e: print(e)
