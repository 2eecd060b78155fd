# os.path
from os.path import *
import os.path
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
join("a", "b"), join("a/", "b"), join("a", "/b"), join("", "b"), join("a", ""), join("a", "b", "c"), join("/")
split("a/b/c"), split("/a"), split("a/"), split("/"), split(""), basename("/a/b.txt"), dirname("/a/b.txt"), basename("a/"), dirname("x"), splitext("a.tar.gz"), splitext(".bashrc"), splitext("a.b/c"), splitext("x"), splitext("a."), splitdrive("/a")
normpath("a//b/../c/./d"), normpath("../a"), normpath("/../a"), normpath(""), normpath("a/.."), isabs("/a"), isabs("a"), commonprefix(["abc", "abd"]), commonpath(["/a/b", "/a/c"]), relpath("/a/b", "/a/c"), relpath("/a", "/a"), abspath("/a/../b"), splitroot("/a/b")
exists("/"), isfile("/"), isdir("/"), exists("/no/such"), islink("/"), lexists("/"), expanduser("a"), expandvars("$NOPE/a"), samefile("/", "/")
commonpath([])
commonpath(["/a", "b"])
join(5, "a")
join("a", 5)
join("a", b"b")
basename(5)
relpath("")
split(None)
join(b"a", b"b"), basename(b"a/b"), sep, os.path.pardir
getsize("/no/such/file")
''')
