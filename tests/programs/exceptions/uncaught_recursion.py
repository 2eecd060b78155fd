# exit: 1
# repeated frames are folded
def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)

down(20)
