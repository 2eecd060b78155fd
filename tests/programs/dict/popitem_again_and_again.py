"""Keys that come and go at either end leave a dict in which searches end, and taking them out does not slow down."""
from collections import OrderedDict

for make in dict, OrderedDict:
    d = make()
    for i in range(1000):
        d[str(i)] = i
        assert d.popitem() == (str(i), i)
        assert str(i) not in d
    for i in range(1000):
        d[i] = i
        d[-i - 1] = i
        assert d.popitem() == (-i - 1, i)
    print(make.__name__, len(d), d.popitem(), sum(d), 5 in d, -5 in d, d.copy() == d)

    # Several at a time, with others left in between.
    d = make.fromkeys(range(5))
    for round in range(200):
        for i in range(round % 7):
            d[round, i] = i
        for i in range(round % 5):
            d.popitem() if d else None
        d.pop(round % 5, None)
    print(len(d), list(d)[:4], (199, 0) in d, "absent" in d)

queue = OrderedDict.fromkeys(range(200_000))
total = 0
while queue:
    key, _ = queue.popitem(last=False)
    total += key
print(total, queue)
