"""A home of many records. Their rows, and how access to them stands, are multiplied from those of a transfer that was really taken; their
files are not: neither starting nor finding looks at them."""
import hashlib
import os
import shutil
import sqlite3

from house import Place, package
from rows.kept import kept


def multiplied(bench, records):
    source = kept(bench, package(min(bench.records)), f"kept-{min(bench.records)}").place
    place = Place(os.path.join(bench.folder, f"many-{records}"))
    shutil.copytree(source.home, place.home, ignore=shutil.ignore_patterns("index", "stacks", "scratch", "run"))
    for name in ("stacks", "scratch", "run"):
        os.makedirs(os.path.join(place.home, name))
    # A store without its declaration is one that is not mounted.
    for name in os.listdir(os.path.join(source.home, "stacks")):
        if os.path.isfile(os.path.join(source.home, "stacks", name)):
            shutil.copy(os.path.join(source.home, "stacks", name), os.path.join(place.home, "stacks", name))
    # Indexes follow the ledger, which does not know of the copies; one that cannot be read is made anew from the rows.
    os.makedirs(os.path.join(place.home, "index"))
    for name in os.listdir(os.path.join(source.home, "index")):
        if name.endswith(".sqlite"):
            with open(os.path.join(place.home, "index", name), "w", encoding="utf-8") as file:
                file.write("no index")
    database = sqlite3.connect(place.home + "/lantai.sqlite")
    cursor = database.execute("SELECT * FROM unit WHERE level = 'item'")
    names, units = [column[0] for column in cursor.description], cursor.fetchall()
    at = {name: place for place, name in enumerate(names)}

    def name(n):
        digits = hashlib.sha256(f"unit {n}".encode()).hexdigest()
        return f"01900000-{digits[:4]}-7{digits[4:7]}-8{digits[7:10]}-{n:012x}"

    def copies():
        for n in range(records - len(units)):
            unit = list(units[n % len(units)])
            unit[at["id"]], unit[at["public_id"]] = name(n), address(n)
            unit[at["position"]] = 1_000_000 + n
            unit[at["code"]] += f"-{n:07d}"
            unit[at["code_key"]] += f"{n:07d}"
            unit[at["title"]] += f"第{n}号"
            # Events about the transfer are not about these: else each would index all of them again.
            unit[at["accession"]] = unit[at["linked_by"]] = None
            yield unit
    places = ", ".join("?" for _ in names)
    database.executemany(f"INSERT INTO unit ({', '.join(names)}) VALUES ({places})", copies())
    for table in ("access", "decision_unit", "publication_unit"):
        about_the_copies(database, table, [unit[at["id"]] for unit in units], [name(n) for n in range(records - len(units))])
    database.commit()
    database.close()
    return place


def address(n):
    """A public address as the program mints them, of `n`: `lt`, ten of 29 characters, and their check character."""
    letters, text = "0123456789bcdfghjkmnpqrstvwxz", "lt"
    number = int(hashlib.sha256(f"address {n}".encode()).hexdigest(), 16)
    for _ in range(10):
        number, digit = divmod(number, len(letters))
        text += letters[digit]
    return text + letters[sum(place * max(letters.find(one), 0) for place, one in enumerate(text, 1)) % len(letters)]


def about_the_copies(database, table, units, copies):
    """What a table says about units, said of their copies."""
    cursor = database.execute(f"SELECT * FROM {table}")
    columns = [column[0] for column in cursor.description]
    of, position = columns.index("unit"), columns.index("position") if "position" in columns else None
    said = {}
    for row in cursor:
        said.setdefault(row[of], []).append(row)

    def rows():
        for n, copy in enumerate(copies):
            for row in said.get(units[n % len(units)], ()):
                row = list(row)
                row[of] = copy
                if position is not None:
                    row[position] = 1_000_000 + n
                yield row
    database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in columns)})", rows())
