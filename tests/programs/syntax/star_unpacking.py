# stars in displays, calls, returns, yields, subscripts, for
a, b = [1, 2], (3,)
print([*a, *b], (*a, 0), {*a, *b}, [*"xy", *{}], (*a,))
print({**{"a": 1}, "b": 2, **{"a": 3}})
def f(*args, **kwargs):
    return args, kwargs
print(f(*a, 9, *b, x=1, **{"y": 2}, **{"z": 3}))
print(f(*a, k=1, *b))
def g():
    return *a, *b
print(g())
def h():
    x = yield *a, 5
    yield x
print(next(h()))
for x in *a, *b:
    print(x, end=" ")
print()
class S:
    def __getitem__(self, k): return k
print(S()[*a], S()[0, *a], S()[1:2, ...], S()[*a, *b])
for text in ["f(*1)", "f(**1)", "f(**{1: 2})", "f(x=1, **{'x': 2})", "[*5]", "{**5}", "{*None}", "f(*a, **[1])", "print(*a, sep=1)", "{**{'a':1}, **[('b',2)]}"]:
    try:
        print(eval(text))
    except TypeError as e:
        print(text, "!!", e)
print(*[], *"ab", sep="-")
