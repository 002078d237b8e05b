"""The look after a round: everything that was answered with yes is there, once, and nothing else is."""
import json
import os
import time
from collections import Counter, defaultdict

from corridor import RESTLESS, Wrong, compare

import compared
from load import CLOSED, OPEN, PUBLISHED, Unit


class Audit:
    def __init__(self, place, validate, copy):
        """`copy`: the name of the copy in its settings."""
        self.place, self.validate, self.copy = place, validate, copy
        # Inventories that were found valid, by folder: an object is looked at again when it has a new version.
        self.valid = {}

    def settled(self, seconds=120):
        """Waits until the work behind what was acknowledged has come to its end."""
        last = time.monotonic() + seconds
        while True:
            try:
                moving = [each for each in self.place.accessions() if each["state"] in RESTLESS]
                left = [table for table in ("intent", "draft_plan") if self.place.rows(f"SELECT count(*) FROM {table}")[0][0]]
                if not moving and not left and self.hits() == self.wanted():
                    return
            except OSError:
                pass
            parked = self.place.rows("SELECT follower, subject, code, what_en FROM parked")
            # What is parked waits for a person: nothing more comes by itself.
            if parked or time.monotonic() > last:
                raise Wrong(f"the work has not come to its end: {moving} {left} {parked} "
                            f"{self.difference()}", "half-done")
            time.sleep(0.2)

    def units(self):
        """Every record of the catalogue, as the rows have it."""
        found = {}
        for number, code, public, title, status, level in self.place.rows(
                "SELECT unit.id, unit.code, unit.public_id, unit.title, access.status, access.level FROM unit "
                "LEFT JOIN access ON access.unit = unit.id WHERE unit.level = 'item' AND unit.state = 'confirmed'"):
            access = CLOSED if status != "open" else PUBLISHED if level else OPEN
            if code in found:
                raise Wrong(f"{code} is twice in the catalogue", "doubled")
            found[code] = Unit(number, code, public, title, access)
        return found

    # What can be found, and what should be.

    def listed(self, *words):
        hits, after = {}, []
        while True:
            answer = self.place.must("find", *words, "--json", "--limit", "1000", *after).json()
            for hit in answer["hits"]:
                if hit["level"] == "item":
                    if hit["code"] in hits:
                        raise Wrong(f"{hit['code']} is found twice", "doubled")
                    hits[hit["code"]] = hit["title"]
            if "next" not in answer:
                return hits
            after = ["--after", answer["next"]]

    def hits(self):
        return self.listed(), self.listed("--staff")

    def wanted(self):
        day = self.place.today()
        public = dict(self.place.rows(
            "SELECT unit.code, unit.title FROM unit JOIN access ON access.unit = unit.id WHERE unit.level = 'item' "
            f"AND access.status = 'open' AND access.level > 0 AND access.effective <= '{day}' "
            f"AND access.published_from <= '{day}'"))
        return public, dict(self.place.rows("SELECT code, title FROM unit WHERE level = 'item'"))

    def difference(self):
        found = zip(("public", "staff"), self.hits(), self.wanted())
        return {name: sorted(set(hits.items()) ^ set(wanted.items()))[:6] for name, hits, wanted in found if hits != wanted}

    # The look itself.

    def look(self, load):
        """Throws what is wrong; gives the units as they are now, for the next round."""
        self.settled()
        self.deposits(load.deposits)
        found = self.units()
        became, noted = self.histories(), dict(self.place.rows(
            "SELECT subject, count(*) FROM event WHERE kind = 'described' GROUP BY subject"))
        for unit in load.units:
            if unit.touched:
                self.unit(unit, found.get(unit.code), became[unit.number], noted.get(unit.number, 0))
        self.events()
        self.copies()
        self.bytes()
        self.withdrawn(found.values(), load)
        return list(found.values())

    def histories(self):
        """How often each record became which title."""
        became = defaultdict(Counter)
        for unit, changes in self.place.rows("SELECT unit, changes FROM unit_history"):
            for change in json.loads(changes):
                if change["element"] == "title":
                    became[unit].update(value[1] for value in change["after"])
        return became

    @staticmethod
    def unit(asked, found, became, noted):
        if found is None:
            raise Wrong(f"{asked.code} is gone", "lost")
        if found.title not in asked.titles:
            raise Wrong(f"{asked.code} was told to be {asked.titles}, and is {found.title}", "lost")
        if found.access not in asked.accesses:
            raise Wrong(f"{asked.code} was told to be {asked.accesses}, and is {found.access}", "lost")
        for title in asked.said[1:]:
            sure = title != asked.asked_title
            if became[title] > 1 or (sure and became[title] < 1):
                raise Wrong(f"{asked.code} became {title} {became[title]} times", "doubled" if became[title] else "lost")
        if noted != sum(became.values()):
            raise Wrong(f"{asked.code} was corrected {sum(became.values())} times, and the ledger has {noted}",
                        "doubled" if noted > sum(became.values()) else "lost")

    def deposits(self, deposits):
        states = {each["number"]: each["state"] for each in self.place.accessions()}
        for deposit in deposits:
            state = states.get(deposit.number) if deposit.number else None
            if deposit.number and state is None:
                raise Wrong(f"transfer {deposit.number} was received, and is gone", "lost")
            if len(deposit.signed) == 2 and state != "described":
                raise Wrong(f"transfer {deposit.number} was signed by both sides, and is {state}", "lost")
            signed = Counter(side for (side,) in self.place.rows(
                "SELECT side FROM handover_signature JOIN accession ON accession.id = handover_signature.accession "
                f"WHERE accession.number = '{deposit.number}'"))
            for side in deposit.signed:
                if signed[side] != 1:
                    raise Wrong(f"the {side} side of {deposit.number} signed {signed[side]} times", "lost")

    def events(self):
        """As many events as there are acts of each kind in the rows."""
        kinds = dict(self.place.rows("SELECT kind, count(*) FROM event GROUP BY kind"))
        rows = {
            "received": "SELECT count(*) FROM accession",
            "signed": "SELECT count(*) FROM handover_signature",
            "decided": "SELECT count(*) FROM decision",
            "published": "SELECT count(*) FROM publication WHERE level > 0",
        }
        wanted = {kind: self.place.rows(query)[0][0] for kind, query in rows.items()}
        compare("events", {kind: kinds.get(kind, 0) for kind in wanted}, wanted)
        once = self.place.rows("SELECT id FROM event GROUP BY id HAVING count(*) > 1")
        parked = self.place.rows("SELECT follower, subject, code FROM parked")
        if once or parked:
            raise Wrong(f"events twice: {once}; parked: {parked}", "doubled" if once else "half-done")

    def copies(self):
        """The copy has, byte by byte, what the program says it has, and that is all there is."""
        last = time.monotonic() + 60
        while (state := self.place.run("replicas", "--sync", "--json")).status != 0:
            if time.monotonic() > last:
                raise Wrong(f"the copy does not follow: {state}", "half-done")
            time.sleep(0.5)
        said = dict(self.place.rows(
            f"SELECT unit, version FROM replica_object WHERE replica = '{self.copy}' AND version > 0 AND result = 'intact'"))
        lacking = [unit for (unit,) in self.place.rows("SELECT unit FROM holding") if unit not in said]
        # What was made while the two questions were asked may wait; what the copy was told to have may not.
        if len(lacking) > 5:
            raise Wrong(f"the copy is complete, and lacks {len(lacking)} objects: {lacking[:3]}", "lost")
        try:
            self.again(lambda kept: compared.compare(kept, self.place.copy_folder, said))
        except Wrong as problem:
            # Its own round must see it too, without being told where to look.
            report = self.place.run("fixity", "--json")
            finds = any(each["copy"] == self.copy for each in report.json()["damaged"]) if report.status == 3 else False
            words = "finds it too" if finds else "does NOT find it"
            raise Wrong(f"{problem}; the program's own round {words}", problem.kind) from None

    def again(self, look):
        """Looks at kept bytes while the program works: what is only half written now is not so a moment later."""
        for tries in range(3):
            try:
                return look(self.place.kept())
            except (Wrong, FileNotFoundError):
                if tries == 2:
                    raise
                time.sleep(1)

    def bytes(self):
        """Every kept file as it was kept, here and in the copy, the ledger whole, every object that changed valid."""
        fixity = self.place.must("fixity", "--json").json()
        if fixity.get("damaged") or fixity.get("skipped"):
            raise Wrong(f"fixity: {fixity}", "lost")
        self.place.must("verify-ledger")
        self.again(self.objects)

    def objects(self, kept):
        for folder in compared.objects(os.path.join(kept, "stacks")):
            with open(os.path.join(folder, "inventory.json"), "rb") as file:
                inventory = file.read()
            if self.valid.get(folder) != hash(inventory):
                self.validate(folder)
                self.valid[folder] = hash(inventory)

    @staticmethod
    def withdrawn(units, load):
        closed = [unit for unit in units if unit.access == CLOSED][:20]
        for unit in closed:
            if (status := load.page("/records/" + unit.public)) != 404:
                raise Wrong(f"{unit.code} is closed, and its page says {status}", "leaked")
