# os: what scripts use
import os
T = os.environ["TEST_TMP"]
j = os.path.join
os.makedirs(j(T, "a", "b")); os.mkdir(j(T, "c")); open(j(T, "a", "f.txt"), "w").write("hello")
print(sorted(os.listdir(T)), os.listdir(j(T, "a", "b")), os.path.isdir(j(T, "a")), os.path.isfile(j(T, "a", "f.txt")), os.path.exists(j(T, "zz")), os.path.getsize(j(T, "a", "f.txt")), os.stat(j(T, "a", "f.txt")).st_size)
print([(os.path.relpath(r, T), sorted(d), sorted(f)) for r, d, f in os.walk(T)])
print(sorted((e.name, e.is_dir(), e.is_file()) for e in os.scandir(j(T, "a"))))
os.rename(j(T, "a", "f.txt"), j(T, "c", "g.txt")); print(os.listdir(j(T, "c"))); os.remove(j(T, "c", "g.txt")); os.rmdir(j(T, "c")); os.rmdir(j(T, "a", "b"))
os.makedirs(j(T, "a"), exist_ok=True)
def tmp(e): return str(e).replace(T, "TMP")
for f in (lambda: os.mkdir(j(T, "a")), lambda: os.remove(j(T, "no")), lambda: os.rmdir(j(T, "no")), lambda: os.listdir(j(T, "no")), lambda: os.makedirs(j(T, "a")), lambda: os.stat(j(T, "no")), lambda: os.environ["NO_SUCH_VAR"], lambda: os.remove(j(T, "a")), lambda: os.environ.__setitem__("A", 5), lambda: os.rename(j(T, "no"), j(T, "x")), lambda: os.chdir(j(T, "no")), lambda: os.path.getsize(j(T, "no"))):
    try: print(f())
    except Exception as e: print(type(e).__name__, tmp(e), getattr(e, "errno", None))
os.environ["RCPY_T"] = "v"; print(os.environ["RCPY_T"], os.getenv("RCPY_T"), os.getenv("NOPE", "d"), os.environ.get("NOPE"), "RCPY_T" in os.environ); del os.environ["RCPY_T"]; print(os.getenv("RCPY_T"))
print(os.sep, os.linesep == "\n", os.name, os.curdir, os.pardir, os.pathsep, os.extsep, os.devnull, isinstance(os.getpid(), int), os.cpu_count() >= 1, isinstance(os.getcwd(), str), len(os.urandom(5)), os.fspath("p"), os.fsencode("é"), os.fsdecode(b"x"), os.strerror(2))
old = os.getcwd(); os.chdir(T); print(os.listdir("."), os.getcwd() == os.path.realpath(T)); os.chdir(old)
class P:
    def __fspath__(self): return T
print(os.path.isdir(P()), os.fspath(P()) == T, os.O_RDONLY, os.path.exists(P()))
try: os.fspath(5)
except TypeError as e: print(e)
r, w = os.pipe(); os.write(w, b"pipe"); os.close(w); print(os.read(r, 10)); os.close(r)
