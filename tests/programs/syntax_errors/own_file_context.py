# exit: 1
# an error found after parsing
class C:
    x = 1
    for y in range(3):
        continue
    return x
