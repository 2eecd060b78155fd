# what cannot be assigned to, deleted, or augmented: annotated targets
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'x: int: str',
    '(x, y): int',
    '[x]: int',
    'x, y: int',
    'f(): int',
    '1: int',
    'x: int = 1 = 2',
    'x = y: int',
    '(x): int',
    'lambda: int',
    "'a': int",
    'x: yield',
    'None: int',
    'x: (y := 1)',
)
