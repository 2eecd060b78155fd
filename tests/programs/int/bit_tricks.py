# bit manipulation on small and big ints
def bits(n): return [i for i in range(n.bit_length()) if n >> i & 1]
print(bits(0), bits(10), bits(2 ** 70 + 5), bin(0b1010 ^ 0b0110), 0xF0 & ~0x30, ~0 & 0xFF, -1 & 2 ** 64 - 1, -5 & 0xFF, -5 | 3, -5 ^ 7, -8 >> 1, -7 >> 1, -1 << 5)
n = 0b10110
print(n & -n, n & n - 1, n | n + 1, bin(n)[2:].zfill(8), int(bin(n)[2:][::-1], 2), n.bit_count(), (n ^ n >> 1), f"{n:08b}", f"{-n:b}", f"{n:#x}")
def popcount(x):
    c = 0
    while x: x &= x - 1; c += 1
    return c
print([popcount(x) for x in (0, 255, 2 ** 100 - 1, 12345678901234567890)], (12345678901234567890).bit_count(), (-255).bit_count())
crc = 0xFFFFFFFF
for byte in b"123456789":
    crc ^= byte
    for _ in range(8): crc = crc >> 1 ^ 0xEDB88320 if crc & 1 else crc >> 1
print(hex(crc ^ 0xFFFFFFFF))
h = 14695981039346656037
for byte in b"fnv": h = (h ^ byte) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
print(h); x = 88172645463325252; out = []
for _ in range(3): x ^= x << 13 & 2 ** 64 - 1; x ^= x >> 7; x ^= x << 17 & 2 ** 64 - 1; out.append(x)
print(out, [i ^ i >> 1 for i in range(8)], sum(1 << i for i in range(0, 128, 7)), (1 << 64) - 1 >> 60, 2 ** 64 >> 64, -(2 ** 64) >> 64, -(2 ** 64) - 1 >> 64)
masks = [m for m in range(1 << 4) if m & 5 == 5]; print(masks, [(-m) & 15 for m in masks], True << 2, ~True, 5 & True, False | 8)
