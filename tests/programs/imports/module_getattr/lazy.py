real = "real"
def __getattr__(n):
    if n == "computed": return "computed " + n
    raise AttributeError(f"lazy has no {n}")
def __dir__(): return ["computed", "real"]
