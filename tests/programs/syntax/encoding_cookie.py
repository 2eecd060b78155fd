# -*- coding: utf-8 -*-
# a coding declaration, and sources given as bytes in other encodings
print("é日")
exec(b"# -*- coding: latin-1 -*-\nprint('caf\xe9')")
exec("print('bom')".encode("utf-8-sig"))
exec(b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\nprint('\x80')")
for src in (b"# coding: no-such\nx", b"'\xff'", b"# coding: ascii\n'\xe9'", b"\xef\xbb\xbf# coding: latin-1\nx"):
    try: compile(src, "f", "exec"); print("compiles")
    except SyntaxError as e: print(type(e).__name__, e.msg)
