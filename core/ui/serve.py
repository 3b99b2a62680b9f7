"""Starts the studio's server: `python -m core.ui.serve [options of streamlit run]`, from any folder.

`--only my_debut`: that page alone, to whoever reaches it, without sign-in."""

import os
import sys

from core.settings import ROOT
from core.ui.words_ko.common import OPENS_ALONE

ONLY, PAGES, _UPLOAD_MB = "--only", ("my_debut",), "40"


def start(*options: str) -> None:
    """Does not return."""
    from streamlit.web import cli

    from core.ui.kit.fonts import ensure_static_font

    ensure_static_font()  # before Streamlit looks for its folder, and misses it in English
    cli.main(["run", str(ROOT / "streamlit_app.py"), *options], prog_name="streamlit")


def main() -> None:
    """With the options that were typed. Does not return."""
    start(*_options(sys.argv[1:]))


def _options(given: list[str]) -> list[str]:
    """What Streamlit is started with; which page is shown alone goes to the settings (`STUDIO_ONLY`)."""
    if ONLY not in given:
        return given
    at = given.index(ONLY)
    page = "".join(given[at + 1 : at + 2])
    if page not in PAGES:
        sys.exit(f"{OPENS_ALONE} {', '.join(PAGES)}")
    os.environ["STUDIO_ONLY"] = page
    return [*given[:at], *given[at + 2 :], "--server.maxUploadSize", _UPLOAD_MB]  # one photo


if __name__ == "__main__":  # not in the processes of jobs, which import the server's main module
    main()
