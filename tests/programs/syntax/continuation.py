# implicit and explicit line joining, semicolons, comments, blank lines, odd indentation
x = 1 + \
    2
print(x); print(x + 1);
y = [
  1,

  # comment
      2,
3
]
print(y)
if x == 3 and \
   y:
    print("joined")
if (
    x
      and
  y
): print("paren")
def f(a,
      b=2,   # trailing
      ): return (a
                 + b)
print(f(
    1
))
if x:
  print("two")
  if y:
          print("ten")
  print("two again")
# comment at column 0
    # comment deeper
else:
	print("tab")
class A: x = 1; y = 2
print(A.x, A.y)
d = {'a': 1,
'b': 2}
print(d, {
    **d})
for i in range(2): x += i; print(x)
while x: x = 0; print("one line")
s = "a" \
    "b"
print(s)
print("end")  # no newline after this
