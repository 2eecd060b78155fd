"Package doc"
value = "from __init__"
__all__ = ["value", "mod", "lazy"]
lazy = 1
hidden = 2
