# malformed numbers: number suffixes
import warnings

warnings.simplefilter("ignore", SyntaxWarning)
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    '1abc',
    '1_a',
    '1.5abc',
    '1jj',
    '0xfgh',
    '0b101x',
    '1if2',
    '0_x1',
    '123.456.789',
    '1..2',
    '5.real',
    '1.real()',
    '0e',
    '1e400j',
    '012.5',
    '012e1',
    '012j',
    '09.5',
)
