"""A PostgreSQL server of a journey's own (script/test-postgres), and homes whose rows are in a schema of it."""
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corridor import CLONE, Place  # noqa: E402


class Postgres:
    """Runs until the block ends; can be halted and started again meanwhile."""

    def __init__(self, folder):
        self.note = os.path.join(folder, "postgres-server")

    def __enter__(self):
        said = self.script("start")
        # Without its parameters: on this machine alone, as the program decides by itself.
        self.url = re.search(r"LANTAI_TEST_POSTGRES='([^'?]*)", said)[1]
        return self

    def __exit__(self, *_):
        self.script("stop")

    def script(self, verb):
        done = subprocess.run([os.path.join(CLONE, "script/test-postgres"), verb], capture_output=True, text=True,
                              env={**os.environ, "LANTAI_TEST_POSTGRES_NOTE": self.note})
        if done.returncode:
            sys.exit(f"test-postgres {verb}: {done.stdout}{done.stderr}")
        return done.stdout

    def halt(self):
        """As if its machine were lost."""
        self.script("halt")

    def again(self):
        self.script("again")

    def lines(self, query, schema="public"):
        """What the server answers, by its own program and not by ours: rows as JSON."""
        return self.many([query], schema)[0]

    def many(self, queries, schema):
        """The same for several at once."""
        # A line for each answer: the only quotes are a character that stands in no text.
        copies = [f"COPY (SELECT replace(json_agg(q)::text, E'\\n', '') FROM ({query}) AS q) TO STDOUT WITH "
                  "(FORMAT csv, QUOTE E'\\x01', FORCE_QUOTE *);" for query in queries]
        done = subprocess.run(["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", self.url], capture_output=True,
                              input=f'SET search_path = "{schema}";\n' + "\n".join(copies), text=True)
        if done.returncode:
            sys.exit(f"psql: {queries}: {done.stderr}")
        return [json.loads(line.strip("\x01") or "[]") for line in done.stdout.splitlines()]


class PostgresPlace(Place):
    def __init__(self, folder, server, schema):
        super().__init__(folder)
        self.postgres, self.schema = server, schema

    @property
    def url(self):
        return f"{self.postgres.url}?schema={self.schema}"

    def environment(self):
        return {**super().environment(), "LANTAI_DATABASE_KIND": "postgres", "LANTAI_DATABASE_URL": self.url}

    def rows(self, query):
        # The corridor asks SQLite in its own words here and there.
        query = query.replace("lower(hex(entry))", "encode(entry, 'hex')")
        return [tuple(row.values()) for row in self.postgres.lines(query, self.schema)]
