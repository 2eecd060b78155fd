# compile(): modes, source types, flags, what it returns; exec and eval of code objects
def err(f, *args, **kwargs):
    try:
        print("no error:", f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ":", e)


err(compile, "1", "f", "bad")
err(compile, 5, "f", "exec")
err(compile, "1", 5, "exec")
err(compile, "x\0y", "f", "exec")
err(compile, b"x y", "f", "exec")
err(compile)
err(compile, "1", "f")
c = compile("a + b", "name.py", "eval")
print(type(c).__name__, c.co_filename, c.co_name, c.co_names, eval(c, {"a": 1, "b": 2}))
c = compile("x = 1\ny = x + 1", "name.py", "exec")
ns = {}
print(exec(c, ns), ns["x"], ns["y"], sorted(k for k in ns if k != "__builtins__"))
c = compile("1 + 1\n", "<s>", "single")
exec(c)
exec(compile("for i in range(2): i\n", "<s>", "single"))
exec(compile("None\n", "<s>", "single"))
exec(compile(b"# coding: latin-1\nx = '\xe9'\nprint(x)", "l1", "exec"))
exec(compile("print(__name__)", "f", "exec"), {"__name__": "given"})
print(eval("1 + 1  "), eval("  2"), eval("\t3\n"), eval(b"4"), eval("(5,\n6)"))
err(eval, "1 1")
err(eval, "")
err(eval, "x = 1")
err(eval, 5)
err(exec, 5)
err(exec, "x", 5)
err(eval, "x", {}, 5)
def f(a, b=2, *c, d, **e):
    g = 1
    return lambda: (a, g)
co = f.__code__
print(co.co_name, co.co_qualname, co.co_argcount, co.co_kwonlyargcount, co.co_posonlyargcount, co.co_varnames, co.co_cellvars, co.co_freevars, co.co_firstlineno, co.co_nlocals)
