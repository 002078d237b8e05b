"""Objects to and from an S3 server (SeaweedFS, as for tests), against boto3 on the same machine: one at a time, and ours with 8 in
flight against boto3's one at a time. Both sign, both send a SHA-256."""
import json
import os
import subprocess

from house import CLONE, PROGRAM
from measure import Row

SINGLE, FLIGHT = 0.9, 3.0
SIZE, COUNT = 64 << 10, 400
LARGE, LARGE_COUNT = 64 << 20, 4
TURNS = 3

THEIRS = """
import boto3, hashlib, base64, json, sys, time
from botocore.config import Config
endpoint, size, count, turn = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="lantai",
                      aws_secret_access_key="lantai-secret",
                      config=Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"))
body = bytes(range(256)) * (size // 256)
client.list_objects_v2(Bucket="test", MaxKeys=1)
out = []
for verb in ("put", "get"):
    started = time.monotonic()
    for number in range(count):
        key = f"theirs/{turn}/{size}/{number}"
        if verb == "put":
            client.put_object(Bucket="test", Key=key, Body=body,
                              ChecksumSHA256=base64.b64encode(hashlib.sha256(body).digest()).decode())
        else:
            assert len(client.get_object(Bucket="test", Key=key)["Body"].read()) == size
    out.append(time.monotonic() - started)
print(json.dumps(out))
"""


def run(_bench):
    subprocess.run([os.path.join(CLONE, "script/bench-tools")], check=True)
    python = os.path.join(CLONE, ".build/bench-tools/venv/bin/python")
    servers = os.path.join(CLONE, "script/test-s3")
    started = subprocess.run([servers, "start"], check=True, capture_output=True, text=True).stdout
    endpoint = next(line.partition("=")[2] for line in started.splitlines() if line.startswith("export LANTAI_TEST_S3="))
    try:
        for name, size, count in (("64 KB", SIZE, COUNT), ("64 MB", LARGE, LARGE_COUNT)):
            # Once for nothing: the server makes its volumes with the first writes.
            ours(endpoint, "put", 8, size, 2, TURNS)
            cases = [(verb, flight) for verb in ("put", "get") for flight in ((1,) if size == LARGE else (1, 8))]
            theirs, best = {"put": [], "get": []}, {case: [] for case in cases}
            # Turn about, so that what the server's disk does besides strikes both; the best of each counts.
            for turn in range(TURNS):
                done = subprocess.run([python, "-c", THEIRS, endpoint, str(size), str(count), str(turn)], check=True,
                                      capture_output=True, text=True)
                for verb, seconds in zip(("put", "get"), json.loads(done.stdout)):
                    theirs[verb].append(seconds)
                for verb, flight in cases:
                    best[verb, flight].append(ours(endpoint, verb, count, size, flight, turn))
            for verb in ("put", "get"):
                for flight, goal in ((1, SINGLE), (8, FLIGHT)):
                    if (verb, flight) not in best:
                        continue
                    rate = count * size / min(best[verb, flight]) / 1e6
                    other = count * size / min(theirs[verb]) / 1e6
                    yield Row(f"s3 {verb} {name}, {flight} in flight", rate, "MB/s", held_against=f"boto3 {other:,.1f}",
                              ratio=rate / other, goal=f">= {goal}", ok=rate >= goal * other)
    finally:
        subprocess.run([servers, "stop"], check=True)


def ours(endpoint, verb, count, size, flight, turn):
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "lantai", "AWS_SECRET_ACCESS_KEY": "lantai-secret"}
    done = subprocess.run([PROGRAM, "__s3", endpoint, "test", verb, str(count), str(size), str(flight), str(turn)], check=True,
                          capture_output=True, text=True, env=environment)
    return float(done.stdout)
