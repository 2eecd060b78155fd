# getattr, setattr, delattr, hasattr and their errors
def err(f, *args, **kwargs):
    try:
        print("no error:", f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ":", e)


class C:
    x = 1
    def __init__(self): self.y = 2
    @property
    def p(self): raise AttributeError("hidden")
    @property
    def v(self): raise ValueError("loud")
c = C()
print(getattr(c, "x"), getattr(c, "z", None), getattr(c, "p", "dflt"), hasattr(c, "y"), hasattr(c, "p"), hasattr(C, "y"))
setattr(c, "dyn name", 5)
print(getattr(c, "dyn name"), vars(c))
delattr(c, "y"); print(hasattr(c, "y"))
err(getattr, c, "nope"); err(getattr, c, 5); err(getattr, c); err(getattr, c, "v", "dflt"); err(hasattr, c, "v"); err(hasattr, c, 5); err(setattr, c, 5, 1); err(setattr, 5, "x", 1); err(setattr, c, "p", 1); err(delattr, c, "nope"); err(delattr, C, "nope"); err(setattr, int, "x", 1); err(delattr, int, "real"); err(setattr, c, "x"); err(getattr, 5, "x" * 3); err(setattr, len, "a", 1); err(setattr, c, "__class__", 5); err(setattr, None, "x", 1); err(delattr, [], "append"); err(setattr, C, "__name__", 5); err(getattr, None, "x"); err(getattr, C, "z"); err(getattr, len, "z"); err(getattr, "s", "z"); err(getattr, print, "__nope__")
setattr(C, "added", lambda self: "method"); print(c.added())
for n in ("real", "imag", "numerator"): print(getattr(5, n), end=" ")
print(getattr("abc", "upper")(), [getattr([3, 1], m)() for m in ("copy", "sort")], getattr(C, "__name__"))
