# argument lists and parameter lists: parameter names
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'def f(None): pass',
    'def f(True): pass',
    'def f(1): pass',
    "def f('a'): pass",
    'def f(a.b): pass',
    'def f((a, b)): pass',
    'def f(a, (b)): pass',
    'lambda (a): 1',
    'lambda (a, b): 1',
    'def f(*a=1): pass',
    'def f(**k=1): pass',
    'lambda *a=1: 1',
    'def f(a=): pass',
    'def f(a:): pass',
    'def f(*, a=): pass',
    'def f(__debug__): pass',
    'def f(a b): pass',
    'def f(a,,b): pass',
    'def f(,): pass',
    'def 1(): pass',
    'def f: pass',
    'def None(): pass',
    'def f() -> : pass',
)
