# dis is importable and shows something for a function
import dis, io
out = io.StringIO()
dis.dis(lambda x: x + 1, file=out)
print(len(out.getvalue().splitlines()) > 1)
