"""The package of the journey, read by other eyes than the program's: what it holds, so that what comes back can be held
against it."""
import hashlib
import re
import zipfile

from corridor import Wrong


class Transfer:
    """A DA/T 93 package in a ZIP whose names are GB18030, as Chinese archiving programs write them."""

    def __init__(self, path):
        self.path = path
        self.files = {}
        with zipfile.ZipFile(path) as package:
            for entry in package.infolist():
                name = entry.filename
                if not entry.flag_bits & 0x800:
                    name = name.encode("cp437").decode("gb18030")
                if not entry.is_dir():
                    self.files[name] = package.read(entry)
        listing = self.files["目录文件.XML"]
        encoding = re.match(rb'<\?xml[^>]*encoding="([\w-]+)"', listing)
        self.listing = listing.decode(encoding[1].decode() if encoding else "utf-8")
        self.agency = "江北市司法局"
        self.codes = re.findall(r"<档号>([^<]+)</档号>", self.listing)

    def title(self, code):
        record = self.listing[self.listing.index(f"<档号>{code}</档号>"):]
        return re.search(r"<题名>([^<]+)</题名>", record)[1]

    def file(self, code, name):
        found = [content for path, content in self.files.items() if f"/{code}/" in path and path.endswith("/" + name)]
        if len(found) != 1:
            raise Wrong(f"{self.path} has {len(found)} files {name} of {code}")
        return found[0]


def sha256(content):
    return hashlib.sha256(content).hexdigest()
