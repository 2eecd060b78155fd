# classes, instances, namespaces and code objects that change while they are used
import sys
def err(f, *a):
    try: r = f(*a); print("ok", type(r).__name__, repr(r)[:100])
    except BaseException as e: print(type(e).__name__, str(e)[:100])
show = both = err
def cls1():
    class A:
        def f(s): s.__class__ = B; return s.f()
        x = 1
    class B:
        def f(s): return s.g(), s.__dict__
        def g(s): return "B"
    a = A(); a.y = 5; return a.f()
both(cls1)
def cls2():
    class A: __slots__ = ("a", "b")
    class B: __slots__ = ("c",)
    class C: __slots__ = ("a", "b")
    a = A(); a.a = 1; a.__class__ = C; print(a.a); a.__class__ = B
both(cls2)
def cls3():
    class A(list): pass
    class B(dict): pass
    A().__class__ = B
both(cls3)
def cls4():
    class A: pass
    class B(A): pass
    A.__bases__ = (B,)
both(cls4)
def cls5():
    class A: pass
    class C: pass
    class B(A): x = 1
    b = B(); b.y = 1; B.__bases__ = (C,); return b.y, B.__mro__
both(cls5)
def cls6():
    class M(type):
        def mro(c): return [c]
    class A(metaclass=M): pass
    return A().__class__
both(cls6)
def cls10():
    class A:
        def __init__(s): del A.__init__; s.x = 1
    A(); return A().__dict__
both(cls10)
def cls11():
    class D:
        def __get__(s, o, t): del t.x; return 5
    class A: x = D()
    return A().x, hasattr(A, "x")
both(cls11)
def cls12():
    class A: pass
    a = A()
    class K(str):
        def __hash__(s): a.__dict__.clear(); a.__dict__ = {}; return hash("k")
        def __eq__(s, o): a.__dict__.clear(); return True
    a.k = 1
    return a.__dict__.get(K("k")), getattr(a, K("k"), 2)
both(cls12)
def cls13():
    class A: pass
    a = A(); a.x = 1
    d = a.__dict__; a.__dict__ = {"y": 2}; d["x"] = 5; del a.__dict__; a.z = 1
    d = a.__dict__; del a; d["q"] = 1; return d
both(cls13)
def cls14():
    class A: pass
    a = A()
    a.__dict__ = a.__dict__; a.__dict__["self"] = a; a.__dict__[1] = 2
    return sorted(map(str, vars(a)))[:1]
both(cls14)
def glob1():
    ns = {}
    exec("def f():\n  global g\n  del g\n  return f2()\ndef f2(): return g\ng = 1", ns)
    return ns["f"]()
both(glob1)
def glob2():
    ns = {}
    exec("def f(n):\n  globals().clear()\n  return len([n])", ns)
    f = ns["f"]
    return f(1)
both(glob2)
def glob3():
    import types
    m = types.ModuleType("m"); exec("def f(): return x\nx = 1", m.__dict__); f = m.f; del m
    import gc; gc.collect(); return f()
both(glob3)
def code2():
    def f(): return 1
    x = 5
    def g(): return x
    try: f.__code__ = g.__code__
    except ValueError as e: print(e)
    try: g.__code__ = f.__code__
    except ValueError as e: print(e)
    def h():
        h.__code__ = f.__code__
        return 7
    f.__defaults__ = (1, 2, 3); f.__kwdefaults__ = {"z": 1}
    try: f.__defaults__ = 5
    except TypeError as e: print(e)
    return h(), h(), f()
both(code2)
def g_code():
    x = 1
    def g(): return x
    return g.__code__
def code3():
    import types
    return types.FunctionType(g_code(), {}, "x", (1,), ())
both(code3)
def code4():
    import types
    return eval(g_code())
both(code4)
def prop1():
    class A:
        @property
        def x(s): del A.x; return A
        @x.setter
        def x(s, v): del A.x
    a = A(); a.x; a.x = 5; return a.__dict__
both(prop1)
def x_tb():
    try: 1 / 0
    except ZeroDivisionError as e: return e.__traceback__
def exc1():
    class E(Exception):
        def __eq__(s, o): 1 / 0
        def __str__(s): raise E
        def __repr__(s): raise E
    try: raise E
    except E as e: print("caught")
    class M(type):
        def __instancecheck__(c, x): 1 / 0
        def __subclasscheck__(c, x): 1 / 0
    class F(Exception, metaclass=M): pass
    try:
        try: raise ValueError
        except F: pass
    except ValueError: print("not F")
    for bad in (5, "x", object, int, (ValueError, 5), ((ValueError,),), None):
        try:
            try: raise KeyError
            except bad: print("?")
        except BaseException as e: print(type(e).__name__, str(e)[:90])
    for bad in (5, "x", object, int, (ValueError,), None):
        try: raise bad
        except BaseException as e: print(type(e).__name__, e)
        try: raise ValueError from bad
        except BaseException as e: print(type(e).__name__, e)
    class G(Exception):
        def __new__(c): return 5
    try: raise G
    except TypeError as e: print(e)
    class H(Exception):
        def __init__(s): raise KeyError("init")
    try: raise H
    except KeyError as e: print(e)
    e = ValueError(); e.__context__ = e; e.__cause__ = e
    try: raise e
    except ValueError as f: print(f.__context__ is f)
    a = ValueError("a"); b = ValueError("b"); a.__context__ = b; b.__context__ = a
    try:
        try: raise a
        except ValueError: raise b
    except ValueError as e: print(e)
    import traceback
    print(len(traceback.format_exception(a)) > 0)
    e.__traceback__ = None
    try: e.__traceback__ = 5
    except TypeError as x: print(x)
    tb = x_tb()
    try: tb.tb_next = tb
    except ValueError as x: print(x)
    try: e.args = 5
    except TypeError as x: print(x)
    e.args = iter([1, 2]); print(e.args); e.__notes__ = 5; print(traceback.format_exception_only(e)); e.__notes__ = [5, None]; print(traceback.format_exception_only(e))
both(exc1)
def builtins1():
    import builtins
    saved = builtins.len
    def f(): return len([1])
    f()
    del builtins.len
    try: f()
    except NameError as e: print(e)
    finally: builtins.len = saved
    print(f())
    saved = builtins.__import__
    builtins.__import__ = lambda *a: 5
    try: import os; print(os)
    finally: builtins.__import__ = saved
    saved = builtins.__build_class__
    del builtins.__build_class__
    try:
        try:
            class A: pass
        except NameError as e: print(e)
    finally: builtins.__build_class__ = saved
    return exec("x = 1", {"__builtins__": 5}) if 0 else eval("1", {"__builtins__": {}})
both(builtins1)
