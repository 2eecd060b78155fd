"""An LRU cache written by hand beside functools.lru_cache: hits, misses and what eviction frees."""
import functools
from collections import OrderedDict


class LRU:
    def __init__(self, size):
        self.size, self.items, self.hits, self.misses = size, OrderedDict(), 0, 0

    def __call__(self, function):
        @functools.wraps(function)
        def cached(*args):
            if args in self.items:
                self.hits += 1
                self.items.move_to_end(args)
                return self.items[args]
            self.misses += 1
            result = self.items[args] = function(*args)
            if len(self.items) > self.size:
                self.items.popitem(last=False)
            return result

        return cached


class Page:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        freed.append(self.n)


freed = []
lru = LRU(3)


@lru
def fetch(n):
    return Page(n)


for n in (1, 2, 3, 1, 4, 5, 1, 2):
    fetch(n)
print("kept: ", [args[0] for args in lru.items])
print("freed:", freed)
print("hits: ", lru.hits, "misses:", lru.misses)


@functools.lru_cache(maxsize=None)
def ways(amount, coins=(50, 20, 10, 5, 2, 1)):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return ways(amount - coins[0], coins) + ways(amount, coins[1:])


print("ways to pay 100:", ways(100))
print("ways to pay 500:", ways(500))
print(ways.cache_info())
