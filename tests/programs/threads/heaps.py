# heapq on one list from many threads: with numbers and texts each function is one step, so that the list is always a heap.
import heapq
import threading
from crew import run


def is_heap(items):
    return all(not items[i] < items[(i - 1) // 2] for i in range(1, len(items)))


for make in (int, float, str, lambda n: (n, str(n))):
    heap = []
    lost = []

    def push(i):
        for n in range(i, 2000, 4):
            heapq.heappush(heap, make((n * 7919) % 4001))

    def push_and_pop(i):
        got = []
        for n in range(i, 2000, 4):
            heapq.heappush(heap, make((n * 104729) % 4001))
            got.append(heapq.heappop(heap))
        return len(got)

    def replace(i):
        for n in range(i, 1000, 4):
            heapq.heappushpop(heap, make(n))
            heapq.heapreplace(heap, make(n + 2000))

    run(4, push)
    print(len(heap), is_heap(heap))
    counts = run(4, push_and_pop)
    print(sum(counts), len(heap), is_heap(heap))
    run(4, replace)
    print(len(heap), is_heap(heap))

    def order(i):
        for _ in range(10):
            heapq.heapify(heap)

    run(4, order, replace)
    print(len(heap), is_heap(heap))
    drained = run(4, lambda i: [heapq.heappop(heap) for _ in range(len(heap) // 8)])
    print(all(part == sorted(part) for part in drained), is_heap(heap))

# Items with a comparison of their own: none is there twice, and those that are lost were on their way out when the list changed.
class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n


heap, failures = [], []


def mix(i):
    got = []
    for n in range(i, 2000, 4):
        try:
            heapq.heappush(heap, Item(n))
            if n % 3 == 0:
                got.append(heapq.heappop(heap).n)
        except (RuntimeError, IndexError):
            # The list was changed by another thread while two items were compared.
            failures.append(n)
    return got


got = [n for part in run(4, mix) for n in part]
left = [item.n for item in heap]
found = got + left
print(len(found) == len(set(found)), len(found) + len(failures) >= 2000, set(found) <= set(range(2000)))

# The largest on top, long heaps, and mixtures of types.
numbers = [(n * 7919) % 100003 for n in range(100_000)]
copy = list(numbers)
heapq.heapify(copy)
print(is_heap(copy), sorted(copy) == sorted(numbers))
print(heapq.nlargest(3, numbers), heapq.nsmallest(3, numbers), heapq.nlargest(2, numbers, key=lambda n: -n))
largest = list(numbers[:100])
heapq._heapify_max(largest)
print(heapq._heappop_max(largest) == max(numbers[:100]), heapq._heapreplace_max(largest, -1) == sorted(numbers[:100])[-2])
mixed = [3, 1.5, 2, 0.5, True]
heapq.heapify(mixed)
print([heapq.heappop(mixed) for _ in range(5)])
wrong = [1, "a", 2]
try:
    heapq.heapify(wrong)
except TypeError as error:
    print(error, len(wrong))
try:
    heapq.heappush(wrong, b"")
except TypeError as error:
    print(len(wrong))
for empty in (heapq.heappop, lambda h: heapq.heapreplace(h, 1)):
    try:
        empty([])
    except IndexError as error:
        print(error)
print(heapq.heappushpop([], 1))
