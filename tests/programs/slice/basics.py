# slice objects: attributes, indices, equality, use in __getitem__
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice(1, None), slice("a", [1], {}), repr(slice(None, None, -1)))
print(slice(1, 10, 2).indices(5), slice(None).indices(3), slice(None, None, -1).indices(4), slice(-3, None).indices(10), slice(100, -100, -3).indices(7), slice(5, 2).indices(10), slice(0, 0).indices(0))
print(slice(1, 2) == slice(1, 2), slice(1) == slice(None, 1), slice(1, 2) < slice(1, 3), slice(1, 2) != slice(1, 2, 1), hash(slice(1, 2)) == hash(slice(1, 2)), {slice(1): "x"}[slice(None, 1, None)])
for f in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1, 2, 0).indices(5), lambda: slice("a").indices(5), lambda: slice(1).indices(-1), lambda: slice(1).indices("a"), lambda: slice(1.5).indices(3), lambda: slice(1).x, lambda: slice(1, 2) < 5, lambda: slice(1)[0], lambda: hash(slice([]))):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
try: s.start = 3
except AttributeError as e: print(e)
class V:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
v = V()
print(v[1:2], v[:], v[1:2, 3:4], v[::2], v["a":"b"], v[:, None], v[...], v[1:2, ...], v[()], v[[1]:{}])
v[1:2] = 3; v[:, 1] = 4; del v[::3]; del v[1, 2:3]
print(v[0:1].stop + 1)
