# \r\n and \r line ends, form feeds, missing final newline, in exec
exec("x = 1\r\nif x:\r\n    print('crlf')\r\n")
exec("x = 2\rprint('cr', x)\r")
exec("\x0cprint('form feed')\n")
exec("if 1:\n    print('a')\n\x0c\n    print('b')")
print(repr(eval("'''a\r\nb\rc'''")), repr(eval("'x\\\r\ny'")))
exec("def f():\n\treturn 'tab'\nprint(f())")
exec("\n\n   \n\t\nprint('blank lines')\n   ")
exec("print('semi');\n;" [:-1])
