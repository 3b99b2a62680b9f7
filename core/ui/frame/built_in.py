"""What Streamlit says in English and cannot be told otherwise is said in the page's language by a script of ours."""

from pathlib import Path

from core.ui.browser_script import component
from core.ui.words_ko.built_in import LANGUAGE, PHRASES, PLACES

_mount = component("studio_built_in", Path(__file__).parent / "built_in.js")


def translate() -> None:
    """Belongs on every page; nothing is seen of it but its work."""
    _mount(key="built_in", data={"language": LANGUAGE, "phrases": PHRASES, "places": PLACES})
