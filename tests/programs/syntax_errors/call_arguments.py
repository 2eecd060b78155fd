# argument lists and parameter lists: call arguments
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'f(a=1, a=2)',
    'f(**a, *b)',
    'f(a=1, *b)',
    'f(a=1, b)',
    'f(**a, b)',
    'f(a for a in b, c)',
    'f(c, a for a in b)',
    'f(a for a in b)',
    'f(a for a in b,)',
    'f(,)',
    'f(a,,b)',
    'f(a=)',
    'f(=1)',
    'f(*)',
    'f(**)',
    'f(* a, ** b)',
    'f(a:b)',
    'f(a := 1, b=2)',
    'f(a if b)',
    'f(None=1)',
    'f(1 + 2 = 3)',
    "f('a' = 1)",
    'f(x.y=1)',
    'f((a)=1)',
    'f(a, b for c in d)',
    'f(__debug__=1)',
)
