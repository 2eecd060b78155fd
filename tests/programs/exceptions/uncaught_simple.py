# exit: 1
# an uncaught exception: traceback with source line and carets, output before it kept
def divide(a, b):
    return a / b

def main():
    print("before")
    values = [10, 0]
    result = divide(values[0], values[1]) + 1
    print(result)

main()
