# struct
import struct
def show(lines):
    for line in lines.strip().splitlines():
        try:
            print(line, "->", repr(eval(line, globals())))
        except Exception as e:
            print(line, "!!", type(e).__name__ + ":", e)


show('''
struct.pack("<i", 5), struct.pack(">i", 5), struct.pack("!h", -1), struct.pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 4294967295, -4, 2 ** 64 - 1), struct.pack("<fd", 1.5, 0.1), struct.pack("<?", True), struct.pack("3s", b"ab"), struct.pack("<c2x", b"z"), struct.pack("5p", b"abc"), struct.pack("<e", 1.5), struct.pack("2i", 1, 2), struct.pack("=l", 1), struct.pack("", )
struct.unpack("<i", b"\\x05\\0\\0\\0"), struct.unpack(">hh", b"\\0\\1\\xff\\xff"), struct.unpack("<d", struct.pack("<d", 3.14)), struct.unpack("2s1s", b"abc"), struct.unpack("<3B", b"abc"), struct.unpack("5p", b"\\x03abc\\0"), struct.unpack("<?x?", b"\\1\\0\\0"), struct.unpack("<f", struct.pack("<f", 0.1)), struct.unpack("<e", b"\\x00<")
struct.calcsize("<ihb"), struct.calcsize("ihb"), struct.calcsize("bi"), struct.calcsize("10s"), struct.calcsize(""), struct.calcsize("<q"), struct.calcsize("@P") in (4, 8), struct.calcsize("bq"), struct.calcsize("qb")
struct.pack("<i", 2 ** 31)
struct.pack("<B", 256)
struct.pack("<B", -1)
struct.pack("<i", 1.5)
struct.pack("<i")
struct.pack("<i", 1, 2)
struct.pack("q5", 1)
struct.pack("y", 1)
struct.pack("s", "str")
struct.pack("c", b"ab")
struct.unpack("<i", b"abc")
struct.unpack("<2i", b"abcd")
struct.pack("<f", 1e40)
struct.pack("<f", "a")
struct.calcsize("z")
struct.pack("<Q", 2 ** 64)
struct.pack("<h", 40000)
struct.pack(5, 1)
struct.unpack_from("<h", b"\\0\\0\\1\\0", 2), list(struct.iter_unpack("<h", b"\\1\\0\\2\\0")), struct.Struct("<hi").size, struct.Struct("<hi").pack(1, 2), struct.Struct("<h").unpack(b"\\1\\0"), struct.Struct("<h").format, struct.unpack(" < h b", b"\\1\\0\\2"), struct.unpack("<h", bytearray(b"\\1\\0")), struct.unpack("<h", memoryview(b"\\1\\0"))
struct.unpack_from("<i", b"abc")
list(struct.iter_unpack("<h", b"abc"))
struct.error.__name__, issubclass(struct.error, Exception)
''')
b = bytearray(6); struct.pack_into("<hh", b, 1, 1, 2); print(b)
try: struct.pack_into("<i", b, 4, 1)
except struct.error as e: print(e)
