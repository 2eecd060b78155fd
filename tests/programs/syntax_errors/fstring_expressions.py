# f-string grammar errors: fstring expressions
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    "f'{a b}'",
    "f'{x = 1}'",
    "f'{x;y}'",
    "f'{lambda x: 1}'",
    "f'{lambda:1}'",
    "f'{*x}'",
    "f'{**x}'",
    "f'{#}'",
    "f'{a $ b}'",
    "f'{yield}'",
    "f'{def}'",
    "f'{if}'",
    "f'{import x}'",
    "f'{1 +}'",
    "f'{(}'",
    "f'{)}'",
    "f'{[1, 2}'",
    "f'{x)}'",
    "f'{x]}'",
    "f'{(x]}'",
)
