# exit: 1
# NameError with a suggestion, in a nested function
def process(items):
    total = 0
    for item in items:
        totl += item
    return total

def helper(items):
    return len(itmes)

helper([1])
