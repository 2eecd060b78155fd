# exit: 1
# IndentationError in the script itself
def f():
    if True:
        x = 1
      y = 2
    return x
