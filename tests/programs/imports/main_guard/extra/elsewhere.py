here = "found through sys.path"
