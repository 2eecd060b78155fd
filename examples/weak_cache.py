"""A weak cache: entries vanish by themselves when nobody uses the value any more."""
import weakref


class Image:
    loads = 0

    def __init__(self, path):
        Image.loads += 1
        self.path = path
        self.pixels = bytearray(10_000)


cache = weakref.WeakValueDictionary()


def load(path):
    image = cache.get(path)
    if image is None:
        image = cache[path] = Image(path)
    return image


cat = load("cat.png")
again = load("cat.png")
dog = load("dog.png")
print("same object:", cat is again, "| loads:", Image.loads, "| cached:", sorted(cache))
del cat
print("one user left:        ", sorted(cache))
del again
print("no user left:         ", sorted(cache))
cat = load("cat.png")
print("loaded again:", Image.loads, "times | cached:", sorted(cache))
gallery = [load(f"{i}.png") for i in range(100)]
print("gallery:", len(cache), "cached")
gallery.clear()
print("gallery cleared:", sorted(cache))
weakref.finalize(dog, print, "dog.png was let go")
del dog
print("end:", sorted(cache))
