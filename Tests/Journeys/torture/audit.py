"""The look after a round: everything that was answered with yes is there, once, and nothing else is."""
import json
import os
import time
from collections import Counter

from corridor import RESTLESS, Corridor, Wrong, compare

from load import CLOSED, OPEN, PUBLISHED, Unit


class Audit:
    def __init__(self, place, validate, today):
        """`today`: tells the archive's day, YYYY-MM-DD."""
        self.place, self.validate, self.today = place, validate, today
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
            if time.monotonic() > last:
                parked = self.place.rows("SELECT follower, subject, code, what_en FROM parked")
                raise Wrong(f"the work has not come to its end in {seconds} s: {moving} {left} {parked} "
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
        day = self.today()
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
        for unit in load.units:
            if unit.touched:
                self.unit(unit, found.get(unit.code))
        self.events()
        self.bytes()
        self.withdrawn(found.values(), load)
        return list(found.values())

    def unit(self, asked, found):
        if found is None:
            raise Wrong(f"{asked.code} is gone", "lost")
        if found.title not in asked.titles:
            raise Wrong(f"{asked.code} was told to be {asked.titles}, and is {found.title}", "lost")
        if found.access not in asked.accesses:
            raise Wrong(f"{asked.code} was told to be {asked.accesses}, and is {found.access}", "lost")
        history = self.place.rows(f"SELECT changes FROM unit_history WHERE unit = '{asked.number}'")
        became = Counter(
            value[1] for (changes,) in history for change in json.loads(changes) if change["element"] == "title"
            for value in change["after"])
        for title in asked.said[1:]:
            sure = title != asked.asked_title
            if became[title] > 1 or (sure and became[title] < 1):
                raise Wrong(f"{asked.code} became {title} {became[title]} times", "doubled" if became[title] else "lost")
        noted = self.place.rows(f"SELECT count(*) FROM event WHERE kind = 'described' AND subject = '{asked.number}'")[0][0]
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

    def bytes(self):
        """Every kept file as it was kept, the ledger whole, every object that changed valid."""
        fixity = self.place.must("fixity", "--json").json()
        if fixity.get("damaged"):
            raise Wrong(f"fixity: {fixity}", "lost")
        self.place.must("verify-ledger")
        for folder in Corridor.objects(self.place):
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
