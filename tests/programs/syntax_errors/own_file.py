# exit: 1
# a file that does not parse: nothing of it runs
print("not printed")
values = [1, 2, 3
print(values)
