# errors inside replacement fields at run time
class B:
    def __format__(self, s): return 5
class R:
    def __repr__(self): raise ValueError("in repr")
for text in ["f'{undefined}'", "f'{1/0}'", "f'{1:q}'", "f'{\"a\":d}'", "f'{[]:5}'", "f'{None:>3}'", "f'{object():x}'", "f'{B()}'", "f'{R()!r}'", "f'{1:{\"\"}{5}}'", "f'{1.5:d}'", "f'{1:.2}'", "f'{\"x\":,}'", "f'{1j:d}'", "f'{{}}:{1:05.1f}'", "f'{1:,_}'", "f'{1:__}'", "f'{True:d} {True} {True:5}|'", "f'{3:c}{97:c}'", "f'{-1:c}'"]:
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "!!", type(e).__name__, e)
