# missing colons, brackets, blocks: the commonest slips: missing colon clauses
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    'if x:\n  y\nelse\n  z\n',
    'if x:\n  y\nelif z\n  z\n',
    'try:\n  x\nexcept\n  y\n',
    'try:\n  x\nfinally\n  y\n',
    'lambda x 1',
    'match x\n  case 1: pass\n',
)
