# missing colons, brackets, blocks: the commonest slips: stray characters
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    '$x',
    'x?',
    'a ! b',
    'x = 5 €',
    'x = “a”',
    'a\xa0= 1',
    '1 → 2',
)
