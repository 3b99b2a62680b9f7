"""Starts the studio's server: `python -m core.ui.serve [options of streamlit run]`.

As `streamlit run streamlit_app.py`, with trainings that go on before anybody opens a page.
"""

import sys

from core.services.training.supervisor import supervise
from core.services.upkeep import begin
from core.settings import ROOT, get_settings


def main() -> None:
    """Does not return."""
    from streamlit.web import cli

    begin(get_settings())
    supervise(get_settings())
    cli.main(["run", str(ROOT / "streamlit_app.py"), *sys.argv[1:]], prog_name="streamlit")


if __name__ == "__main__":  # not in the processes of jobs, which import the server's main module
    main()
