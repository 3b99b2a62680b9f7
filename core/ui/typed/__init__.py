"""Fields whose text the server has within a second, also while somebody goes on typing."""

from pathlib import Path

from core.ui.browser_script import component

_mount = component("studio_typed", Path(__file__).parent / "typed.js")


def send_while_typing(begin: str) -> None:
    """Of the controls on this page whose keys begin so; called once a run, nothing is seen of it."""
    _mount(key="typed", data={"class": begin})
