import sys
import time
from threading import Thread

NAPS = 20


# [naps]
def compute():
    while True:
        sum(range(50))


def take_naps():
    for _ in range(NAPS):
        time.sleep(0.001)
# [naps]


sys.setswitchinterval(int(sys.argv[1]) / 1_000_000)
Thread(target=compute, daemon=True).start()
take_naps()
print(NAPS, "naps taken")
