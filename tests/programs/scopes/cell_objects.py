# Cells as objects: comparing, hashing; code of another kind given to a function.
import warnings


def cell(value):
    def inner():
        return value
    return inner.__closure__[0]


def empty():
    def inner():
        return value
    made = inner.__closure__[0]
    if 0:
        value = 1
    return made


print(cell(2) == cell(2), cell(2) != cell(3), cell(2) < cell(3), cell(-36) >= cell(-34), cell("a") == cell(1))
print(cell(2) == empty(), empty() == empty(), empty() < cell(-1), cell(None) <= empty())
for f in (lambda: hash(cell(1)), lambda: cell(1) < cell("a"), lambda: cell(1) < 2):
    try:
        print(f())
    except TypeError as e:
        print(e)


def plain():
    pass


def generator():
    yield 1


def other():
    return 2


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    plain.__code__ = other.__code__
    print(len(seen), plain())
    plain.__code__ = generator.__code__
    print([(w.category.__name__, str(w.message)) for w in seen], list(plain()))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    made = type("Made", (), {1: 2, "a": 3})
    print([(w.category.__name__, str(w.message)) for w in seen], made.__dict__[1])
