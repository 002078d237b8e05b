#!/usr/bin/env python3
"""The corridor with its rows in PostgreSQL: from a transfer to a public hit, the server halted and started again meanwhile,
then a rebuild, killed on its way too, and what must be refused.

    postgres.py [--s3]      --s3: stacks and ledger in a bucket of the server of LANTAI_TEST_S3 besides

Starts a PostgreSQL server of its own, whose rows are read by psql; objects are validated by ocfl-py.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
from corridor import PROGRAM, Corridor, Wrong, codes_of, free_port, make_package, validator  # noqa: E402
from server import Postgres, PostgresPlace  # noqa: E402


class BucketPlace(PostgresPlace):
    """The same with its bytes in a bucket."""

    def environment(self):
        return {**super().environment(), "LANTAI_STORE_KIND": "s3", "LANTAI_STORE_S3_ENDPOINT": os.environ["LANTAI_TEST_S3"],
                "LANTAI_STORE_S3_BUCKET": "test", "LANTAI_STORE_S3_PREFIX": f"postgres-{os.getpid()}",
                "LANTAI_STORE_S3_ACCESS_KEY": "lantai", "LANTAI_STORE_S3_SECRET_KEY": "lantai-secret"}


def asked(server, path):
    """Status, headers and text of an answer, whatever it is."""
    try:
        with urllib.request.urlopen(server.url + path, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode(errors="replace")


def away(place, server):
    """The database server is lost under a running server: it says so in words, and goes on when it is back."""
    before = asked(server, "/")
    if before[0] != 200:
        raise Wrong(f"the first page: {before}")
    place.postgres.halt()
    for path in ("/", "/search?q=a", "/fonds", "/desk", "/api/v1/find?q=a", "/readyz"):
        status, headers, text = asked(server, path)
        if path == "/desk":
            # Nobody is signed in: the way to the sign-in page needs no rows.
            continue
        if status != 503:
            raise Wrong(f"{path} without a database: {status} {text[:500]}")
        if "127.0.0.1" in text or "lantai_c" in text:
            raise Wrong(f"{path} tells strangers where the database is: {text}")
        said = "web.no-database" in text or "discovery.unavailable" in text
        if path != "/readyz" and (not headers["Retry-After"] or not said):
            raise Wrong(f"{path} does not say what is wrong: {headers} {text[:500]}")
    if asked(server, "/healthz")[0] != 200:
        raise Wrong("the server does not live on without its database")
    refused = server.ask(["handover", "--json"], 60)
    if refused.status != 1 or "[tables.unreachable]" not in refused.err:
        raise Wrong(f"a command without a database: {refused}")
    place.postgres.again()
    last = time.monotonic() + 60
    while asked(server, "/readyz")[0] != 200 or asked(server, "/")[0] != 200:
        if time.monotonic() > last:
            raise Wrong(f"the server does not come back: {asked(server, '/')}")
        time.sleep(0.1)


def walk(place, package, codes, validate):
    corridor = Corridor(package, codes)
    for step in corridor.steps[:3]:
        place.must(*corridor.words(step, place))
    with place.serving() as server:
        # Work is under way when the database goes: what was signed is kept and described after it is back.
        place.must(*corridor.words("receiving", place))
        away(place, server)
        for step in corridor.steps[4:]:
            place.settle()
            place.must(*corridor.words(step, place))
        place.settle(until=lambda: corridor.public(place) == sorted(codes))
        found = corridor.check(place, validate)
    if os.path.exists(os.path.join(place.home, "lantai.sqlite")):
        raise Wrong("there is a database file in the home")
    return corridor, found


def people(place):
    return place.rows("SELECT name, password FROM account ORDER BY name")


def rebuilt(place, corridor, validate):
    """Made again, with the accounts of before; also when it was killed at some moments, and when all rows are gone."""
    accounts = people(place)
    place.must("rebuild")
    # One of these moments each: before the schemas change places, just after, while rows are made.
    for seconds in (0.05, 0.15, 0.3, 0.6, 1.0, 1.5):
        process = subprocess.Popen([PROGRAM, "rebuild"], env=place.environment(), cwd=place.folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        answer = place.run("find", "--json")
        # Half-made rows are never shown: refused, or (killed before anything, or after everything) whole.
        if answer.status == 0 and len(answer.json()["hits"]) < len(corridor.codes):
            raise Wrong(f"half-made rows after {seconds} s: {answer}", "half-done")
        place.must("rebuild")
        if people(place) != accounts:
            raise Wrong(f"other accounts after a rebuild that was killed after {seconds} s", "lost")
    if corridor.public(place) != sorted(corridor.codes):
        raise Wrong("after the rebuild other records are found", "lost")
    corridor.check_bytes(place, validate)
    drop(place)
    gone = place.run("find")
    if gone.status != 1 or "[tables.missing]" not in gone.err:
        raise Wrong(f"all rows are gone, and a command says {gone}")
    place.must("rebuild")
    if corridor.public(place) != sorted(corridor.codes):
        raise Wrong("after a rebuild without old rows other records are found", "lost")


def drop(place):
    for schema in (place.schema, place.schema + "_before_rebuild"):
        subprocess.run(["psql", "--quiet", "--no-psqlrc", place.postgres.url, "--command", f'DROP SCHEMA "{schema}" CASCADE'],
                       check=True, capture_output=True)


def refused(place):
    """The password is in no output and not in the settings; another archive's schema, another kind, a second writer."""
    said = place.must("settings").out
    with open(os.path.join(place.home, "lantai.yaml"), encoding="utf-8") as file:
        if "test@" in said or "test@" in file.read():
            raise Wrong("the password was printed or written")
    without = PostgresPlace(place.folder, place.postgres, place.schema)
    without.environment = lambda: {key: value for key, value in place.environment().items() if "DATABASE" not in key}
    without.must("find", "--json")
    secret = os.path.join(place.home, "keys", "database-password")
    os.chmod(secret, 0o644)
    answer = without.run("find", "--json")
    if answer.status != 1 or "chmod 600" not in answer.err:
        raise Wrong(f"a password file that everybody may read: {answer}")
    os.chmod(secret, 0o600)

    other = PostgresPlace(os.path.join(place.folder, "other"), place.postgres, place.schema)
    answer = other.run("init")
    if answer.status != 1 or "[tables.other-home]" not in answer.err:
        raise Wrong(f"a second archive in the same schema: {answer}")
    occupied = PostgresPlace(os.path.join(place.folder, "occupied"), place.postgres, "occupied")
    subprocess.run(["psql", "--quiet", "--no-psqlrc", place.postgres.url, "--command",
                    "CREATE SCHEMA occupied; CREATE TABLE occupied.theirs (n BIGINT)"], check=True, capture_output=True)
    answer = occupied.run("init")
    if answer.status != 1 or "[tables.occupied]" not in answer.err:
        raise Wrong(f"an archive in a schema with tables of others: {answer}")
    if occupied.rows("SELECT count(*) FROM occupied.theirs") != [(0,)]:
        raise Wrong("the tables of others were touched", "lost")
    without.environment = lambda: {**place.environment(), "LANTAI_DATABASE_KIND": "sqlite"}
    answer = without.run("find", "--json")
    if answer.status != 1 or "home.setting" not in answer.err:
        raise Wrong(f"the same home with a file: {answer}")

    copy = PostgresPlace(os.path.join(place.folder, "copy"), place.postgres, place.schema)
    shutil.copytree(place.home, copy.home)
    with place.serving():
        answer = copy.run("serve", "--port", str(free_port()), timeout=60)
        if answer.status != 1 or "[tables.held]" not in answer.err:
            raise Wrong(f"a copy of the home beside a running server: {answer}")
        place.must("find", "--json")
    shutil.rmtree(copy.home)


