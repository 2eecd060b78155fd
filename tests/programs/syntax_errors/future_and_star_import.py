# statements in the wrong place: future and star import
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'from __future__ import braces',
    'from __future__ import nope',
    'x = 1\nfrom __future__ import annotations',
    'def f(): from __future__ import annotations',
    "'doc'\nfrom __future__ import annotations",
    'def f(): from x import *',
    'class C: from x import *',
    'from __future__ import annotations as a',
    'import __future__\nfrom __future__ import division',
)
