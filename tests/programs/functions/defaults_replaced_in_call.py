"""A call looks for the default of a parameter, and a key's comparison takes the defaults, or the code, away."""


class Key:
    def __init__(self, act):
        self.act = act

    def __hash__(self):
        return hash("x")

    def __eq__(self, other):
        self.act()
        return False


def f(*, x):
    return x


def g(*, x, y=5):
    a = b = c = d = x
    return a, b, c, d, y


def no_defaults():
    global keep
    f.__kwdefaults__ = None
    keep = [{i: i} for i in range(100)]


def other_code():
    f.__code__ = g.__code__


code = f.__code__
for act in no_defaults, other_code:
    f.__kwdefaults__ = {Key(act): 1}
    try:
        print(f(**{}))
    except TypeError as error:
        print(str(error).replace("g()", "f()"))
    f.__kwdefaults__ = {"x": 3, "y": 4}
    print(f())
    f.__code__ = code
    print(f(), f(x=2))
