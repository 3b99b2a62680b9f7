"""Starts the studio for a company, with sign-in: `python -m core.ui.company [--first-admin MAIL] [options of streamlit
run]`, or `make server`. Settings: STUDIO_ADDRESS, STUDIO_OIDC_* and STUDIO_SIGN_IN_FILE."""

import argparse
import os
import sys
from urllib.parse import urlsplit

from core.errors import AccessError, StudioError
from core.files import keep_private
from core.services.people.provider import keep, missing, rules
from core.services.people.roles import has_admin
from core.settings import get_settings
from core.ui.serve import start
from core.ui.visits.visitor import LOOPBACK
from core.ui.words_ko import sign_in as t


def main() -> None:
    """Does not return. Exit 1 where something is missing, which is said with the next step."""
    parser = argparse.ArgumentParser(prog="python -m core.ui.company", description=__doc__)
    parser.add_argument("--first-admin", default="", metavar="MAIL", help="becomes an admin while there is none")
    asked, more = parser.parse_known_args()
    if asked.first_admin:
        os.environ["STUDIO_FIRST_ADMIN"] = asked.first_admin
        get_settings.cache_clear()
    keep_private()
    try:
        options = prepare()
    except StudioError as error:
        sys.exit(str(error))
    start(*options, *more)


def prepare() -> list[str]:
    """Write what Streamlit reads, say what there is to know. Returns the server's options. Raises StudioError."""
    settings = get_settings()
    auth, file = keep(settings), settings.sign_in_file.expanduser()
    if lacking := missing(auth):
        raise AccessError(t.lacking(lacking, file))
    found, address = rules(settings, auth), urlsplit(auth["redirect_uri"])
    _say(t.register(auth["redirect_uri"]))
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        _say(t.NOT_ENCRYPTED)
    if not has_admin(settings):
        if found.first_admin and "@" not in found.first_admin:
            raise AccessError(t.FIRST_ADMIN_NO_MAIL)
        _say(t.first_admin(found.first_admin) if found.first_admin else t.NO_ADMIN)
    return ["--server.fileWatcherType", "none", "--server.headless", "true", "--secrets.files", str(file),
            "--server.allowedHosts", address.hostname or ""]  # fmt: skip


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    main()
