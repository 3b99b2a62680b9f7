"""Opening the studio's pages without a browser."""

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from core.ui.kit.state import Part
from core.ui.words_ko import common as t

P = TypeVar("P", bound=Part)
ROOT = Path(__file__).resolve().parents[2]
# An AppTest looks through every installed package for components, half the time of most tests of a page. They do not
# change meanwhile.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def open_page(page: str | None = None, **codes: str) -> AppTest:
    """The running app, on its home page or on `pages/<page>.py`. codes: what the page's address says."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120).run()
    app.query_params.update(codes)
    return _sound(app.switch_page(f"pages/{page}.py").run() if page else app)


def _sound(app: AppTest) -> AppTest:
    assert not app.exception
    assert t.UNEXPECTED not in [error.value for error in app.error], "see the log: a page failed"
    return app


def by_way_of(app: AppTest, other: str, page: str) -> AppTest:
    """Leave for `pages/<other>.py` and come back to `pages/<page>.py`, as by the links at the side: without codes."""
    for name in (other, page):
        app.query_params.clear()
        app = _sound(app.switch_page(f"pages/{name}.py").run())
    return app


def own(app: AppTest, part: type[P]) -> P:
    """What a screen remembers of this visitor."""
    found: P = app.session_state["studio"].setdefault(part, part())
    return found


def texts(app: AppTest) -> str:
    """All words of the page, Markdown's escapes taken out."""
    kinds = (app.title, app.header, app.markdown, app.caption, app.warning, app.info, app.error, app.success)
    said = " ".join(str(element.value) for kind in kinds for element in kind)
    return said.replace("\\", "").replace("\u00a0", " ")


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button of that label."""
    return _sound(next(button for button in app.button if button.label.replace("\\", "") == label).click().run())


def labelled(elements: Any, label: str) -> Any:
    """The one control with this label; its key may change with what it shows."""
    return next(element for element in elements if element.label == label)
