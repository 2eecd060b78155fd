# Huffman codes with heapq, encode and decode
import heapq
from collections import Counter
text = "she sells sea shells by the sea shore"
h = [(n, i, c) for i, (c, n) in enumerate(sorted(Counter(text).items()))]
heapq.heapify(h); k = len(h)
while len(h) > 1:
    a, b = heapq.heappop(h), heapq.heappop(h)
    heapq.heappush(h, (a[0] + b[0], k, (a[2], b[2]))); k += 1
codes = {}
def walk(t, p):
    if isinstance(t, tuple): walk(t[0], p + "0"); walk(t[1], p + "1")
    else: codes[t] = p
walk(h[0][2], "")
bits = "".join(codes[c] for c in text)
print(sorted(codes.items()), len(bits), len(text) * 8)
rev, out, cur = {v: c for c, v in codes.items()}, "", ""
for b in bits:
    cur += b
    if cur in rev: out += rev[cur]; cur = ""
print(out == text, hex(int(bits, 2)))
