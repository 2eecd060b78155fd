# exit: 1
# BaseException subclasses are reported too
class Stop(BaseException):
    pass

def main():
    try:
        raise Stop("not an Exception")
    except Exception:
        print("never")

main()
