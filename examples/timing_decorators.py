"""Timing decorators: functions are values; a decorator wraps one and keeps figures about its calls."""
import functools
import time


class Stats:
    table = {}

    def __init__(self, name):
        self.name, self.calls, self.seconds = name, 0, 0.0
        Stats.table[name] = self


def timed(function):
    stats = Stats(function.__name__)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            stats.calls += 1
            stats.seconds += time.perf_counter() - start

    return wrapper


def repeat(times):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for _ in range(times):
                result = function(*args, **kwargs)
            return result

        return wrapper

    return decorate


@repeat(5)
@timed
def concatenate(n):
    text = ""
    for i in range(n):
        text += str(i)
    return len(text)


@repeat(5)
@timed
def join(n):
    return len("".join(str(i) for i in range(n)))


@timed
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print("concatenate:", concatenate(20_000))
print("join:       ", join(20_000))
print("fib:        ", fib(18))
for stats in Stats.table.values():
    print(f"{stats.name:12} {stats.calls:6} calls {stats.seconds:8.4f} s")
