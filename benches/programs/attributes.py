# Stresses: attribute reads and writes and method calls on instances: edges instance -> class -> method, inline caches.
import sys


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def add(self, other):
        self.x += other.x
        self.y += other.y
        self.z += other.z

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z


class Counter:
    step = 1

    def __init__(self):
        self.value = 0

    def bump(self):
        self.value += self.step
        return self


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def swap(self):
        self.left, self.right = self.right, self.left


def main(scale):
    position = Vector(0, 0, 0)
    speed = Vector(1, 2, 3)
    counter = Counter()
    pair = Slotted(1, 2)
    total = 0
    for i in range(scale):
        position.add(speed)
        total += speed.dot(speed)
        counter.bump().bump()
        pair.swap()
        total += pair.left
    assert counter.value == 2 * scale
    assert (position.x, position.y, position.z) == (scale, 2 * scale, 3 * scale)
    return total


scale = int(sys.argv[1]) if len(sys.argv) > 1 else 400000
print("checksum", main(scale))
