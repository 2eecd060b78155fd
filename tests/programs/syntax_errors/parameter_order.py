# argument lists and parameter lists: parameter order
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'def f(a, a): pass',
    'def f(a, *a): pass',
    'def f(a, *, a): pass',
    'def f(a, **a): pass',
    'lambda a, a: 1',
    'def f(a=1, b): pass',
    'lambda a=1, b: 1',
    'def f(*): pass',
    'def f(*, **k): pass',
    'lambda *: 1',
    'def f(*a, *b): pass',
    'def f(**k, a): pass',
    'def f(**k, **l): pass',
    'def f(**k, *a): pass',
    'def f(/, a): pass',
    'def f(a, /, b, /): pass',
    'def f(*, /): pass',
    'def f(*a, /): pass',
    'def f(a, *, /): pass',
    'def f(*, *a): pass',
)
