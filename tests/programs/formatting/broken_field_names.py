# A field name's errors come when its steps have been taken that far.
def err(text, *args, **kwargs):
    try:
        print(text.format(*args, **kwargs))
    except Exception as e:
        print(f"{type(e).__name__}: {e}")


for text in ("{0.}", "{0[}", "{0[]}", "{a.}", "{0.real.}", "{0.nothing.}", "{0[a]b}", "{0.real[9999999999999999999999]}", "{.}", "{0.real.imag}"):
    err(text)
    err(text, 5, a=6)
