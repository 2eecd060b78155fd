# Stresses: raising and catching: exception objects, tracebacks that hold frames, finally and with blocks.
import sys


class Refused(Exception):
    def __init__(self, code):
        super().__init__("refused", code)
        self.code = code


class Guard:
    def __init__(self):
        self.entered = 0
        self.failed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, traceback):
        if kind is not None:
            self.failed += 1
        return False


def deep(n, code):
    if n == 0:
        raise Refused(code)
    try:
        return deep(n - 1, code)
    finally:
        code += 1


def main(scale):
    guard = Guard()
    table = {"a": 1}
    total = 0
    for i in range(scale):
        try:
            with guard:
                if i % 2:
                    deep(3, i)
                total += 1
        except Refused as error:
            total += error.code & 7
        try:
            table["b"]
        except KeyError:
            total += 2
        try:
            int("x" if i % 4 == 0 else "12")
        except (TypeError, ValueError) as error:
            total += len(error.args)
        else:
            total += 3
    assert guard.entered == scale and guard.failed == scale // 2
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 180000
print("checksum", main(scale))
