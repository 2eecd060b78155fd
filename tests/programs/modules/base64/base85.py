# Base85, Ascii85 and Z85; what the older functions refuse; bytes that do not lie side by side.
import base64
import binascii


def err(f, *args, **kwargs):
    try:
        print(f.__name__, f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, f"{type(e).__name__}: {e}")


samples = (b"", b"a", b"ab", b"abc", b"abcd", b"hello world!", b"\0" * 4, b"    ", b"\0\0\0\0x", b"\0", b"\xff" * 9, b"    a\0\0\0\0")
for s in samples:
    print(s)
    for f in (base64.b85encode, base64.z85encode):
        err(f, s)
    err(base64.b85encode, s, pad=True)
    for options in ({}, {"foldspaces": True}, {"wrapcol": 10}, {"pad": True}, {"adobe": True}, {"adobe": True, "wrapcol": 7}):
        err(base64.a85encode, s, **options)
for s in (*samples, bytes(range(256))):
    assert base64.b85decode(base64.b85encode(s)) == s
    assert base64.z85decode(base64.z85encode(s)) == s
    assert base64.a85decode(base64.a85encode(s)) == s
    assert base64.a85decode(base64.a85encode(s, adobe=True, wrapcol=9), adobe=True) == s
    assert base64.a85decode(base64.a85encode(s, foldspaces=True), foldspaces=True) == s
for s in (b"~", b"{{{{{", b"|NsC1", b"0", "cXxL#aCvlS", b"abc\0", "\xe9", b"x\x7f", 3, bytearray(b"cXxL#"), b" ", b"!!!"):
    err(base64.b85decode, s)
    err(base64.z85decode, s)
for s in (b"y", b"+<VdL", b"z", b"az", b"<~87cUR~>", "87cUR", b"87 cUR\n", b"v", b's8W-"', b"s8W-!", b"aaayaaa", b"x", b"u"):
    err(base64.a85decode, s)
    err(base64.a85decode, s, foldspaces=True)
    err(base64.a85decode, s, adobe=True)
    err(base64.a85decode, s, ignorechars=b"x")
err(base64.b85encode, "a")
err(base64.a85encode, 3)
err(base64.b85encode, memoryview(b"abcd").cast("H"))

print("checks")
square = memoryview(b"1234").cast("B", (2, 2))
for f in (base64.encodebytes, base64.decodebytes):
    for s in ("", square, memoryview(b"1234").cast("I"), memoryview(b"MTIzNA==")):
        err(f, s)
apart = memoryview(b"abcd")[::2]
for f in (binascii.hexlify, binascii.b2a_base64, binascii.a2b_base64, binascii.crc32, binascii.b2a_uu):
    err(f, apart)
