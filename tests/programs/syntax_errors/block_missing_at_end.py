# IndentationError and TabError: block missing at end
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'if x:\n',
    'def f():\n',
    'class C:',
    'for i in x:\n\n\n',
    'if x:\n  # only a comment\n',
    'def f():\n    if x:\n        y\n      z\n',
)
