# f-string grammar errors: fstring fields
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    "f'{'",
    "f'}'",
    "f'{}'",
    "f'{ }'",
    "f'{x'",
    "f'{x!}'",
    "f'{x!z}'",
    "f'{x!r'",
    "f'{x:'",
    "f'{x:{'",
    "f'{x!r:'",
    "f'{!r}'",
    "f'{:5}'",
    "f'{=}'",
    "f'{x!rr}'",
    "f'{x! r}'",
    "f'{x !r}'",
    "f'{!'",
    "f'{!x'",
    "f'{='",
    "f'{1=}{;'",
    "f'{x}{>'",
    "f'{x:{>'",
    "f'{x'",
    "f'{'",
    "f'{(x'",
)
