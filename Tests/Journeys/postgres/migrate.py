#!/usr/bin/env python3
"""Moves an archive in use from its file into PostgreSQL, and holds every row, public page and answer against what it was.

    migrate.py      needs LANTAI_PROGRAM; starts a PostgreSQL server of its own

Records are brought into every state (../rebuild/rebuild.py), the public site is crawled in both languages, the server stops,
`lantai migrate` runs. Before that, copies of the home are moved with the program killed: when it has said that a table is
done, and at each of the last calls that make something durable (../strace/plug.c). After each kill the archive must answer
from its file or, all done, from PostgreSQL; run again, the move must come to its end.
"""
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE), os.path.join(os.path.dirname(HERE), "rebuild"),
                os.path.join(os.path.dirname(HERE), "strace")]
import rebuild  # noqa: E402
from corridor import Wrong  # noqa: E402
from kill import tracer  # noqa: E402
from server import Postgres  # noqa: E402

PROGRAM = os.environ["LANTAI_PROGRAM"]
OWN = {"claim", "commit_mark"}


def of_file(path):
    """Every row of the file: table -> sorted rows. Read by Python's own SQLite."""
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    answer = {}
    for table, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        cursor = database.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        answer[table] = sorted(told(dict(zip(names, row))) for row in cursor)
    database.close()
    return answer


def of_schema(postgres, schema):
    """The same of a schema, read by psql."""
    tables = postgres.lines(f"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}'")
    names = sorted({each["tablename"] for each in tables} - OWN)
    answers = postgres.many([f'SELECT * FROM "{name}"' for name in names], schema)
    return {name: sorted(told(row) for row in rows) for name, rows in zip(names, answers, strict=True)}


def told(row):
    return json.dumps({name: "\\x" + value.hex() if isinstance(value, bytes) else value for name, value in row.items()},
                      sort_keys=True, ensure_ascii=False)


