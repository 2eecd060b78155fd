# the operator module: functions, itemgetter, attrgetter, methodcaller
import operator as o
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


class P:
    def __init__(self, **k): self.__dict__.update(k)
    def m(self, *a, **k): return a, k
p = P(x=1, q=P(y=2))
show('''
o.add(1, 2), o.sub(5, 3), o.mul(2, 3), o.truediv(7, 2), o.floordiv(7, 2), o.mod(7, 3), o.pow(2, 3), o.neg(5), o.pos(-5), o.abs(-5), o.invert(5), o.inv(5), o.lshift(1, 3), o.rshift(8, 1), o.and_(6, 3), o.or_(6, 3), o.xor(6, 3), o.index(True)
o.lt(1, 2), o.le(1, 1), o.eq(1, 1.0), o.ne(1, 2), o.ge(1, 2), o.gt(2, 1), o.is_(None, None), o.is_not(1, None), o.not_([]), o.truth("a")
o.concat("a", "b"), o.contains([1], 1), o.countOf([1, 2, 1], 1), o.indexOf("abc", "b"), o.getitem([1, 2], 1), o.length_hint(iter([1])), o.call(max, 1, 2), o.getitem({"a": 1}, "a")
o.indexOf([1], 5)
o.concat(1, 2)
o.add(1, "a")
o.index(1.5)
o.setitem([1], 0, 2), o.delitem([1], 0), o.iadd([1], [2]), o.imul([1], 2), o.iconcat([1], (2,)), o.isub(5, 3), o.ior({1}, {1})
o.itemgetter(1)("abc"), o.itemgetter(0, -1)([1, 2, 3]), o.itemgetter("k")({"k": 5}), o.itemgetter(slice(1, 3))("abcd"), list(map(o.itemgetter(1), ["ab", "cd"])), repr(o.itemgetter(1, 2)), sorted([("a", 2), ("b", 1)], key=o.itemgetter(1))
o.itemgetter()
o.itemgetter(5)([1])
o.attrgetter("x")(p), o.attrgetter("q.y")(p), o.attrgetter("x", "q.y")(p), repr(o.attrgetter("a.b"))
o.attrgetter("zz")(p)
o.attrgetter(5)
o.attrgetter()
o.methodcaller("m", 1, k=2)(p), o.methodcaller("upper")("abc"), o.methodcaller("split", "-")("a-b"), repr(o.methodcaller("m", 1, k=2))
o.methodcaller("zz")(p)
o.methodcaller()
o.methodcaller(5)
o.__add__(1, 2), o.add.__name__
''')
