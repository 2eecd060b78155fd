# break, continue and return through nested try/finally and with in loops
class CM:
    def __enter__(self): out.append("in")
    def __exit__(self, *a): out.append("out")
out = []
def f():
    for i in range(4):
        try:
            with CM():
                if i == 0: continue
                try:
                    if i == 1: continue
                    if i == 2: break
                finally: out.append(f"f{i}")
        finally: out.append(f"g{i}")
    else: out.append("else")
    return out
print(f())
def g():
    while True:
        try:
            try: return "a"
            finally: out.append("x")
        finally: break
    return "b"
print(g())
def h():
    for i in range(2):
        for j in range(2):
            try:
                if j == 0: continue
                return (i, j)
            finally: out.append((i, j))
print(h(), out[-2:])
def k():
    try:
        for i in range(3):
            try: raise ValueError(i)
            except ValueError as e:
                if i == 2: return e.args
                continue
    finally: out.append("k")
print(k())
def gen():
    for i in range(3):
        try: yield i
        finally: out.append(f"gen{i}")
for v in gen():
    if v == 1: break
print(out[-2:])
