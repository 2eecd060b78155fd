# missing colons, brackets, blocks: the commonest slips: adjacent expressions
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'x = ',
    'x = = 1',
    '1 +',
    'x +* 2',
    'a b',
    'print 1',
    "print 'a'",
    "exec 'x'",
    'f(a b)',
    '[a b]',
    '{a b}',
    '(a b)',
    'x = a b',
)
