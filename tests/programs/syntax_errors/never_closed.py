# missing colons, brackets, blocks: the commonest slips: never closed
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'x = (1, 2',
    'foo(1, 2\nbar()\n',
    '[1, 2',
    '{1: 2',
    'f(',
    '(\n',
    'x = [1,\n2\n',
)
