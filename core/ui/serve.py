"""Starts the studio's server: `python -m core.ui.serve [options of streamlit run]`, from any folder."""

import sys

from core.settings import ROOT


def main() -> None:
    """Does not return."""
    from streamlit.web import cli

    cli.main(["run", str(ROOT / "streamlit_app.py"), *sys.argv[1:]], prog_name="streamlit")


if __name__ == "__main__":  # not in the processes of jobs, which import the server's main module
    main()
