# the re module
import re
print(re.findall(r"\d+", "a1b22"), re.sub(r"(\w)-(\w)", r"\2-\1", "a-b"), re.match(r"(?P<k>\w+)=(?P<v>\d+)", "x=5").groupdict(), re.split(r"[,;]", "a,b;c"))
