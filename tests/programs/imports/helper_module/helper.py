"""Helper's doc."""
print("helper runs as", __name__)
NAME = "original"
counter = 0
_private = 1
def double(x): return x * 2
def bump():
    global counter
    counter += 1
def get_name(): return NAME
if __name__ == "__main__": print("never")
