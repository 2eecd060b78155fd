# __name__ of script and modules; script folder is first on sys.path; shadowing library modules by name
import sys, os
print(__name__, __file__.endswith("main.py"), os.path.basename(sys.path[0]))
import tool
print(tool.name, tool.main_called)
if __name__ == "__main__": print("guard entered")
import __main__
print(__main__.tool is tool, __main__.__name__)
value = "main value"
print(tool.read_main())
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "extra"))
import elsewhere
print(elsewhere.here)
