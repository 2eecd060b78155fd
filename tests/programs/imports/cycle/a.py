print("a starts")
import b
x = 1
def late(): return b.y + x
print("a ends")
