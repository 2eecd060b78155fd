# missing colons, brackets, blocks: the commonest slips: unfinished statements
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'try:\n  pass\n',
    'try:\n  pass\nx = 1\n',
    'x = yield = 1',
    'return',
    'import',
    'from x import',
    'from x import (',
    'from x import ()',
    'import a.b.',
    'from . import *, a',
    'import a as b.c',
)
