# trailers: calls, subscripts, slices, attributes in long chains
class A:
    def __getitem__(self, k): return k if not isinstance(k, str) else self
    def __call__(self, *a, **k): return self if not a and not k else (a, sorted(k))
    @property
    def me(self): return self
a = A()
print(a()()["x"].me(1, 2, z=3), a[1:2], a[:], a[::], a[1:2:3], a[::-1], a[1:2, 3], a[...], a[:, 1], a[1,], a[()], a[(1, 2)])
print([1, 2, 3][1:][0], "abc"[::-1][0].upper().lower(), {"a": [1]}["a"][0])
print((lambda: [lambda: 7])()[0](), [[1, 2], [3, 4]][1][0], (1, 2, 3)[-1])
print("{}-{}".format(*"ab").split("-")[1].join("xy"))
x = [[[0]]]
x[0][0][0] = 5
x[0][0] += [6]
print(x, len(x[0][0]))
print(1 if a else 2, (a).me is a, a . me is a, a\
.me is a)
print("abc"[1], b"abc"[1], "abc"[1:], (1, 2)[0:1], range(10)[2:5])
