#!/usr/bin/env python3
"""Has siegfried tell what every file below FOLDER is, TIMES over: bench/identify-peer.py FOLDER TIMES

Prints a JSON line: files told, seconds of processor. Reading its signatures is not counted.
"""
import json
import os
import sys
import time

import pygfried


def main():
    folder, times = sys.argv[1], int(sys.argv[2])
    files = [os.path.join(above, name) for above, _, names in os.walk(folder) for name in sorted(names)]
    told(files[0])
    started = time.process_time()
    for _ in range(times):
        for file in files:
            told(file)
    print(json.dumps({"files": len(files) * times, "cpu": time.process_time() - started}))


def told(file):
    try:
        return pygfried.identify(file)
    except pygfried.GoError:
        # What it says of damaged containers.
        return None


main()
