total = [x * y for x in range(3) if x for y in (1, 2)]


def inner(rows, n):
    a = [[cell + n for cell in row] for row in rows]
    b = {k: v for k, v in a}
    c = (x for x in b if x)
    d = [lambda: x for x in b]
    e = [last := x for x in c]
    return a, b, c, d, e, last


class C:
    values = [v for v in total]
