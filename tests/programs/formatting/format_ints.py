# format specs for integers
for spec in ("", "d", "5d", "<5d", ">5", "^6", "05d", "+d", " d", "-d", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "#010x", "#010b", ",", "_", ",d", "_x", "_b", "_o", "e", ".2f", "g", "%", ".0%", "c", "n", "*>8", "*=+8", "=8", "=+8d", "010,", "012_b", "+,d", "z.1f", "8c", "^+9,d", "é^7", "<+08d", "E", "G", "F", "010.3f", "015,.2f", "_.1f"):
    print(repr(spec), [format(v, spec) for v in (0, 65, 1234) ], end=" ")
    try: print([format(v, spec) for v in (-42, 10 ** 12)])
    except OverflowError as e: print(type(e).__name__, e)
for spec in ("s", "5.2d", ",x", "_n", ",n", "q", "5q", "+c", ".3c", ",c", "#c", "d5", "{", " >", ">>", "1.", ".", "1.x", "99999999999999999999d", "zd", ",_d", "_,d", "__", ",b", "0.5d", "#s"):
    try: print(repr(spec), repr(format(42, spec)))
    except Exception as e: print(repr(spec), type(e).__name__, e)
print(format(True), format(True, "d"), format(True, "5"), f"{False:>7}", format(2 ** 70, "x"), format(2 ** 70, ",d"), format(-2 ** 70, "_X"), f"{10 ** 20:e} {2 ** 80:.3g} {3:08.3f} {7:%}")
