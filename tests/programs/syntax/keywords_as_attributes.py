# where names end and keywords begin
class C:
    match = 1; case = 2; type = 3; _ = 4; print = 5; None_ = 6; async_ = 7
c = C()
print(c.match, c.case, c.type, c._, c.print)
isnot = notin = andor = ifelse = 1
print(isnot, notin, andor, ifelse)
notx = 0
print(not notx, not(notx), not-1, not[])
print(1 in[1], 1 not in[2], None is None, not None)
def f(self, cls, print=print, len=len): return self, cls
print(f(1, cls=2))
True_, False_ = 0, 1
print(True_, False_, True, False)
int = 5
print(int)
del int
print(int("7"))
def shadow(list): return list
print(shadow(3), list("ab"))