class Trial:
    """A copy of the home, moved into a schema of its own."""

    def __init__(self, folder, home, postgres, schema):
        self.postgres, self.schema = postgres, schema
        self.home = os.path.join(folder, schema)
        shutil.copytree(home, self.home)

    def environment(self):
        return {**os.environ, "LANTAI_HOME": self.home, "LANG": "C.UTF-8"}

    def run(self, *words, before=()):
        return subprocess.run([*before, PROGRAM, *words], env=self.environment(), capture_output=True, text=True)

    def target(self):
        return f"{self.postgres.url}?schema={self.schema}"

    def killed_after(self, table):
        """Killed when it has said so many tables are done."""
        process = subprocess.Popen([PROGRAM, "migrate", "--to", self.target()], env=self.environment(), text=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(table):
            process.stderr.readline()
        process.kill()
        process.wait()
        process.stderr.close()

    def is_moved(self):
        with open(os.path.join(self.home, "database"), encoding="utf-8") as file:
            return file.read().startswith("postgres")

    def check(self, answers, tables, place):
        """After a kill: all from the file or all from PostgreSQL; then moved to the end."""
        was_moved = self.is_moved()
        if was_moved:
            compare(tables, of_schema(self.postgres, self.schema), place)
        else:
            found = self.run("find", "--staff", "--json", "--limit", "1000", "--sort", "code")
            # The one moment between two files: the settings say the new place already, and the words say what to do.
            if found.returncode != 0 and "lantai migrate" in found.stderr:
                pass
            elif found.returncode != 0 or found.stdout != answers:
                raise Wrong(f"{place}: the archive answers {found}", "half-done")
            # It was used in between: its public log may have grown.
            tables = of_file(os.path.join(self.home, "lantai.sqlite"))
        again = self.run("migrate", "--to", self.target())
        if was_moved != ("[migrate.already]" in again.stderr) or again.returncode != (1 if was_moved else 0):
            raise Wrong(f"{place}: run again: {again}")
        if not self.is_moved():
            raise Wrong(f"{place}: not moved", "half-done")
        for name in ("migrating", "lantai.sqlite", "lantai.sqlite-wal", "lantai.sqlite-shm"):
            if os.path.exists(os.path.join(self.home, name)):
                raise Wrong(f"{place}: {name} is left", "half-done")
        compare(tables, of_schema(self.postgres, self.schema), place)
        found = self.run("find", "--staff", "--json", "--limit", "1000", "--sort", "code")
        if found.stdout != answers:
            raise Wrong(f"{place}: moved, the archive answers {found}", "lost")
        shutil.rmtree(self.home)


def compare(before, after, place):
    if set(before) != set(after):
        raise Wrong(f"{place}: tables {sorted(set(before) ^ set(after))} are on one side only", "lost")
    for name in before:
        if before[name] != after[name]:
            odd = sorted(set(before[name]) ^ set(after[name]))[:4]
            raise Wrong(f"{place}: table {name}: {len(before[name])} rows, then {len(after[name])}: {odd}", "lost")


def kills(folder, home, postgres, answers, tables):
    """Kills at tables, and at the durable calls of the end; with `--every` at each of the last, else at every third."""
    every = "--every" in sys.argv[1:]
    count = 0
    for table in (1, 9, 20, 30, len(tables) - 1) if every else (1, 20, len(tables) - 1):
        trial = Trial(folder, home, postgres, f"table_{table}")
        trial.killed_after(table)
        if table == 20 and not trial.is_moved():
            # What stands there and differs is not taken for done.
            tamper(postgres, trial.schema)
        trial.check(answers, tables, f"killed after {table} tables")
        count += 1
    plug = tracer(folder)
    whole = Trial(folder, home, postgres, "whole")
    report = os.path.join(folder, "report")
    done = whole.run("migrate", "--to", whole.target(), before=[plug, "-o", report, "-u", whole.home, "--"])
    with open(report, encoding="utf-8") as file:
        calls = int(file.read().split()[0])
    if done.returncode != 0 or calls < 18:
        raise Wrong(f"a whole move under the plug, {calls} calls: {done}")
    shutil.rmtree(whole.home)
    early = random.Random(calls).sample(range(1, calls - 12), 3 if every else 1)
    for call in [*sorted(early), *range(calls - 12, calls + 1, 1 if every else 3)]:
        trial = Trial(folder, home, postgres, f"call_{call}")
        trial.run("migrate", "--to", trial.target(), before=[plug, "-o", report, "-u", trial.home, "-k", str(call), "--"])
        trial.check(answers, tables, f"killed at call {call} of {calls}")
        count += 1
    return count


def tamper(postgres, schema):
    done = subprocess.run(["psql", "--quiet", "--no-psqlrc", postgres.url, "--command",
                           f'UPDATE "{schema}".event SET facts = \'{{}}\' WHERE idx = 0'], capture_output=True, text=True)
    if done.returncode != 0:
        raise Wrong(f"the rows could not be altered: {done}")


def refused(home, postgres):
    """Told without the password, and the archive stays as it is."""
    def run(*words):
        return subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    for target, code in ((postgres.url.replace(":test@", ":guessed@"), "tables.unopened"), ("file.sqlite", "home.setting"),
                         (postgres.url + "?schema=public", "home.setting"), (postgres.url + "?schema=theirs", "tables.occupied")):
        if code == "tables.occupied":
            subprocess.run(["psql", "--quiet", "--no-psqlrc", postgres.url, "--command",
                            "CREATE SCHEMA theirs; CREATE TABLE theirs.t (n BIGINT)"], check=True, capture_output=True)
        answer = run("migrate", "--to", target)
        if answer.returncode != 1 or f"[{code}]" not in answer.stderr or "guessed" in answer.stderr:
            raise Wrong(f"migrate to {target}: {answer}")
    if run("find").returncode != 0:
        raise Wrong("the archive does not work after a refused move")


def main():
    folder = tempfile.mkdtemp(prefix="lantai-migrate-")
    os.environ["LANTAI_HOME"] = home = os.path.join(folder, "home")
    started = time.monotonic()
    try:
        with Postgres(folder) as postgres:
            with rebuild.Server() as server:
                withdrawn, numbers = rebuild.every_state(folder)
                rebuild.settled(server)
                starts = ["/", "/fonds", "/search", "/api/v1/find?limit=5", "/nothing"]
                pages = rebuild.crawl(server, starts, filters=0)
                commands = rebuild.told(numbers)
                print(f"{len(pages)} pages crawled; {time.monotonic() - started:.0f} s", flush=True)
                busy = subprocess.run([PROGRAM, "migrate", "--to", postgres.url], capture_output=True, text=True)
                if busy.returncode != 1 or "[home.locked]" not in busy.stderr:
                    raise Wrong(f"migrate beside a running server: {busy}")
            refused(home, postgres)
            tables = of_file(os.path.join(home, "lantai.sqlite"))
            count = kills(folder, home, postgres, commands["staff"], tables)
            print(f"killed {count} times on the way: nothing lost, nothing half-done; {time.monotonic() - started:.0f} s", flush=True)

            tables = of_file(os.path.join(home, "lantai.sqlite"))
            done = subprocess.run([PROGRAM, "migrate", "--json", "--to", postgres.url + "?schema=county"], capture_output=True,
                                  text=True)
            report = json.loads(done.stdout)["tables"]
            counts = {each["name"]: each["rows"] for each in report}
            if counts != {name: len(rows) for name, rows in tables.items()} or not all(each["equal"] for each in report):
                raise Wrong(f"the report: {report}")
            compare(tables, of_schema(postgres, "county"), "moved")
            compare(tables, of_file(os.path.join(home, "lantai.sqlite.before-migrate")), "the old file")
            with open(os.path.join(home, "lantai.yaml"), encoding="utf-8") as file:
                if ":test@" in file.read():
                    raise Wrong("the password was written into the settings")
            with rebuild.Server() as server:
                rebuild.settled(server)
                faults = [*rebuild.differences("page", pages, rebuild.crawl(server, starts, filters=0)),
                          *rebuild.differences("command", commands, rebuild.told(numbers))]
                if faults:
                    raise Wrong("\n".join(faults[:5]), "lost")
            rebuild.lantai("verify-ledger")
            rebuild.lantai("rebuild")
            faults = [*rebuild.differences("rebuilt command", commands, rebuild.told(numbers))]
            if faults:
                raise Wrong("\n".join(faults[:5]), "lost")
            if not withdrawn or len(pages) < 100:
                raise Wrong(f"too little was looked at: {len(pages)} pages")
            print(f"moved: {sum(counts.values())} rows of {len(counts)} tables the same, {len(pages)} public pages and "
                  f"{len(commands)} answers of commands too, and these again after a rebuild there; "
                  f"{time.monotonic() - started:.0f} s")
        return 0
    except Wrong as problem:
        print(problem)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
