# Lists that change while they are compared.
def emptying(which):
    class Item:
        def __eq__(self, other):
            lists[which].clear()
            return NotImplemented

    return Item()


for first, second in ((1, 0), (0, 1), (0, 0), (1, 1)):
    lists = [[], []]
    lists[0].append(emptying(first))
    lists[1].append(emptying(second))
    print(lists[0] == lists[1], lists == [[], []])
lists = [[emptying(0)], [1]]
print(lists[0] == lists[1])
lists = [[emptying(0), 2], [1, 2]]
print(lists[0] != lists[1])
