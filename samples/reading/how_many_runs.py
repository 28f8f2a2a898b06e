from math import ceil, log
from random import Random

chance_of_error = 1 / 200
n = ceil(log(0.05) / log(1 - chance_of_error))
print(f"{n} runs")

chance = Random(1)
series = 10000
seen = sum(any(chance.random() < chance_of_error for _ in range(n)) for _ in range(series))
print(f"seen in {seen / series:.1%} of {series} series of {n} runs")
