# building and parsing binary data by hand
def varint(n):
    out = bytearray()
    while n > 127: out.append(n & 127 | 128); n >>= 7
    out.append(n); return bytes(out)
def unvarint(b):
    n = s = 0
    for i, x in enumerate(b):
        n |= (x & 127) << s; s += 7
        if x < 128: return n, b[i + 1:]
    raise ValueError("truncated")
for n in (0, 127, 128, 300, 2 ** 35, 2 ** 80): b = varint(n); print(n, b, unvarint(b + b"rest"))
try: unvarint(b"\x80")
except ValueError as e: print(e)
def tlv(*items): return b"".join(bytes([t, len(v)]) + v for t, v in items)
def untlv(b):
    while b: yield b[0], b[2:2 + b[1]]; b = b[2 + b[1]:]
x = tlv((1, b"ab"), (2, b""), (255, bytes(range(5)))); print(x, list(untlv(x)), x.hex(" "))
def b64(b):
    A = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"; out = bytearray()
    for i in range(0, len(b), 3):
        c = b[i:i + 3]; n = int.from_bytes(c + b"\0" * (3 - len(c)), "big")
        out += bytes(A[n >> s & 63] for s in (18, 12, 6, 0))[:len(c) + 1] + b"=" * (3 - len(c))
    return out
print(b64(b"hello"), b64(b"any carnal pleas"), b64(b""))
key = b"key"; m = b"attack at dawn"; enc = bytes(c ^ key[i % 3] for i, c in enumerate(m)); print(enc, bytes(c ^ key[i % 3] for i, c in enumerate(enc)))
print(sum(m) % 256, bytes(reversed(m)), m.translate(bytes((i + 1) % 256 for i in range(256))), bytes.maketrans(b"ab", b"AB")[97:99], b"%04x|%s" % (48879, m[:3]), bytearray(b"a") * 3 + b"!")
