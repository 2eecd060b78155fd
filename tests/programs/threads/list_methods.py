# every method of one list called by many threads: its items are those that were put in, and each is freed once
import threading
from crew import run


class Item:
    alive = 0
    lock = threading.Lock()

    def __init__(self, n):
        self.n = n
        with Item.lock:
            Item.alive += 1

    def __del__(self):
        with Item.lock:
            Item.alive -= 1

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


def attempt(f, *args):
    """What a racing list may raise: the item or index has just gone, or the list is being sorted."""
    try:
        return f(*args)
    except (IndexError, ValueError):
        return None


for count in (2, 8):
    rounds = 240 // count
    items = [Item(n) for n in range(20)]
    shared = list(items)

    def grow(i):
        for n in range(rounds):
            shared.append(Item(n % 20))
            shared.insert(n % 5, items[n % 7])
            shared.extend(items[:3])
            shared[2:2] = items[:2]
            shared[len(shared):] = [Item(n % 20)]
            if n % 40 == 39:
                shared[:] = items

    def shrink(i):
        for n in range(rounds):
            attempt(shared.pop)
            attempt(shared.pop, 0)
            attempt(shared.remove, items[n % 20])
            attempt(shared.__delitem__, n % 10)
            del shared[3:9]
            if n % 50 == 49:
                shared.clear()

    def look(i):
        for n in range(rounds):
            for part in (shared[:10], shared[::2], shared[::-3], shared.copy(), shared + items[:1], shared[:5] * 2):
                for item in part[:10]:
                    assert type(item) is Item, item
            for item in reversed(shared):
                assert type(item) is Item, item
            items[n % 20] in shared
            shared.count(items[0])
            attempt(shared.index, items[n % 20])
            shared == items, shared != items, shared < items, bool(shared)
            assert len(repr(shared)) >= 2

    def order(i):
        for n in range(rounds // 5):
            attempt(shared.sort)
            attempt(lambda: shared.sort(key=lambda item: -item.n))
            shared.reverse()

    run(count, grow, shrink, look, order)
    print(count, all(type(item) is Item for item in shared))
    shared.clear()
    print(count, Item.alive, len({id(item) for item in items}))
    items.clear()
    print(count, Item.alive)
