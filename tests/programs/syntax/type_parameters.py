# record: hand
# PEP 695 (type parameters and the statement `type`) is left out, and the refusal says so; `type` stays a name
def refused(text):
    try:
        compile(text, "<text>", "exec")
        print(repr(text), "compiles")
    except SyntaxError as e:
        print(repr(text), e.msg, (e.lineno, e.offset), repr(e.text))


for text in (
    "def first[T](xs: list[T]) -> T: return xs[0]",
    "async def f[T, *Ts, **P](x: T): pass",
    "class Box[T]:\n    pass",
    "class Box[T: int = bool](Base): pass",
    "type Pair[A, B] = tuple[A, B]",
    "type X = int",
    "if x:\n    type X = int",
):
    refused(text)
for text in ("type = 5", "type(x)", "type.x = 1", "type[0]", "type: int", "x = type", "type, y = z"):
    refused(text)
