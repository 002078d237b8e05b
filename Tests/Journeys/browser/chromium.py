"""Where the browser is that the journeys drive."""
import shutil

# Debian's headless shell first: the same pages by the same engine, without the windows nobody sees, for two thirds of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def path():
    """The path of the browser; `None` where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
