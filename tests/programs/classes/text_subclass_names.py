# Names that are instances of a subclass of str, as keys of namespaces.


class Name(str):
    pass


class Shouting(str):
    def upper(self):
        return "!"


class C:
    pass


c = C()
c.__dict__[Name("zz")] = 1
print(c.zz, getattr(c, Name("zz")), c.__dict__["zz"], vars(c), type(next(iter(vars(c)))).__name__)


def read():
    return c.zz


for i in range(50):
    read()
c.zz = 2
print(read(), vars(c), type(next(iter(vars(c)))).__name__)
del c.zz
print(hasattr(c, "zz"))
setattr(c, Name("yy"), 3)
print(c.yy, vars(c))

space = {Name("q"): 5}
exec("print(q)\nq = 6\nprint(q)", space)
print(space["q"], type(list(space)[0]).__name__)
exec("def f():\n    global q\n    r = [q for i in range(30)]\n    q = r[0] + 1\n    return q\nprint(f(), f())", space)
exec("del q", space)
print("q" in space)

X = type("X", (), {Name("attribute"): 1, Name("method"): lambda self: self.attribute})
print(X.attribute, X().method(), X().attribute)
X.attribute = 2
print(X().method())
print(type("Y", (X,), {}).attribute)

d = {Name("a"): 1, Shouting("b"): 2, "c": 3}
print(d["a"], d["b"], d[Name("c")], Name("a") in d, {**d, "a": 4}, d.pop("b"), d.get(Shouting("c")))


def keywords(**kwargs):
    return kwargs


print(keywords(**{Name("k"): 1})["k"])
