"""Somebody at the desk without a browser, and packages sent there by tus, for journeys."""
import base64
import http.client
import http.cookiejar
import os
import re
import urllib.parse
import urllib.request

from corridor import Wrong

OWN_PASSWORD = "江北的秋天 1990"


class Person:
    """At `server`, or at whichever of several is named."""

    def __init__(self, server=None):
        self.server = server
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path, at=None):
        with self.opener.open((at or self.server).url + path, timeout=60) as answer:
            return answer.read().decode()

    def submit(self, page, fields, to=None, seen_at=None, sent_to=None):
        """Fills in the form of `page` as `seen_at` shows it, and sends it to `sent_to`."""
        token = re.search(r'name="form-token" value="([0-9a-f]+)"', self.get(page, seen_at))[1]
        body = urllib.parse.urlencode([("form-token", token), *fields]).encode()
        with self.opener.open((sent_to or self.server).url + (to or page), body, timeout=60) as answer:
            return answer.read().decode()

    def sign_in(self, name, password, first=True, seen_at=None, sent_to=None):
        """`first`: with the password an account is made with, which is changed to `OWN_PASSWORD`."""
        self.submit("/desk/sign-in", [("name", name), ("password", password)], seen_at=seen_at, sent_to=sent_to)
        if first:
            fields = [("old", password), ("new", OWN_PASSWORD), ("again", OWN_PASSWORD)]
            self.submit("/desk/password", fields, seen_at=sent_to, sent_to=seen_at)
        return self

    def token(self, name, *scopes, days=30, seen_at=None, sent_to=None):
        fields = [("name", name), ("days", str(days)), *(("scope", scope) for scope in scopes)]
        page = self.submit("/desk/tokens", fields, seen_at=seen_at, sent_to=sent_to)
        return re.search(r"lantai_[0-9a-f]{64}", page)[0]


def archivist_of(place):
    """Name and first password of the archivist that `init` made."""
    with open(place.home + "/accounts.txt", encoding="utf-8") as file:
        passwords = dict(line.split("\t")[:2] for line in file if "\t" in line)
    return next((name, password) for name, password in passwords.items() if name.startswith("archivist"))


class Sending:
    """A package on its way in by tus, in two pieces, through as many servers and kills as come: what was acknowledged stays."""

    def __init__(self, path, name, agency="江北县教育局"):
        with open(path, "rb") as file:
            self.contents = file.read()
        self.name, self.agency = name, agency
        # `barred`: since when another request is in the way of this one.
        self.location = self.receipt = self.barred = None
        self.acknowledged = 0

    @staticmethod
    def ask(server, token, method, path, headers=None, body=None):
        """Status, headers and body; status `None` without an answer."""
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            line.request(method, path, body, {"Tus-Resumable": "1.0.0", "Authorization": "Bearer " + token, **(headers or {})})
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except (OSError, http.client.HTTPException):
            return None, {}, b""
        finally:
            line.close()

    def step(self, server, token):
        """One request towards the receipt: status and text of the answer."""
        if self.location is None:
            words = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}"
                             for name, value in (("filename", self.name), ("agency", self.agency)))
            status, headers, text = self.ask(server, token, "POST", "/api/v1/uploads", {
                "Upload-Length": str(len(self.contents)), "Upload-Metadata": words})
            if status == 201:
                self.location = headers["Location"]
            return status, text
        status, headers, text = self.ask(server, token, "HEAD", self.location)
        if status != 200 or self.received(headers):
            return status, text
        offset = int(headers["Upload-Offset"])
        if offset < self.acknowledged:
            raise Wrong(f"{self.acknowledged} bytes of {self.name} were acknowledged, and {offset} are there", "lost")
        end = len(self.contents) if offset else len(self.contents) // 2
        status, headers, text = self.ask(server, token, "PATCH", self.location, {
            "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}, self.contents[offset:end])
        if status == 204:
            self.acknowledged = int(headers["Upload-Offset"])
            self.received(headers)
        return status, text

    def received(self, headers):
        self.receipt = headers.get("Lantai-Receipt")
        return self.receipt is not None
