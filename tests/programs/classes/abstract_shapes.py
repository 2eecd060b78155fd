# polymorphism through a small hierarchy, with class counters and sorting
import math
class Shape:
    count = 0
    def __init__(self): type(self).count += 1; Shape.total = getattr(Shape, "total", 0) + 1
    def area(self): raise NotImplementedError(type(self).__name__)
    def __lt__(self, o): return self.area() < o.area()
    def __str__(self): return f"{type(self).__name__} of {self.area():.2f}"
class Circle(Shape):
    def __init__(self, r): super().__init__(); self.r = r
    def area(self): return math.pi * self.r ** 2
class Rect(Shape):
    def __init__(self, w, h): super().__init__(); self.w, self.h = w, h
    def area(self): return self.w * self.h
class Square(Rect):
    def __init__(self, s): super().__init__(s, s)
class Blob(Shape): pass
l = [Circle(1), Rect(2, 3), Square(2), Circle(0.5)]
print(*sorted(l), sep=", "); print(max(l), min(l), sum(s.area() for s in l))
try: Blob().area()
except NotImplementedError as e: print(repr(e))
print(Circle.count, Rect.count, Square.count, Shape.count, Shape.total, [c.__name__ for c in Shape.__subclasses__()])
