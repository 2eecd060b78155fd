print("raises runs")
def f(): raise ValueError("while importing")
f()
