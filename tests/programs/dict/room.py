"""What sys.getsizeof says of dicts as they grow, from displays, comprehensions, copies and keyword arguments."""
import sys

d = {}
for n in range(40):
    d[n] = n
    print(n, *map(sys.getsizeof, [d, dict(d), d.copy(), {**d}, {k: 1 for k in d}]))

for count in range(1, 9):
    made = eval("{" + ",".join(f"{i}: 0" for i in range(count)) + "}")
    sizes = [sys.getsizeof(made)]
    for more in range(10):
        made[100 + more] = 1
        sizes.append(sys.getsizeof(made))
    print(count, sizes, list(made))
    for key in list(made)[::2]:
        del made[key]
    made["again"] = 1
    copied = made.copy()
    copied["more"] = 2
    print(list(made), list(copied))


def keywords(**k):
    size = sys.getsizeof(k)
    k["more"] = 1
    return size, list(k)


print(keywords(a=1), keywords(a=1, b=1, c=1, d=1), keywords(a=1, b=1, c=1, d=1, e=1))

# A small dict whose keys come and go.
small = {"a": 1}
for i in range(100):
    small[i] = i
    if i >= 2:
        del small[i - 2]
print(small)
