from math import comb
from random import Random
from statistics import median

# Ten times of a program in milliseconds, as they came.
times = [43.6, 43.1, 44.9, 43.2, 47.8, 43.4, 43.0, 43.3, 44.1, 43.9]


def interval(times):
    in_order = sorted(times)
    return in_order[1], in_order[-2]  # of ten: the second and the last but one


middle = median(times)
spread = median(abs(t - middle) for t in times)
low, high = interval(times)
print(f"in order         {sorted(times)}")
print(f"median           {middle:.2f} ms")
print(f"mean             {sum(times) / len(times):.2f} ms")
print(f"MAD              {spread:.2f} ms, {spread / middle:.1%} of the median")
print(f"interval         {low} to {high} ms")
print(f"2 % wider        {low * 0.98:.1f} to {high * 1.02:.1f} ms")

# It misses the true median if at most one time lies below it, or at most one
# above. Each lies below with a chance of one half, like heads of a coin.
misses = 2 * (comb(10, 0) + comb(10, 1)) / 2**10
print(f"it should catch  {1 - misses:.1%}")

# Is that so? Times of a made-up machine: 41 ms at least, sometimes much more.
chance = Random(1)
true_median = 40 + 2**0.5


def one_time():
    return 40 + 1 / (1 - chance.random()) ** 0.5


rounds = 20000
caught = 0
for _ in range(rounds):
    low, high = interval([one_time() for _ in range(10)])
    caught += low <= true_median <= high
print(f"it caught        {caught / rounds:.1%}")
