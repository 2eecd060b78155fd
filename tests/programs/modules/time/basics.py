# time: clocks move forward, sleep, conversion functions with fixed inputs
import time
a = time.perf_counter(); time.sleep(0.01); b = time.perf_counter()
print(b - a >= 0.0095, b - a < 5, type(a).__name__, time.time() > 1.6e9, type(time.time_ns()).__name__, time.monotonic() <= time.monotonic(), time.process_time() >= 0, time.perf_counter_ns() > 0, time.monotonic_ns() > 0, time.thread_time() >= 0)
t = time.gmtime(0)
print(t, t[0], t.tm_year, t.tm_wday, t.tm_yday, tuple(t), len(t), t.tm_isdst)
print(time.gmtime(1700000000)[:6], time.gmtime(-86400)[:3], time.gmtime(951782400.9)[:3])
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %d %y %p %I %% %w", time.gmtime(1700000000)))
print(time.asctime(time.gmtime(0)), isinstance(time.ctime(), str), isinstance(time.timezone, int), len(time.tzname))
for f in (lambda: time.sleep(-1), lambda: time.sleep("a"), lambda: time.gmtime("a"), lambda: time.sleep(float("nan")), lambda: time.gmtime(1e20), lambda: time.sleep()):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(time.sleep(0), time.sleep(0.0001))
lt = time.localtime(1700000000)
print(time.mktime(lt) == 1700000000.0, lt.tm_year)
print(time.get_clock_info("monotonic").monotonic, time.struct_time(range(9)).tm_hour)
