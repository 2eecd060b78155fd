from .mod import f as g
from . import mod, value
def sibling(): return g() + " " + value
