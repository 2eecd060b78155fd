# MemoryError for one request is recoverable: program continues with its data intact
data = list(range(1000))
s = "text"
for _ in range(5):
    try: data + [0] * 10 ** 17
    except MemoryError: pass
    try: s += "y" * 10 ** 17
    except MemoryError: pass
    try: bytearray(10 ** 17)
    except MemoryError: pass
print(len(data), sum(data), s)
try:
    try: [0] * 10 ** 17
    finally: print("finally")
except MemoryError as e: print(type(e).__name__, isinstance(e, Exception))
def f():
    x = [1] * 10
    y = x * 10 ** 17
    return y
try: f()
except MemoryError: print("in function")
d = {}
try: d["k"] = (None,) * 10 ** 17
except MemoryError: print(d)
print(len([0] * 10 ** 6), len("z" * 10 ** 6))
