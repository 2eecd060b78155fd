# what cannot be assigned to, deleted, or augmented: augmented targets
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'x += 1 += 2',
    '1 += x',
    'f() += 1',
    '(a, b) += 1',
    '[a] += 1',
    'None += 1',
    'x + y += 1',
    '*a += 1',
    'a, b += 1',
    "'x' -= 1",
    'x = y += 1',
)
