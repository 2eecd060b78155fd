# what cannot be assigned to, deleted, or augmented: walrus targets
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    '(1 := 2)',
    '(f() := 1)',
    '(a.b := 1)',
    '(a[0] := 1)',
    'x := 1',
    '((a, b) := 1)',
    '(x := y := 1)',
    'f(a := 1 = 2)',
    '(None := 1)',
    'a = b := c',
    '(True := 1)',
    '[i := 0 for i in x]',
    '[x := 0 for y in z for x in w]',
    '[i for i in (j := x)]',
    'class C: [x := i for i in y]',
    '[x for x in (lambda: (j := 5))()]',
    '[x for x in (lambda: [(j := 1) for k in y])()]',
    '[x for x in [(j := 1) for k in y]]',
    '[x for x in ((j := 1) for k in y)]',
    '[x for k in y for x in (lambda: (j := 1))()]',
    '[(lambda: (j := 1))() for x in z]',
    '[i := 0, j := 1 for i, j in x]',
    '[i, j := 1 for i, j in x]',
    '{i := 0, j := 1 for i, j in x}',
    '{i := 0, for i in x}',
    '[*a, b for b in x]',
    '[a, *b for b in x]',
    '(i := 0, j := 1 for i, j in x)',
)
