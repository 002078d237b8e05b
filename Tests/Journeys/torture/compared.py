"""Copies of an archive held against its own bytes, by other eyes than the program's."""
import hashlib
import json
import os
import re

from corridor import Wrong


def objects(root):
    """The folders of OCFL objects below `root`."""
    return [folder for folder, _, files in os.walk(root) if any(name.startswith("0=ocfl_object_") for name in files)]


def files(folder):
    """Paths in it, with digests."""
    found = {}
    for each, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(each, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def compare_object(here, there, version):
    """What is wrong with the copy of an object that is said to have its versions up to this one; `None` if nothing is.

    The archive works on meanwhile, so the object may have later versions here, and by now there too.
    """
    ours, theirs = files(here), files(there) if os.path.isdir(there) else {}

    def in_versions(path):
        match = re.match(r"v(\d+)/", path)
        return match and int(match[1]) <= version
    for path in sorted(filter(in_versions, ours.keys() | theirs.keys())):
        if ours.get(path) != theirs.get(path):
            return f"{path} {'differs' if path in theirs else 'is missing'}"
    roots = {ours.get(f"v{n}/inventory.json") for n in range(version, version + 100)} - {None}
    if theirs.get("inventory.json") not in roots:
        return "its inventory is not that of the version"
    return None


def compare(kept, copy, said):
    """`kept`: the folder of `stacks` and `ledger`; `said`: which version of each unit the program says the copy has."""
    by_unit = {}
    for folder in objects(os.path.join(kept, "stacks")):
        with open(os.path.join(folder, "inventory.json"), encoding="utf-8") as file:
            by_unit[json.load(file)["id"].rpartition(":")[2]] = os.path.relpath(folder, kept)
    for unit, version in said.items():
        if unit not in by_unit:
            raise Wrong(f"object {unit} is not where it should be", "lost")
        problem = compare_object(os.path.join(kept, by_unit[unit]), os.path.join(copy, by_unit[unit]), version)
        if problem:
            raise Wrong(f"the copy is said to have version {version} of {unit}: {problem}", "stale")
    ours, theirs = (files(os.path.join(root, "ledger")) for root in (kept, copy))
    for path, digest in theirs.items():
        if ours.get(path) != digest:
            raise Wrong(f"the copy of the ledger's file {path} is another one", "stale")
