# what cannot be assigned to, deleted, or augmented: loop and with targets
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'for 1 in x: pass',
    'for f() in x: pass',
    'for x + 1 in y: pass',
    'for a, 1 in x: pass',
    'for None in x: pass',
    'for *a in x: pass',
    'for x in *y: pass',
    'for x y in z: pass',
    'for x: pass',
    'for in x: pass',
    'with a as 1: pass',
    'with a as f(): pass',
    'with a as None: pass',
    'with a as (b, 1): pass',
    'with (a as 1): pass',
    '[x for 1 in y]',
    '[x for f() in y]',
    'import a as 1',
    'except_ = 1; (x := 1) = 2',
)
