# string literals that do not end, bad escapes, bytes: line continuation
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    '\\',
    'x = 1 \\ \n',
    'x = \\',
    'x \\ y',
    'x = 1 + \\\n',
    '\\\n\\\nx y',
)
