# string literals that do not end, bad escapes, bytes: bad escapes
def bad(*sources):
    for source in sources:
        try:
            compile(source, "<test>", "exec")
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset), repr(e.text))

bad(
    "'\\x4'",
    "'\\u123'",
    "'\\U0000001'",
    "'\\U00110000'",
    "'\\N{no such name}'",
    "'\\N{'",
    "'\\N'",
    "b'\\x'",
    "b'\\xg0'",
    "b'é'",
    "'a' b'b'",
    "b'a' 'b'",
    "f'a' b'b'",
)
