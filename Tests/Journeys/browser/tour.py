"""All kinds of pages, each seen by somebody whose page it is."""
import os

from corridor import Wrong, make_package
from walk import CODE, WORD


def refused(walk, fault, state):
    """The page of a transfer that is not accepted, for `fault`."""
    package = make_package(os.path.join(walk.place.folder, f"{fault}.zip"), "--records", "2", "--fault", fault)
    walk.place.run("receive", package, "--wait")
    for each in walk.place.accessions():
        if each["state"] == state:
            return "/desk/accessions/" + each["id"]
    raise Wrong(f"the package with the fault {fault} is not {state}: {walk.place.accessions()}")


def pages(walk):
    """account → (path, name). `None` is somebody who is not signed in."""
    returned, quarantined = refused(walk, "digest", "returned"), refused(walk, "secret", "quarantined")
    accession = f"/desk/accessions/{walk.accession}"
    unit = walk.place.rows(f"SELECT id FROM unit WHERE code = '{CODE}'")[0][0]
    series = walk.place.rows(f"SELECT parent FROM unit WHERE code = '{CODE}'")[0][0]
    decision = walk.decision[len(walk.url):]
    return {
        None: [("/", "home"), (f"/search?q={WORD}", "search"), ("/search?q=nothing", "search with nothing found"),
               ("/search?from=1980&to=1995&sort=oldest", "search by years"), (f"/records/{walk.public_id}", "record"),
               ("/fonds", "fonds"), ("/desk/sign-in", "sign-in"), ("/no/such/page", "not found")],
        "officer": [("/desk", "desk"), ("/desk/accessions", "accessions"), ("/desk/accessions/new", "upload form"),
                    ("/desk/password", "password"), ("/desk/catalogue", "not this person's")],
        "archivist": [("/desk", "desk"), ("/desk/accessions", "all accessions"), (returned, "returned"),
                      (quarantined, "quarantined"), (f"/desk/accessions/new?supersedes={returned[17:]}", "upload again"), (accession, "accession"),
                      (accession + "/handover", "handover form"), (accession + "/units", "entries of a transfer"),
                      ("/desk/catalogue", "catalogue"), (f"/desk/catalogue/{series}", "a category"),
                      (f"/desk/units/{unit}", "editor"), (f"/desk/units/{unit}/history", "history"),
                      (f"/desk/catalogue/confirm?accession={walk.accession}", "confirming"),
                      ("/desk/search?q=X013", "staff search"), ("/desk/ledger", "ledger"),
                      ("/desk/parked", "parked work"), ("/desk/no/such/page", "not found, at the desk")],
        "reviewer": [("/desk/opening", "due for opening"), (f"/desk/opening/decide?unit={unit}", "opening decision"),
                     (f"/desk/opening/publish?unit={unit}", "publication"),
                     (f"/desk/opening/withdraw?unit={unit}", "withdrawal"), (decision, "decision"),
                     (f"/desk/units/{unit}", "entry, to read")],
        "sysadmin": [("/desk/accounts", "accounts"), ("/desk/accounts/new", "new account")],
        "security": [("/desk/incidents", "incidents")],
        "auditor": [("/desk/ledger", "ledger")],
    }


def tour(walk, language, beside=False):
    """Sees all pages, or with `beside` only those that are not on the way."""
    for account, seen in pages(walk).items():
        with walk.visiting(script=True) as visitor:
            if account:
                visitor.sign_in(account, walk.accounts[account])
            visitor.go(f"/?lang={language}")
            for path, name in seen:
                if not beside or name not in walk.eyes.pages:
                    visitor.page.goto(walk.url + path)
                    visitor.look(f"{name}, {account or 'anybody'}, {language}")
