# calling what cannot be called, and bad star arguments
def err(f, *args, **kwargs):
    try:
        print("no error:", f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ":", e)


def f(*a, **k): return a, k
for value in (5, "s", None, [1], {}, 1.5, ..., object(), NotImplemented):
    err(lambda: value())
class NoCall: pass
err(lambda: NoCall()())
err(lambda: f(*5)); err(lambda: f(*None)); err(lambda: f(**5)); err(lambda: f(**[("a", 1)])); err(lambda: f(**None))
err(lambda: f(**{1: 2})); err(lambda: f(a=1, **{"a": 2})); err(lambda: f(**{"a": 1}, **{"a": 2}))
err(lambda: len()); err(lambda: len(1, 2)); err(lambda: len(obj=[])); err(lambda: len(5))
class It:
    def __iter__(self): yield from (1, 2)
class Map:
    def keys(self): return ["x", "y"]
    def __getitem__(self, k): return k * 2
print(f(*It()), f(**Map()), f(*It(), *"z", **Map(), w=1))
class BadKeys:
    def keys(self): raise ValueError("keys failed")
err(lambda: f(**BadKeys()))
class BadIter:
    def __iter__(self): return 5
err(lambda: f(*BadIter()))
class Callable:
    def __call__(self, *a, **k): return "called", a, k
print(Callable()(1, x=2))
c = Callable()
c.__call__ = lambda: "instance attribute is not used"
print(c())
print(callable(c), callable(5), callable(Callable), callable(len), callable(lambda: 0))
