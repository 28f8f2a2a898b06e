import sys
from threading import Thread
from time import perf_counter


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


count = int(sys.argv[1])
threads = [Thread(target=fib, args=(25,)) for _ in range(count)]
# [clock]
begin = perf_counter()
for thread in threads:
    thread.start()
started = perf_counter()
for thread in threads:
    thread.join()
joined = perf_counter()
# [clock]
print(f"started after {(started - begin) * 1000:.1f} ms, done after {(joined - begin) * 1000:.1f} ms")
