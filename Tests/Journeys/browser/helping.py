"""The pages of help are held against the program: what they tell people to press is there."""
import glob
import os
import re

from corridor import CLONE, Wrong

FOLDER = os.path.join(CLONE, "docs/how-to")
# How a page of help marks what stands on a page of the program.
MARKS = {"zh-Hans": r"「([^」]+)」", "en": r"\*\*([^*]+)\*\*"}


def plain(text):
    """Without spaces, and with … for a number: 「确认…件」 is the button that says 确认24件."""
    return re.sub(r"[0-9][0-9,]*", "…", re.sub(r"\s+", "", text))


def words(seen, language):
    """All that pages in this language call their parts."""
    found = set()
    for eyes in seen:
        for text in eyes.called.get(language, ()):
            found |= {plain(text), *map(plain, re.split("[　:：]", text))}
    return found


def missing(text, mark, known):
    return [name for name in re.findall(mark, text) if plain(name) not in known]


def helping(seen):
    faults, counted = [], 0
    for language, mark in MARKS.items():
        known = words(seen, language)
        if len(missing("「没有的按钮」 **No such button**", mark, known)) != 1:
            raise Wrong("the look at the pages of help lets pass a button there is none of")
        for file in sorted(glob.glob(os.path.join(FOLDER, language, "*.md"))):
            with open(file, encoding="utf-8") as page:
                text = page.read()
            counted += len(re.findall(mark, text))
            faults += [f"{os.path.relpath(file, CLONE)}: nothing on any page is called {name}"
                       for name in missing(text, mark, known)]
    print(f"{counted} names of controls in the pages of help, {len(faults)} of them on no page", flush=True)
    return faults
