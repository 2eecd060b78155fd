# identifiers beyond ASCII, NFKC normalisation, unusual names
é = 1
ñandú = 2
变量 = 3
Ω = 4
print(é + ñandú + 变量 + Ω)
def größe(länge): return länge * 2
print(größe(länge=4), größe.__name__)
class Ünïcode:
    π = 3.14
print(Ünïcode.π, getattr(Ünïcode, "π"))
ﬁ = "ligature"
print(fi, "fi" in globals(), "ﬁ" in globals())
𝐱 = "bold"
print(x)
_ = __ = ___ = 1
_1, a1, A_b = 1, 2, 3
print(_ + __ + ___ + _1 + a1 + A_b)
print("variable".isidentifier(), "变".isidentifier(), "1a".isidentifier(), "a b".isidentifier(), "".isidentifier(), "é".isidentifier())
ª = 5
print(a)
