# what cannot be assigned to, deleted, or augmented: assign to expression
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    '1 = x',
    "'a' = x",
    'None = 1',
    'True = 1',
    '... = 1',
    'f() = 1',
    'x + 1 = 2',
    '-x = 1',
    'not x = 1',
    'x and y = 1',
    'x < y = 1',
    'x if y else z = 1',
    'lambda: 1 = 2',
    '[x for x in y] = 1',
    '(x for x in y) = 1',
    '{x: y} = 1',
    '{x} = 1',
    '{} = 1',
    "f'{x}' = 1",
    "b'x' = 1",
    '1j = 2',
    'await x = 1',
    '(yield) = 1',
    '__debug__ = 1',
    'x.__debug__ = 1',
)
