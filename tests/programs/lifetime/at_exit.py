# module globals die at the end, after atexit handlers and the last statement
import atexit
class D:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
d = D("global")
atexit.register(print, "atexit 1"); atexit.register(lambda: print("atexit 2"))
@atexit.register
def third(): print("atexit 3", d.n)
def f(): pass
atexit.register(f); atexit.unregister(f)
print("last statement")
