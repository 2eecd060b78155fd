# IndentationError and TabError: mixed tabs
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'if x:\n\ty\n        z\n',
    'if x:\n        y\n\tz\n',
    'if x:\n    if y:\n\tz\n',
    'def f():\n    x\n\ty\n',
)
