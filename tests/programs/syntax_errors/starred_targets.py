# what cannot be assigned to, deleted, or augmented: starred targets
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    '(a, 1) = x',
    '[a, f()] = x',
    'a, b + 1 = x',
    '*a = x',
    '*a, *b = x',
    'a, *b, *c = x',
    '(*a) = x',
    '[*a, [*b, *c]] = x',
    '*1, a = x',
    '**a = x',
    'x = *a',
    'x = *a, *b',
    '(x) = 1',
    '(x, (y, z())) = 1',
)
