# every module of the first set can be imported
names = "sys builtins time math cmath random threading _thread queue concurrent.futures functools itertools operator collections collections.abc string bisect heapq copy dataclasses enum typing types contextlib abc io os os.path struct array json fractions hashlib traceback warnings timeit dis gc weakref atexit numbers keyword importlib __future__ errno".split()
for n in names:
    m = __import__(n, fromlist=["x"])
    print(n, type(m).__name__)
import keyword, numbers, errno
print(keyword.iskeyword("for"), keyword.iskeyword("match"), keyword.issoftkeyword("match"), isinstance(5, numbers.Integral), isinstance(1.5, numbers.Real), isinstance(1j, numbers.Real), errno.ENOENT)
