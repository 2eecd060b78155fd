# f-strings: expressions, conversions, specs, =, escapes, nesting
x, y, name = 3, 4.5678, "wörld"
print(f"{x} {y} {name}", f"{x+1} {x*y:.2f} {name!r} {name!s} {name!a}")
print(f"{x=} {x = } {x+1=} {y=:.1f} {name=!s} {name=!r:>10} { x = !s}")
print(f"{{}} {{{x}}} {{x}} }}{{", f"{{{{{x}}}}}")
print(f"{x:>5}|{x:<5}|{x:^5}|{x:05}|{name:*^11}|{x:{x}}|{y:{x}.{x-1}f}|{x:{'>' + str(x)}}")
print(f"{'nested'} {f'{x}{f"{y}"}'} {"same quotes"} {'a' 'b'}")
print(f"{'\n'.join(['a', 'b'])} {'\t'!r} {"\x41"}")
print(f'''{
    x
    + 1  # a comment
}''', f"""{x
}""")
print(f"{ {'k': 1}['k'] } { {1, 2} == {2, 1} } {[i for i in range(3)]} {(lambda q: q * 2)(4)} {x if x else y}")
print(f"{x!r:^{10}}", f"{x:#x} {255:#06x} {-x:+d} {1234567:,} {0.5:.0%} {1e10:g}")
print(f"{'a':{'*'}^{5}}", f"{'}'} {'{'} {':'} {'!'} {'='}")
print(f"{x:{''}}", f"{x!s:{'5'}}|", f"{'':5}|")
print(f"{x!=3} {x==3} {x<=3} {x>=3}", f"{(y:=7)} {y}", f"{y:=5}|")
print(f"{*[1, 2],}", f"{lambda_}" if (lambda_ := 1) else "", f"{x,}", f"{x, y}")
print(rf"\n{x}\t", fr"{'\n'}\d", f"\N{BULLET}{x}\u00e9\x41\101", Rf"{x}\\")
print(f"a" "b{x}" f"{x}" 'c', f"", f"{''}", "" f"")
class F:
    def __format__(self, spec): return f"<{spec}>"
    def __repr__(self): return "F()"
    def __str__(self): return "str F"
print(f"{F()} {F():abc} {F()!r} {F()!s:>7} {F():a b} {F():{x}-{x}}")
d = {"a": 1}
print(f"{d['a']} {d["a"]} {d.get('z', 'none')}")
def gen():
    print(f"{yield}")
g = gen(); next(g)
try: g.send("sent")
except StopIteration: pass
