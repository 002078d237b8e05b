"""A server of files that bags leave out. server.py FOLDER: serves FOLDER/files, writes the port to FOLDER/ports and each path it is
asked for to FOLDER/asked. `?as=short` promises twice what it sends, `?as=moved` sends one on; below a folder
with a file named busy it answers 503."""
import http.server
import os
import sys
import threading
import time
import urllib.parse

# What the process that started us holds is not kept open here: others wait for its end.
os.closerange(3, 65536)
here = sys.argv[1]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        with open(here + "/asked", "a") as log:
            log.write(self.path + "\n")
        if os.path.exists(here + "/files/" + address.path.split("/")[1] + "/busy"):
            return self.send_error(503)
        if address.query == "as=moved":
            self.send_response(302)
            self.send_header("Location", address.path)
            return self.end_headers()
        path = os.path.normpath(here + "/files" + urllib.parse.unquote(address.path))
        if not path.startswith(here + "/files/") or not os.path.isfile(path):
            return self.send_error(404)
        with open(path, "rb") as file:
            content = file.read()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content) * (2 if address.query == "as=short" else 1)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
with open(here + "/ports.new", "w") as file:
    file.write(str(server.server_port))
os.rename(here + "/ports.new", here + "/ports")
parent = os.getppid()
# It ends with whoever started it.
while os.getppid() == parent:
    time.sleep(0.5)
