"""Pages of distinct published records, caches off, by wrk."""
import os
import re
import subprocess

from measure import Memory, Row, say

RATE, DISTINCT = 3000, 5000


def run(bench):
    records, place = bench.full_house()
    number = place.accessions()[0]["number"]
    say("opening and publishing")
    place.run("describe", "--accession", number, "--confirm", timeout=1800)
    place.run("open", "--accession", number, timeout=1800)
    place.run("publish", "--accession", number, "--level", "text", timeout=1800)
    addresses = public_pages(place, min(DISTINCT, records))
    listing = os.path.join(bench.folder, "addresses")
    with open(listing, "w", encoding="utf-8") as file:
        file.write("\n".join(addresses))
    script = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "pages.lua")
    with place.serving() as server, Memory(server.process.pid) as memory:
        words = ["wrk", "-t1", "-c32", "-d15s", "--latency", "-s", script, server.url]
        environment = {**os.environ, "ADDRESSES": listing}
        subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL)
        said = subprocess.run(words, env=environment, check=True, capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    yield Row(f"record page, {len(addresses)} distinct", rate, "pages/s", goal=f">= {RATE}",
              ok=rate >= RATE and not failed, p50=re.search(r"50%\s+(\S+)", said)[1], p99=re.search(r"99%\s+(\S+)", said)[1],
              failed=int(failed[1]) if failed else 0, server_mb=round(memory.own, 1))


def public_pages(place, wanted):
    addresses, after = [], None
    while len(addresses) < wanted:
        answer = place.must("find", "--json", "--limit", "1000", *(["--after", after] if after else []), "关于").json()
        addresses += ["/records/" + hit["id"] for hit in answer["hits"]]
        after = answer.get("next")
        if not after:
            break
    return addresses[:wanted]
