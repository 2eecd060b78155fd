# string literals that do not end, bad escapes, bytes: unterminated strings
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    "'abc",
    '"abc',
    "x = 'abc\n",
    "'''abc",
    '"""abc\ndef',
    "x = '''a\nb\n",
    "'a' 'b",
    "b'abc",
    "f'abc",
    "f'''abc",
    "r'abc\\'",
    "'abc\\",
    "u'x",
)
