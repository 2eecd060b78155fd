# dicts that come into being when they are first asked for: the threads that ask at the same moment get the same one
from time import sleep
from crew import run

ROUNDS = 1500
functions = [lambda: None for _ in range(ROUNDS)]
classes = [type("C", (), {}) for _ in range(ROUNDS)]
at = [0, 0]


def together(i, n):
    at[i] = n
    while at[1 - i] < n:
        sleep(0)


def ask(i):
    for n, (function, cls) in enumerate(zip(functions, classes)):
        together(i, 3 * n + 1)
        function.__dict__[f"n{i}"] = i
        together(i, 3 * n + 2)
        function.__annotations__[i] = i
        together(i, 3 * n + 3)
        cls.__annotations__[i] = i


run(2, ask)
print(sum(sorted(vars(f)) != ["n0", "n1"] for f in functions))
print(sum(sorted(f.__annotations__) != [0, 1] for f in functions))
print(sum(sorted(c.__annotations__) != [0, 1] for c in classes))

# an instance finds what its class has from now on, even if it has looked before
for cls in classes[:3]:
    del cls.__annotations__
    made = cls()
    before = [getattr(made, "__annotations__", None) for _ in range(3)]
    print(before, cls.__annotations__ is made.__annotations__)
