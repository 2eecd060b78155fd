# bisect and insort with lo, hi, key; errors
import bisect
l = [1, 3, 3, 5, 7]
print([bisect.bisect_left(l, x) for x in range(9)], [bisect.bisect_right(l, x) for x in range(9)], bisect.bisect(l, 3), bisect.bisect_left(l, 3, 2), bisect.bisect(l, 3, 0, 2), bisect.bisect([], 1))
bisect.insort(l, 4); bisect.insort_left(l, 3); bisect.insort_right(l, 9); bisect.insort(l, 0); print(l)
w = ["a", "bb", "cccc"]; print(bisect.bisect(w, 3, key=len), bisect.bisect_left(w, 2, key=len)); bisect.insort(w, "ddd", key=len); print(w)
for f in (lambda: bisect.bisect([1], "a"), lambda: bisect.bisect(5, 1), lambda: bisect.bisect([1], 1, -1), lambda: bisect.bisect([1])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def grade(s): return "FDCBA"[bisect.bisect([60, 70, 80, 90], s)]
print([grade(s) for s in (33, 60, 77, 89, 90, 100)])
class R:
    def __len__(self): return 10
    def __getitem__(self, i): return i * i
print(bisect.bisect(R(), 30), bisect.bisect_left(range(0, 100, 7), 50), bisect.bisect_left((1, 2, 3), 2), bisect.bisect("abd", "c"))
import random
random.seed(0); s = []
for _ in range(200): bisect.insort(s, random.randrange(50))
print(s == sorted(s), s[:10])
