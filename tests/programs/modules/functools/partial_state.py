# State, copies and attributes of partial objects; update_wrapper of odd things.
import copy
import functools
import warnings
from functools import partial


def err(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


p = partial(print, 1)
p.attribute = 5
for state in (
    (print, (1,), {"a": 10}, None), (print, (1,), {"a": 1}), (print, 1, {}, None), (1, (), {}, None),
    [print, (), {}, None], (print, (2,), {}, {"x": 1}),
):
    err(p.__setstate__, state)
    print(p, p.__dict__)


class Args(tuple):
    pass


class Keywords(dict):
    pass


for args, keywords in ((Args((1,)), Keywords(x=1)), ((1,), {"x": 1})):
    p.__setstate__((print, args, keywords, {}))
    print(type(p.args) is tuple, type(p.keywords) is dict, p.args is args, p.keywords is keywords)
f = partial(print, ["a"], end="")
g = copy.copy(f)
print(g.args is f.args, g.keywords is f.keywords, copy.deepcopy(f).args[0] is f.args[0])
err(delattr, f, "__dict__")
for name in ("func", "args", "keywords"):
    err(setattr, f, name, 1)
p = partial(lambda *args, **kwargs: (args, kwargs))
p.keywords[1] = "x"
err(p)
err(lambda: p(y=1))

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")

    class A:
        m = partial(lambda *args: args, 1)
        s = staticmethod(partial(lambda *args: args, 2))

    print(A.m(2), A().m(3), A().s(4))
for warning in caught:
    print(warning.category.__name__, warning.message)


def w():
    pass


print(functools.update_wrapper(w, type).__name__, w.__wrapped__ is type, w.__annotations__)
err(lambda: type.__annotations__)
