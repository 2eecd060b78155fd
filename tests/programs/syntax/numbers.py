# number literals of every form
print(0, 00, 0_0, 1_000_000, 0x_ff, 0XFF, 0o17, 0O17, 0b1010, 0B1_0)
print(123456789012345678901234567890, 0xdeadbeefdeadbeefdeadbeef)
print(1., .5, 1.5e3, 1E-5, 1_0.0_1, 1e1_0, 0e0, 1e400, -1e400, 5e-324, 1e-400)
print(1j, 1.5J, .5j, 1e2j, 0_7j, 10_0j)
print(1 .real, 1.0.is_integer(), 5 .bit_length(), 1..imag)
print(0.1 + 0.2, 1e16, 1e15, 123456789.123456789, 1e22, 1e23)
print(-0.0, +0.0, 00000, 0.0000)
