name = __name__
main_called = False
if __name__ == "__main__": main_called = True
def read_main():
    import __main__
    return __main__.value
