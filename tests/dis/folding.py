seconds = 24 * 60 * 60
negative = -1, +2.5, ~3
text = "a" + "b" * 3
huge = 2**64, 1 << 70, 0xffffffffffffffffff
kept = 1 / 0, "a" * 100000
z = 1 + 2j
same = 1, 1.0, True, 0.0, -0.0, "1", b"1"
found = seconds in [1, 2, 3] or seconds not in {4, 5}
items = [1, 2, 3, 4]
if not 0:
    a, b = seconds, text
if 0:
    dropped()
formatted = f"{a!r:>{10}} and {b:.2f}{{}}"
del a, items[0], text.x
