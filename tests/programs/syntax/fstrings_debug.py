# the = specifier keeps the expression's text
a, b = 1, [1, 2]
print(f"{a=}", f"{a =}", f"{a= }", f"{ a=}", f"{a = }")
print(f"{b[0]=}", f"{len(b)=}", f"{a==1=}", f"{'x'=}", f"{a if a else b=}")
print(f"{a=:3}", f"{a=!r}", f"{a=!s:4}|", f"{b=!r:>10}", f"{a=:{a}}")
print(f"{b=}", f"{[x for x in b]=}", f"""{
a
=}""")
print(f"{'quote"s'=}", f"{f'{a=}'=}", f"{(lambda: 1)()=}", f"{{a=}}", f"{ {1: 2}=}")
print(f"{3.14159=:.2f} {'text'=:>8}", f"{a=}{b=}", f"x{a=}y")
print(f"{a  +   a=}", f"{a,b=}", f"{*b,=}")
