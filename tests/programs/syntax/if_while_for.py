# if/elif/else, while/else, for/else, break, continue, nesting
def kind(n):
    if n < 0:
        return "neg"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "big"

print([kind(n) for n in (-1, 0, 5, 50)])

n = 0
while n < 3:
    n += 1
else:
    print("while ended", n)
while True:
    n -= 1
    if n < 0:
        break
else:
    print("never")
for i in range(3):
    if i == 1:
        continue
    print("i", i)
else:
    print("for ended", i)
for i in []:
    pass
else:
    print("empty loop has else too; i is still", i)
for i in range(10):
    for j in range(10):
        if i * j == 42:
            break
    else:
        continue
    print("found", i, j)
    break
for i in range(3): print(i, end=" "); print(i * i, end=";")
print()
if 1: pass
while 0: print("no")
x = "yes" if n else "no"
print(x, "a" if 0 else "b" if 0 else "c")
for a, (b, *c) in [(1, "xyz"), (2, [3])]:
    print(a, b, c)
class T: pass
t = T()
d = {}
for t.x in range(3): pass
for d["k"], d["l"] in [(1, 2), (3, 4)]: pass
print(t.x, d)
