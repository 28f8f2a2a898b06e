import hashlib
import sys
from threading import Thread

THREADS, TOTAL = 2, 64 * 1024 * 1024
way, size = sys.argv[1], int(sys.argv[2])
piece = bytes(size)


# [hash]
def hash_pieces():
    digest = hashlib.sha256()
    for _ in range(TOTAL // THREADS // size):
        digest.update(piece)
# [hash]


if way == "turn":
    for _ in range(THREADS):
        hash_pieces()
else:
    threads = [Thread(target=hash_pieces) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print("done")
