import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from urllib.request import ProxyHandler, build_opener

WORKERS = 3
DELAYS_MS = {1: 50, 2: 30, 3: 60, 4: 40, 5: 20}


class Documents(BaseHTTPRequestHandler):
    def do_GET(self):
        number = int(self.path[1:])
        time.sleep(DELAYS_MS[number] / 1000)
        text = f"This is document {number}.\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *args):
        pass


opener = build_opener(ProxyHandler({}))  # ask the server itself


# [ways]
def fetch(url):
    with opener.open(url) as answer:
        return answer.read().decode()


def fetch_in_turn(urls):
    return [fetch(url) for url in urls]


def fetch_in_threads(urls):
    jobs, results = Queue(), {}

    def worker():
        while True:
            url = jobs.get()
            results[url] = fetch(url)
            jobs.task_done()

    for _ in range(WORKERS):
        Thread(target=worker, daemon=True).start()
    for url in urls:
        jobs.put(url)
    jobs.join()
    return [results[url] for url in urls]
# [ways]


server = ThreadingHTTPServer(("127.0.0.1", 0), Documents)
Thread(target=server.serve_forever, daemon=True).start()
urls = [f"http://127.0.0.1:{server.server_port}/{number}" for number in DELAYS_MS]
way = fetch_in_threads if sys.argv[1] == "threads" else fetch_in_turn
print(*way(urls), sep="", end="")
