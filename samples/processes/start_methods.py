import multiprocessing
import sys

score = 10


def tell(who):
    print(f"{who}: score {score}", flush=True)


if __name__ == "__main__":
    score = 99
    context = multiprocessing.get_context(sys.argv[1])
    child = context.Process(target=tell, args=("child",))
    child.start()
    child.join()
    tell("parent")
