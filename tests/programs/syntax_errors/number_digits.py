# malformed numbers: number digits
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
    '0777',
    '00001',
    '08',
    '1_',
    '1__0',
    '_1__ = 1_',
    '0_',
    '0x',
    '0xg',
    '0x_',
    '0b2',
    '0b12',
    '0b',
    '0o8',
    '0o',
    '0o18',
    '1.e',
    '1e',
    '1e+',
    '1.5e',
    '1e5_',
    '1.5j_',
    '0b1.5',
    '0x1.5',
    '0b1e5',
)
