print("  runs  no other outcome: rarer than  rule of three")
for n in (10, 30, 100, 300, 1000):
    bound = 1 - 0.05 ** (1 / n)  # (1 - bound) ** n == 0.05
    print(f"{n:6}  {bound:>28.2%}  {3 / n:>13.2%}")
