"""挂接 as a way from nothing to public entries, for trials of its every call: a table of three entries, then files for two."""
import os
from collections import Counter

from corridor import Corridor, Wrong, compare
from material import packed, pdf

CODES = [f"J031-WS·2001-D30-BGS-000{n}" for n in (1, 2, 3)]
# What the archive does itself, by its own signature alone.
TAKING = ["--sign", "receiving", "--name", "王秀兰"]


class Linking(Corridor):
    def __init__(self, folder):
        super().__init__(None, CODES)
        rows = ["档号,题名,责任者,日期,页数"]
        rows += [f"{code},关于第{n}号灌区春灌安排的通知,江北市农业局,2001.3.{n},2" for n, code in enumerate(CODES, 1)]
        self.table = os.path.join(folder, "目录.csv")
        with open(self.table, "w", encoding="gbk", newline="") as file:
            file.write("\r\n".join(rows) + "\r\n")
        self.files = packed(os.path.join(folder, "全文.zip"), {f"{code}.pdf": pdf(2) for code in CODES[:2]})
        self.steps = ["init", "receive-table", "take-table", "receive-files", "take-files", "confirm", "open", "publish"]

    def words(self, step, place):
        return {
            "init": lambda: ["init"],
            "receive-table": lambda: ["receive", self.table, "--wait", "--json"],
            "take-table": lambda: ["handover", self.numbers(place)[0], *TAKING],
            "receive-files": lambda: ["receive", self.files, "--wait", "--json"],
            "take-files": lambda: ["handover", self.numbers(place)[1], *TAKING],
            "confirm": lambda: ["describe", "--accession", self.numbers(place)[0], "--confirm"],
            "open": lambda: ["open", "--accession", self.numbers(place)[0], "--ground", "period-passed"],
            "publish": lambda: ["publish", "--accession", self.numbers(place)[0], "--level", "catalogue"],
        }[step]()

    @staticmethod
    def numbers(place):
        found = sorted(accession["number"] for accession in place.accessions())
        if len(found) > 2:
            raise Wrong(f"there should be two transfers, there are {found}", "doubled")
        return found

    def done(self, step, place):
        if step.startswith("receive-"):
            return len(self.numbers(place)) > (step == "receive-files")
        if step.startswith("take-"):
            return place.rows("SELECT count(*) FROM handover_signature")[0][0] > (step == "take-files")
        return super().done(step, place)

    def check(self, place, validate):
        found = sorted((a["number"], a["state"], a["records"]) for a in place.accessions())
        if [(state, records) for _, state, records in found] != [("described", 3), ("described", 2)]:
            raise Wrong(f"the transfers: {found}")
        wanted = dict.fromkeys(CODES, 1)
        compare("public", Counter(self.public(place)), wanted)
        twice = ("received", "checked", "signed", "accepted", "preserved", "drafted")
        once = ("confirmed", "decided", "opened", "published")
        self.check_events(place, {**dict.fromkeys(twice, 2), **dict.fromkeys(once, 1)})
        linked = place.rows(
            "SELECT unit.code FROM unit JOIN holding ON holding.unit = unit.holding"
            " WHERE unit.level = 'item' AND linked_by = holding.accession AND holding.code = unit.code")
        compare("entries with files", Counter(code for (code,) in linked), dict.fromkeys(CODES[:2], 1))
        waiting = place.rows("SELECT code FROM unit WHERE level = 'item' AND holding IS NULL")
        compare("entries without", Counter(code for (code,) in waiting), {CODES[2]: 1})
        entries = place.rows(
            "SELECT code FROM unit JOIN access ON access.unit = unit.id WHERE status = 'open' AND access.level = 1")
        compare("open and published as entries", Counter(code for (code,) in entries), wanted)
        self.check_proofs(place)
        return self.check_bytes(place, validate)
