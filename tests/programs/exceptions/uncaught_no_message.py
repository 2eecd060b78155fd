# exit: 1
# an exception without message
def check():
    assert [] or {}
check()
