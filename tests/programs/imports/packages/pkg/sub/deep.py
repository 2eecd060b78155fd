from ..mod import f
def where(): return __name__
def up(): return f()
