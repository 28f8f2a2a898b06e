from random import Random
from statistics import median

before = [43.6, 43.1, 44.9, 43.2, 47.8, 43.4, 43.0, 43.3, 44.1, 43.9]
after = [41.2, 43.5, 40.9, 41.0, 41.8, 45.1, 41.3, 40.8, 41.1, 42.0]

chance = Random(1)


def another_median(times):
    """What the median might have been: ten times drawn from these ten, each any number of times."""
    drift = chance.gauss(1, 0.02 / 1.96)  # within 2 % in 95 of 100 cases
    return drift * median(chance.choices(times, k=len(times)))


ratios = sorted(another_median(before) / another_median(after) for _ in range(1000))
print(f"ratio of the medians: {median(before) / median(after):.3f}")
print(f"95 % interval:        {ratios[25]:.3f} to {ratios[974]:.3f}")
