# Globals that are an instance of a subclass of dict, which answers for names it does not hold.


class Missing(dict):
    def __missing__(self, key):
        if key.startswith("_n"):
            return int(key[2:])
        raise KeyError(key)


class Answering(dict):
    def __getitem__(self, key):
        return "answer to " + key


print(eval("lambda: _n3 + _n4", Missing())())
space = Missing()
exec("def f():\n    global x\n    x = x + _n1\n    return x, len('abc')", space, space)
space["x"] = 10
print([space["f"]() for i in range(3)], space["x"])
print(eval("lambda: [name for i in 'abc']", Answering())())
print(eval("lambda: len", Answering(len=5))())
try:
    eval("lambda: nothing", Missing())()
except NameError as e:
    print(e)


class Failing(dict):
    def __missing__(self, key):
        raise ValueError(key)


try:
    eval("lambda: nothing", Failing())()
except ValueError as e:
    print("ValueError", e)


class Same(dict):
    pass


f = eval("lambda: (a, len(b))", Same(a=1, b="xy"))
print(f(), f())
f.__globals__["a"] = 2
print(f())
