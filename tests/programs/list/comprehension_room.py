"""A list comprehension ends with the room that appending would have made, whatever it iterates over and however it ends."""
import sys

for n in [*range(0, 30), 63, 64, 65, 500, 4097]:
    numbers = list(range(n))
    sizes = [
        sys.getsizeof([i for i in range(n)]),
        sys.getsizeof([i for i in numbers]),
        sys.getsizeof([i for i in tuple(numbers)]),
        sys.getsizeof([i for i in range(n) if i % 2]),
        sys.getsizeof([i for i in range(n) for _ in range(2)]),
        sys.getsizeof([i for i in (j for j in numbers)]),
    ]
    print(n, *sizes)

it = iter([1, 2, 3])
next(it)
print([x for x in it], [x for x in it])
it = iter((1, 2, 3))
next(it)
print([x for x in it], [x for x in it])
it = iter(range(3))
next(it)
print([x for x in it], [x for x in it])

# An iterable that grows, or shrinks, while it is walked.
growing = [1]
print([(growing.append(x + 1) if x < 20 else None, x)[1] for x in growing])
shrinking = list(range(10))
print([shrinking.pop() for _ in shrinking], shrinking)

# One that is never finished takes no room for what does not come.
try:
    print([1 // (3 - x) for x in range(10**15)])
except ZeroDivisionError as e:
    print(type(e).__name__, e)


class Short:
    def __iter__(self):
        return iter(range(3))

    def __length_hint__(self):
        return 10**9


print([x for x in Short()], [[y for y in range(x)] for x in range(4)])
