# Stresses: functions made at run time, cells, lambdas and decorators: counted function objects that die promptly.
import sys


def counter(start):
    value = start

    def step(by=1):
        nonlocal value
        value += by
        return value

    return step


def compose(f, g):
    return lambda x: f(g(x))


def logged(calls):
    def decorate(function):
        def wrapper(*arguments):
            calls[0] += 1
            return function(*arguments)

        return wrapper

    return decorate


def main(scale):
    calls = [0]

    @logged(calls)
    def add(a, b):
        return a + b

    total = 0
    step = counter(0)
    for i in range(scale):
        total = add(total, i)
        step()
        step(2)
        short = counter(i)
        total += short() - i
        shift = compose(lambda x: x + i, lambda x: x * 2)
        total += shift(3) - i
    assert step(0) == 3 * scale and calls[0] == scale
    items = sorted(range(scale // 4), key=lambda x: -x)
    total += sum(map(lambda x: x & 3, items))
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 280000
print("checksum", main(scale))
