# Usage of exclusive groups, and what add_argument refuses.
import argparse

for required in (False, True):
    for n in (1, 2, 4):
        p = argparse.ArgumentParser(prog="PROG")
        p.add_argument("--abcde", help="x")
        p.add_argument("--fghij")
        group = p.add_mutually_exclusive_group(required=required)
        for i in range(n):
            group.add_argument(f"--klmno{i}")
        p.add_argument("pos")
        print(p.format_usage())
        p = argparse.ArgumentParser(prog="PROG")
        group = p.add_mutually_exclusive_group(required=required)
        for i in range(n):
            group.add_argument(f"-{i}", action="store_true")
        if n > 1:
            group.add_argument("badger", nargs="?")
        print(p.format_usage())
p = argparse.ArgumentParser(prog="PROG")
p.add_subparsers()
for f in (
    lambda: p.add_argument("bar", dest="baz"),
    lambda: p.add_argument("--q", type="int"),
    lambda: p.add_argument("--x", "-y", nargs=0),
    lambda: p.add_subparsers(),
):
    try:
        f()
    except Exception as e:
        print(f"{type(e).__name__}: {e}")
