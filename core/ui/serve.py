"""Starts the studio's server: `python -m core.ui.serve [options of streamlit run]`, from any folder."""

import sys

from core.settings import ROOT


def start(*options: str) -> None:
    """Does not return."""
    from streamlit.web import cli

    from core.ui.kit.fonts import ensure_static_font

    ensure_static_font()  # before Streamlit looks for its folder, and misses it in English
    cli.main(["run", str(ROOT / "streamlit_app.py"), *options], prog_name="streamlit")


def main() -> None:
    """With the options that were typed. Does not return."""
    start(*sys.argv[1:])


if __name__ == "__main__":  # not in the processes of jobs, which import the server's main module
    main()
