# record: hand
# sources that are too deep, too long or not text: an error each, never a crash, by compile, eval and exec
DEEP = 100_000
LONG = 10_000_000


def outcome(text, run):
    try:
        run(text)
        return "compiles"
    except SyntaxError as e:
        message = e.msg if len(e.msg) < 100 else e.msg[:60] + "..."
        return f"{type(e).__name__}: {message}"


def show(name, text):
    found = []
    for run in (lambda t: compile(t, "<text>", "exec"), lambda t: compile(t, "<text>", "eval"), eval, exec):
        found.append(outcome(text, run))
    print(name, "|", " | ".join(dict.fromkeys(found)))


for opening, closing in ("()", "[]", "{}"):
    show(opening, opening * DEEP)
    show(opening + closing, opening * DEEP + closing * DEEP)
    show(closing, closing * DEEP)
for prefix in ("-", "~", "+", "not ", "lambda: ", "1 if 1 else ", "a[", "f(", "{1:", "[x for x in "):
    show(repr(prefix), prefix * DEEP + "1")
for start in ("f'{", "f'{1:{", "f'''{f\"\"\"{", "rf'{"):
    show(repr(start), start * DEEP)
nested = "1"
for i in range(200):
    nested = "f'{" + nested + "}'"
show("f-strings in f-strings", nested)
show("a long number", "1" * LONG)
show("a long string without end", "'" + "a" * LONG)
show("a long line of names", "x " * (LONG // 2))
show("a null character", "1\0")
show("a null byte", b"1\0")
show("not UTF-8", b"'\xff'")
show("half a character", b"'\xc3'")
show("an unknown encoding", b"# coding: nope\n1")
show("a mark and another encoding", b"\xef\xbb\xbf# coding: latin-1\n1")
