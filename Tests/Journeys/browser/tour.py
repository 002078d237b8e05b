"""All kinds of pages, each seen by somebody whose page it is."""
import os
import shutil
import time

from corridor import Wrong, make_package
from keyboard import Keyboard
from walk import CODE, WORD

HELP = ("ten-minutes", "pack", "receive", "return", "describe-and-open", "find", "manual")
# Pages with every kind of control, on which each is met by Tab.
BY_KEYBOARD = {"help: ten-minutes", "search", "record", "record in the viewer", "upload form", "editor", "handover form",
               "opening decision", "entries of a transfer"}


class Beside:
    """Transfers that do not go the straight way: returned and sent again, quarantined, stuck."""

    def __init__(self, place):
        self.place = place
        self.returned = self.receive("returned", "--fault", "digest")
        self.again = self.receive("awaiting", supersedes=self.returned["number"])
        self.alone = self.receive("returned", "--fault", "digest", "--seed", "alone")
        self.quarantined = self.receive("quarantined", "--fault", "secret")
        self.stuck = self.receive("awaiting", "--seed", "stuck")
        self.lose_staging()

    def receive(self, state, *options, supersedes=None):
        package = make_package(os.path.join(self.place.folder, f"{len(self.place.accessions())}.zip"), "--records", "2",
                               *options)
        self.place.run("receive", package, "--wait", *(["--supersedes", supersedes] if supersedes else []))
        newest = max(self.place.accessions(), key=lambda each: each["number"])
        if newest["state"] != state:
            raise Wrong(f"a package made with {options} is {newest['state']}, not {state}")
        return {**newest, "path": "/desk/accessions/" + newest["id"]}

    def lose_staging(self):
        """Somebody cleaned up the folder in which accepted bytes wait: keeping them parks, and waits for people."""
        shutil.rmtree(os.path.join(self.place.home, "scratch/staging", self.stuck["id"], "files"))
        for side, name in (("sending", "李建国"), ("receiving", "王秀兰")):
            self.place.must("handover", self.stuck["number"], "--sign", side, "--name", name)
        last = time.monotonic() + 180
        while not self.place.rows(f"SELECT 1 FROM parked WHERE subject = '{self.stuck['id']}'"):
            if time.monotonic() > last:
                raise Wrong("work that cannot be done was not parked")
            time.sleep(0.1)


