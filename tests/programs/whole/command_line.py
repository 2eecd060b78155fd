# args: --count 3 --verbose input.txt -x=5
# parsing sys.argv by hand
import sys
def parse(argv):
    opts, rest, it = {}, [], iter(argv)
    for a in it:
        match a:
            case "--count": opts["count"] = int(next(it))
            case s if s.startswith("--"): opts[s[2:]] = True
            case s if s.startswith("-") and "=" in s: k, _, v = s[1:].partition("="); opts[k] = v
            case _: rest.append(a)
    return opts, rest
print(parse(sys.argv[1:]), len(sys.argv), sys.argv[0])
for i in range(parse(sys.argv[1:])[0]["count"]): print("run", i)
try: parse(["--count", "x"])
except ValueError as e: print(e)
try: parse(["--count"])
except StopIteration: print("missing value")
