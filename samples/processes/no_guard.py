import multiprocessing
import sys


def greet():
    print("hello from the child", flush=True)


context = multiprocessing.get_context(sys.argv[1])
child = context.Process(target=greet)
child.start()
child.join()
print("the child ended with exit code", child.exitcode)
