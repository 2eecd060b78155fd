# What memoryview says of wrong and of borderline arguments.
def show(text):
    for line in text.strip().splitlines():
        try:
            print(line, "=>", ascii(eval(line)))
        except Exception as e:
            print(line, "->", type(e).__name__ + ":", ascii(str(e)))


mv = memoryview
m = mv(bytearray(b"abcdef"))

show(r'''
mv(1)
mv("a")
len(m)
m[0]
m[10]
m["a"]
m[1:3].tobytes()
m[::2].tolist()
m.format,m.itemsize,m.nbytes,m.ndim,m.shape,m.strides,m.suboffsets,m.readonly,m.contiguous,m.c_contiguous,m.f_contiguous
m.obj
m.hex()
m.hex(":")
mv(b"a")[0:1]==b"a"
m==b"abcdef"
m.__setitem__(0,256)
m.__setitem__(0,"a")
m.__setitem__(slice(0,2),b"x")
m.__setitem__(slice(0,2),b"xy")
m.tobytes()
mv(b"a").__setitem__(0,1)
m.cast("H").tolist()
m.cast("I")
m.cast("x")
m.cast("HH")
m.cast(1)
m.cast("B",[2,3]).tolist()
m.cast("B",[2,4])
m.cast("H").cast("I")
m.toreadonly()[0]
hash(mv(b"ab"))==hash(b"ab")
hash(m)
m.tobytes("C")
m.__delitem__(0)
m[0,1]
m.cast("B",(2,3))[1,2]
m.cast("B",(2,3))[0]
list(m)
97 in m
120 in m
m.index(98)
m.count(98)
m.cast("c")[0]
m.cast("b").tolist()
m.cast("?").tolist()
m[::-1].tobytes()
m[::2].cast("H")
m<b"a"
bytes(m)
m.__setitem__(7,1)
m.cast("H").__setitem__(0,70000)
m.cast("d")
mv(b"12345678").cast("d").tolist()
mv(b"12345678").cast("f").tolist()
mv(b"12345678").cast("q").tolist()
mv(b"12345678").cast("@i").tolist()
mv(b"1234").cast("<i")
mv(b"12345678").cast("n").tolist()
mv(b"12345678").cast("P").tolist()
mv(b"12").cast("e").tolist()
m.cast("c").__setitem__(0,1)
m.cast("c").__setitem__(0,b"ab")
m.cast("f")
mv(bytearray(8)).cast("f").__setitem__(0,"a")
mv(bytearray(8)).cast("?").__setitem__(0,"a")
m[()]
m[...]
mv(bytearray(4)).cast("i")[0]
mv()
mv(b"",1)
mv(b"x").release()
m[0]
len(m)
m.tobytes()
m.format
m.release()
m.__enter__()
''')
