# string literal prefixes, escapes, continuation, concatenation
print('single', "double", 'it\'s', "say \"hi\"", 'mixed "', "mixed '")
print('''triple
line''', """a"b""c""", '''x'y''z''')
print('a\tb\\c\x41\101\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\N{BULLET}')
print(repr('\a\b\f\n\r\t\v\0\x7f\x80\xa0\xad\u2028\ue000\U000e0001'))
print(r'raw\n\x', R"\d", r'\'', repr(r"a\
b"))
print('con' 'cat' "ena" '''ted''' r'\n' 'x\ty')
print('line \
continued', "no \
    indent removed")
x = ('a'
     'b'  # comment
     'c')
print(x)
print(b'bytes\x00\xff\n', rb'\x00', Rb"\n", bR'\'', b'a' b"b", b'\101\t\\')
print(u'unicode', U"u")
print(repr('\1\12\123\0001'), '\
'=='', len('\N{LATIN SMALL LETTER E WITH ACUTE}'))
print('%s' 'and' '%s' % (1, 2))
print(f'{x}' 'plain' rf'\{x}' F"{x!r}" fr"{x}\n")
print("""ends with quote\"""", '''\'''', """
""" == "\n")
