import sys
from threading import Thread

N = 27


# [fib]
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def compute_fib(results, i):
    results[i] = fib(N)
# [fib]


count = int(sys.argv[1])
results = [None] * count
threads = [Thread(target=compute_fib, args=(results, i)) for i in range(count)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{count} threads:", *results)
