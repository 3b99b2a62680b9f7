"""Which analyzer a person reads with: a setting that the browser remembers."""

import pytest
from streamlit.runtime.context import ContextProxy

from core.keywords.analyzers.table import ANALYZERS, BEST, DEFAULT
from core.ui.concept.state import ConceptPage
from core.ui.words_ko import concept as t
from tests.support.app import labelled, open_page, own, press, texts

pytestmark = pytest.mark.slow


def _used(app):
    return labelled(app.segmented_control, t.ANALYZER).value


def _with_cookie(monkeypatch, value):
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda self: {"studio_analyzer": value}))


@pytest.mark.parametrize(("kept", "address", "used"), [
    ("kiwi", {}, "kiwi"), ("kiwi", {"analyzer": "komoran"}, "komoran"), ("gone", {"group": "group_2"}, DEFAULT),
])  # fmt: skip
def test_a_visit_begins_with_what_the_browser_remembers_unless_the_address_says_more(monkeypatch, kept, address, used):
    monkeypatch.setattr("core.ui.concept.data.build_concept", _none)
    _with_cookie(monkeypatch, kept)
    app = open_page("concept", **address)
    assert _used(app) == used and own(app, ConceptPage).analyzer == ""


def _none(*_, **__):
    from core.errors import NewsError

    raise NewsError("Not what is tested.")


def test_the_better_one_is_one_click_away_and_is_remembered(monkeypatch):
    _with_cookie(monkeypatch, "kiwi")  # which starts faster; then the other is chosen
    app = open_page("concept")
    assert t.analyzed_with(ANALYZERS["kiwi"].title) in texts(app)
    app = labelled(app.segmented_control, t.ANALYZER).set_value(DEFAULT).run()
    assert own(app, ConceptPage).analyzer == DEFAULT and t.analyzed_with(ANALYZERS[DEFAULT].title) in texts(app)
    offer = t.better(ANALYZERS[BEST].title, ANALYZERS[BEST].measured, ANALYZERS[DEFAULT].measured)
    assert "정확하게" in offer
    app = press(app, offer)
    assert _used(app) == own(app, ConceptPage).analyzer == BEST
    assert offer not in [button.label for button in app.button]