def pages(walk):
    """account → (path, name). `None` is somebody who is not signed in."""
    beside = Beside(walk.place)
    returned, again, quarantined = beside.returned["path"], beside.again["path"], beside.quarantined["path"]
    accession = f"/desk/accessions/{walk.accession}"
    unit = walk.place.rows(f"SELECT id FROM unit WHERE code = '{CODE}'")[0][0]
    series = walk.place.rows(f"SELECT parent FROM unit WHERE code = '{CODE}'")[0][0]
    decision = walk.decision[len(walk.url):]
    account = walk.place.rows("SELECT id FROM account WHERE name = 'clerk'")[0][0]
    opened = "/desk/batches/" + decision.rsplit("/", 1)[1]
    return {
        None: [("/", "home"), (f"/search?q={WORD}", "search"), ("/search?q=nothing", "search with nothing found"),
               ("/search?from=1980&to=1995&sort=oldest", "search by years"), (f"/records/{walk.public_id}", "record"),
               (f"/records/{walk.public_id}/view?page=3&q={WORD}", "record in the viewer"),
               (f"/records/{walk.public_id}/view?page=3&size=1600&turn=1", "record in the viewer, turned"),
               (f"/records/{walk.public_id}/leaves", "all pages of a record"),
               ("/fonds", "fonds"), ("/ledger", "proofs"), ("/desk/sign-in", "sign-in"), ("/no/such/page", "not found"),
               ("/help", "help"), *((f"/help/{page}", f"help: {page}") for page in HELP)],
        "officer": [("/desk", "desk"), ("/desk/accessions", "accessions"), ("/desk/accessions/new", "upload form"),
                    ("/desk/pack", "packing"),
                    ("/desk/schemes", "scheme of the own agency"),
                    ("/desk/password", "password"), ("/desk/catalogue", "not this person's")],
        "archivist": [("/desk", "desk"), ("/desk/accessions", "all accessions"), (returned, "returned"),
                      (beside.alone["path"], "returned, not sent again"),
                      (returned + "/findings/0", "what a finding points at"),
                      (again, "sent again"), (again + "/compare", "two reports"),
                      (again + "/return", "returning by hand"), (again + "/handover", "handover form, not signed"),
                      (beside.stuck["path"], "stuck on the way to the stacks"),
                      (quarantined, "quarantined"), (accession, "accession"),
                      (f"/desk/accessions/new?supersedes={beside.returned['id']}", "upload again"),
                      (accession + "/handover", "handover form"), (accession + "/report", "report to print"),
                      (accession + "/units", "entries of a transfer"),
                      (accession + "/units?state=draft", "drafts of a transfer"),
                      ("/desk/catalogue/left-behind", "left unsaved by stopped accounts"),
                      ("/desk/catalogue", "catalogue"), (f"/desk/catalogue/{series}", "a category"),
                      (f"/desk/units/{unit}", "editor"), (f"/desk/units/{unit}/history", "history"),
                      (f"/desk/units/{unit}/view?page=2&size=1600", "entry in the viewer"),
                      (f"/desk/units/{unit}/leaves", "all pages of an entry"),
                      (f"/desk/catalogue/confirm?accession={walk.accession}", "confirming"),
                      ("/desk/search?q=X013", "staff search"), ("/desk/ledger", "ledger"),
                      ("/desk/schemes", "schemes of checks"), ("/desk/items", "items of the checks"),
                      ("/desk/items?stage=keeping", "items of the checks, of keeping"),
                      ("/desk/items/keeping", "opinions on items of keeping"), ("/desk/storage/viruses", "viruses, of what is kept"),
                      ("/desk/schemes/one?agency=", "a scheme"),
                      ("/desk/schemes/edit?agency=", "changing a scheme"),
                      ("/desk/rules", "rule book"), ("/desk/rules/edit", "changing the rule book"),
                      ("/desk/formats", "format policy"), ("/desk/formats/edit", "changing the format policy"),
                      ("/desk/storage/formats", "formats of the holdings"),
                      ("/desk/parked", "parked work"), ("/desk/storage", "storage"),
                      ("/desk/storage/cases", "cases of damage"), ("/desk/storage/media", "offline media"),
                      (walk.node, "a category of many"),
                      ("/desk/batches", "bulk acts"), ("/desk/search?q=灌区&fonds=J031", "staff search, narrowed"),
                      ("/desk/no/such/page", "not found, at the desk")],
        "reviewer": [("/desk/opening", "due for opening"), ("/desk/opening/unpublished", "open and not published"),
                     (f"/desk/opening/decide?unit={unit}", "opening decision"),
                     (f"/desk/opening/publish?unit={unit}", "publication"),
                     (f"/desk/opening/withdraw?unit={unit}", "withdrawal"), (decision, "decision"),
                     ("/desk/batches", "bulk acts, of a reviewer"), (walk.batch, "a batch undone"),
                     (opened, "a batch to undo"),
                     (f"/desk/units/{unit}", "entry, to read")],
        "sysadmin": [("/desk/accounts", "accounts"), ("/desk/accounts/new", "new account"),
                     (f"/desk/accounts/{account}", "an account"), ("/desk/settings", "settings"),
                     ("/desk/maintenance", "maintenance of the portal")],
        "security": [("/desk/incidents", "incidents"), ("/desk/permissions", "permissions")],
        "auditor": [("/desk/ledger", "ledger"), ("/desk/ledger/3", "an event of the ledger"), ("/desk/keys", "list of shortcuts"),
                    ("/desk/design", "components")],
    }


def tour(walk, pages, language, new=False, every=1):
    """Sees the pages, or with `new` only those not seen yet. The colours are the same in both languages, and of the second one in
    `every` is held to axe."""
    walk.eyes.dark = language == "zh"
    known = set(walk.eyes.pages) if new else set()
    place = 0
    for account, seen in pages.items():
        with walk.visiting(script=True) as visitor:
            if account:
                visitor.sign_in(account, walk.accounts[account])
            visitor.go(f"/?lang={language}")
            for path, name in seen:
                place += 1
                if name in known:
                    continue
                visitor.page.goto(walk.url + path)
                walk.eyes.look(visitor.page, f"{name}, {account or 'anybody'}, {language}", script=place % every == 0)
                if name in BY_KEYBOARD:
                    Keyboard(visitor).through()
