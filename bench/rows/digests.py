"""Digests of a large file, against openssl with the same algorithm, by processor time."""
from house import PROGRAM, big_file
from measure import Row, cpu_of

GOAL = 0.9


def run(_bench):
    megabytes = 1024
    path = big_file(megabytes)
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass
    for algorithm in ("sha256", "sha512", "sm3"):
        ours = rate([PROGRAM, "__digest", algorithm], path, megabytes)
        theirs = rate(["openssl", "dgst", "-" + algorithm], path, megabytes)
        yield Row(f"digest {algorithm}", ours, "MB/s of one core", held_against=f"openssl {theirs:,.0f}",
                  ratio=ours / theirs, goal=f">= {GOAL}", ok=ours >= GOAL * theirs)


def rate(words, path, megabytes):
    """The best of three, without what starting the program costs."""
    start = min(cpu_of([*words, "/dev/null"])[0] for _ in range(3))
    return megabytes / max(min(cpu_of([*words, path])[0] for _ in range(3)) - start, 1e-6)
