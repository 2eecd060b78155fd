# IndentationError and TabError: comment indentation
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'x = 1\n    # comment is fine\ny = 2\n',
    'if x:\n    y\n\n\n  # fine\n    z\n',
    'x = (1 +\n  2)\n',
    'if x: y\n  z\n',
)
