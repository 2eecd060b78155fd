# a matrix class with operators, determinant, inverse over fractions
from fractions import Fraction as F
class M:
    def __init__(s, rows): s.r = [[F(x) for x in row] for row in rows]
    def __matmul__(s, o): return M([[sum(a * b for a, b in zip(row, col)) for col in zip(*o.r)] for row in s.r])
    def __add__(s, o): return M([[a + b for a, b in zip(x, y)] for x, y in zip(s.r, o.r)])
    def __mul__(s, k): return M([[a * k for a in x] for x in s.r])
    __rmul__ = __mul__
    def __pow__(s, n): return M.eye(len(s.r)) if n == 0 else (s @ s) ** (n // 2) if n % 2 == 0 else s @ s ** (n - 1)
    def __eq__(s, o): return s.r == o.r
    def __getitem__(s, ij): i, j = ij; return s.r[i][j]
    def __str__(s): return "[" + "; ".join(" ".join(str(x) for x in row) for row in s.r) + "]"
    @classmethod
    def eye(c, n): return c([[int(i == j) for j in range(n)] for i in range(n)])
    @property
    def T(s): return M(zip(*s.r))
    def solve(s):
        n = len(s.r); a = [row + e for row, e in zip([r[:] for r in s.r], M.eye(n).r)]; det = F(1)
        for i in range(n):
            p = next((k for k in range(i, n) if a[k][i]), None)
            if p is None: return F(0), None
            if p != i: a[i], a[p] = a[p], a[i]; det = -det
            det *= a[i][i]; a[i] = [x / a[i][i] for x in a[i]]
            for k in range(n):
                if k != i: a[k] = [x - a[k][i] * y for x, y in zip(a[k], a[i])]
        return det, M([r[n:] for r in a])
m = M([[2, 1, 0], [1, 3, "1/2"], [0, 1, 4]])
d, inv = m.solve()
print(m, d, inv, m @ inv == M.eye(3), m.T, m ** 5, 2 * m + m, m[1, 2], M([[1, 2], [2, 4]]).solve()[0])
fib = M([[1, 1], [1, 0]]) ** 50
print(fib[0, 1])
