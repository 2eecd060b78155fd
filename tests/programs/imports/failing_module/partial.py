try:
    import does_not_exist
except ModuleNotFoundError:
    ok = "fallback used"
