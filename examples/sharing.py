"""Sharing: names and containers hold references; an object lives exactly as long as something refers to it."""
import sys


class Page:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("    freed:", self.name)


def borrow(page):
    return len(page.name)


print("one object, three names")
a = Page("front page")
b = a
shelf = [a, a]
print("  same object:", a is b is shelf[0] is shelf[1])
del a
del b
print("  two names deleted, the list still refers to it")
shelf.pop()
print("  one reference left; dropping it:")
shelf.pop()

print("a call borrows its argument")
print("  length:", borrow(Page("argument")))

print("a change through one reference is seen through the others")
row = [0] * 3
grid = [row] * 3
grid[0][0] = 1
print(" ", grid)

if hasattr(sys, "getrefcount"):
    page = Page("counted")
    before = sys.getrefcount(page)
    more = [page] * 10
    print("ten more references:", sys.getrefcount(page) - before)
    del more
    del page
print("end")
