# unpacking, calls of what is not callable, arguments that do not fit, attributes of functions
def blocks(text):
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith((" ", "except", "finally")) or found[-1][-1].startswith("@")): found[-1].append(line)
        else: found.append([line])
    return ["\n".join(block) for block in found]
def show(text):
    for source in blocks(text):
        shown = source.replace("\n", " | ")
        try:
            try: code = compile(source, "<test>", "eval")
            except SyntaxError: code = None
            if code is None: exec(source, globals())
            else: print(shown, "->", repr(eval(code, globals())))
        except BaseException as e: print(shown, "!!", f"{type(e).__name__}: {e}")
show(r'''
a, b = 1
a, b = 1, 2, 3
a, b = [1]
a, b, c = 1, 2
a, *b = []
a, *b, c = [1]
a, b = {1: 2}
a, b = iter([1, 2, 3])
(a, b), c = 1, 2
[a, b] = "abc"
for a, b in [1]: pass
for a, b in [(1, 2, 3)]: pass
5()
"a"()
[]()
(1)(2)
int.real()
x.foo.bar
foo
del foo
foo = 1; del foo; foo
def f(a, b=2, *c, d, e=5, **g): return a, b, c, d, e, g
f()
f(1)
f(1, d=2)
f(1, 2, 3, d=4, z=5)
f(d=1)
f(1, a=2, d=3)
f(*[1], **{"d": 2})
f(*5)
f(**5)
f(**{1: 2})
f(**{"d": 1}, **{"d": 2})
def f(a, /, b, *, c): pass
f(1)
f(a=1, b=2, c=3)
f(1, 2, 3)
f(1, 2, c=3, d=4)
f(1, 2, c=3, b=4)
def f(): pass
f(1)
f(a=1)
f(1, 2)
def f(a): pass
f()
f(1, 2)
f(1, a=2)
f(aa=1)
f(1, **{"a": 2})
(lambda x: x)()
(lambda: 1)(2)
(lambda *a, **k: (a, k))(1, b=2)
f.__code__ = 5
f.__defaults__ = 5
f.__kwdefaults__ = 5
f.__name__ = 5
f.__qualname__ = 5
f.__dict__ = 5
f.__closure__ = 5
f.__globals__ = 5
f.__annotations__ = 5
f.__defaults__ = (1,); f()
del f.__defaults__
del f.__name__
del f.__code__
f.__module__ = 5
f.__module__
f.__type_params__ = 5
f.foo
del f.foo
''')
