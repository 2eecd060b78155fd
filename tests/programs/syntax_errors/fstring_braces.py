# f-string grammar errors: fstring braces
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    "f'{x:{y:{z}}}'",
    "f'{x:{y}}}'",
    "f'{x}}'",
    "f'{{x}'",
    "f'{{}'",
    "f'{x\n}'",
    "f'{\n}'",
    "f'''{\n}'''",
    'f\'{a["b"]}\'',
    "f'{a['b']}'",
    "f'{x} {'",
    "x = f'{y}' = 1",
    "f'{x}' = 1",
    "f'{x!s!r}'",
    "f'{x.}'",
    "f'{x:{}}'",
    "f'{.5.}'",
)