def made_again(place):
    """A making that was killed anywhere is begun anew in its schema."""
    for seconds in (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7):
        process = subprocess.Popen([PROGRAM, "init"], env=place.environment(), cwd=place.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if os.path.exists(os.path.join(place.home, "format")):
            break
    else:
        place.must("init")
    place.must("user", "list")
    if len(people(place)) != 7 or os.path.exists(os.path.join(place.home, "making")):
        raise Wrong(f"made after kills: {people(place)}")


def main():
    validate, started = validator(), time.monotonic()
    folder = tempfile.mkdtemp(prefix="lantai-postgres-corridor-")
    try:
        with Postgres(folder) as postgres:
            package = make_package(os.path.join(folder, "t.zip"), "--records", "12", "--seed", "postgres")
            codes = codes_of(package)
            if "--s3" in sys.argv:
                place = BucketPlace(os.path.join(folder, "place"), postgres, "city")
                walk(place, package, codes, lambda _: None)
                place.must("rebuild")
                print(f"rows in PostgreSQL, bytes in a bucket: {len(codes)} records public, rebuilt; "
                      f"{time.monotonic() - started:.0f} s")
                return 0
            place = PostgresPlace(os.path.join(folder, "place"), postgres, "city")
            corridor, found = walk(place, package, codes, validate)
            print(f"rows in PostgreSQL: {len(codes)} records public, {found['files']} files whole, {found['objects']} valid "
                  "objects, the server halted meanwhile", flush=True)
            rebuilt(place, corridor, validate)
            print("rebuilt, also after kills and without any rows: the same records and accounts", flush=True)
            refused(place)
            made_again(PostgresPlace(os.path.join(folder, "again"), postgres, "again"))
            print(f"refused what must be, made again after kills; {time.monotonic() - started:.0f} s")
        return 0
    except Wrong as problem:
        print(problem)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
