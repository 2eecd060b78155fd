# find, index, count, startswith, endswith, in, replace, split, partition
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
"banana".find("an"), "banana".find("an", 2), "banana".find("an", 2, 4), "banana".rfind("an"), "banana".find("x"), "banana".find(""), "banana".rfind(""), "banana".find("a", -2), "abc".find("", 5), "abc".find("", 3)
"banana".index("nan"), "banana".rindex("a"), "banana".count("a"), "banana".count("ana"), "banana".count(""), "banana".count("a", 2, 5), "".count(""), "aaaa".count("aa")
"banana".index("x")
"abc".find(5)
"abc".startswith("ab"), "abc".startswith(("x", "a")), "abc".startswith("b", 1), "abc".endswith("bc"), "abc".endswith(("x", "c"), 0, 3), "abc".startswith(""), "abc".startswith("", 4), "abc".startswith(()), "abc".endswith("c", 0, 2)
"abc".startswith(5)
"abc".startswith(("a", 5))
"abc".startswith((5, "a"))
"aXbXc".replace("X", "--"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "abc".replace("x", "y"), "aaa".replace("aa", "b"), "".replace("", "x"), "é日é".replace("é", "e"), "abc".replace("b", ""), "aaa".replace("a", "b", count=1)
"abc".replace("a", 5)
"a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".rsplit(",", 1), " a  b c ".split(), " a  b c ".split(None, 1), " a  b c ".rsplit(None, 1), "".split(), "".split(","), "abc".split("abc"), "a--b--c".split("--"), "a b c".split(maxsplit=1), "a b".split(sep=" "), "x\\ty\\nz\\x0bw\\u2003v".split()
"a".split("")
"a".split(5)
"a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("x"), "abc".rpartition("x"), "".partition("a")
"a".partition("")
"a\\nb\\r\\nc\\rd\\x0be\\u2028f\\n".splitlines(), "a\\nb\\r\\n".splitlines(True), "".splitlines(), "\\n\\n".splitlines(), "a\\x1cb\\x85c".splitlines(keepends=True)
"prefix_x".removeprefix("prefix_"), "x.py".removesuffix(".py"), "abc".removeprefix("x"), "abc".removesuffix(""), "aa".removesuffix("a")
",".join(["a", "b"]), "".join("abc"), "-".join([]), "x".join({"k": 1}), "日".join(("a", "é")), ", ".join(str(i) for i in range(3)), "".join(["one"])
",".join([1])
",".join(["a", None])
",".join(5)
"😀a😀".find("a"), "😀a😀".split("a"), "日本".index("本"), "aé".count("é"), "x😀y".partition("😀"), "ab😀"[::-1].find("b")
''')
