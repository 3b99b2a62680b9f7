"""Where the keyboard goes on after a press has drawn the pressed control anew, moved it or taken it away."""

from collections.abc import Sequence
from pathlib import Path

from core.ui.browser_script import component

_mount = component("studio_focused", Path(__file__).parent / "focused.js")


def focus_on(keys: Sequence[str], count: int) -> None:
    """The first of these controls that can be used, once whenever count is another; called after they were drawn, in
    every run. Nothing is seen of it."""
    _mount(key="focused", data={"keys": list(keys), "count": count})
