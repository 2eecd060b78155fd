# IndentationError and TabError: expected block
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'if x:\npass\n',
    '  x = 1\n',
    'x = 1\n  y = 2\n',
    'if x:\n    a\n  b\n',
    'def f():\nx\n',
    'class C:\nx = 1\n',
    'for i in x:\ny\n',
    'while x:\ny\n',
    'with x:\ny\n',
    'try:\nx\n',
    'try:\n  x\nexcept:\ny\n',
    'try:\n  x\nfinally:\ny\n',
    'if x:\n  y\nelse:\nz\n',
    'if x:\n  y\nelif z:\nz\n',
    'match x:\ncase 1: pass\n',
    'match x:\n  case 1:\n  pass\n',
)
