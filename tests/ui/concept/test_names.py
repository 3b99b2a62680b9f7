"""The names beside the cloud, a list a kind, as a visitor counts one as a word and back again."""

import pytest
from streamlit.testing.v1 import AppTest

from core.keywords.lexicon.file import LexiconEntry
from core.services.lexicon import edit as service
from core.settings import get_settings
from core.ui.words_ko import common
from core.ui.words_ko import lexicon as t
from tests.support.app import texts


def _page() -> None:
    from dataclasses import replace

    from core.catalog import load_demo
    from core.keywords.corpus.filters import EVERYTHING
    from core.news.load import load_demo_news
    from core.services.concept.concept import build_concept
    from core.settings import get_settings
    from core.ui.concept.data import ShownConcept
    from core.ui.concept.names import names
    from core.ui.concept.saved.brief import brief

    demo = load_demo(get_settings())
    real = load_demo_news(get_settings())["group_3"][0]
    bodies = (
        "신곡 ‘여름’으로 돌아온다. 청량하다.", "새벽체육관에서 ‘여름’을 불렀다.", "‘여름’ 무대가 좋다.",
        "틱톡에 드라마 ‘겨울 정원’ 영상이 올라왔다.",
    )  # fmt: skip
    group = demo.get("group_3")
    articles = [replace(real, title=f"{group.name} 소식 {at}", body=f"{group.name} {body}") for at, body in
                enumerate(bodies)]  # fmt: skip
    concept = build_concept("group_3", {"group_3": articles}, "kiwi", filters=EVERYTHING)
    words = tuple(keyword.word for keyword in concept.keywords)
    shown = ShownConcept(group.name, "#000000", concept.summary, words, (), (concept,), "")
    names(shown)
    import streamlit as st

    st.caption(" / ".join(brief(shown, {group.id: group}).rests))
    st.caption(f"words: {' '.join(words)}")


def _open() -> AppTest:
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    return app


def _press(app: AppTest, key: str) -> AppTest:
    app = app.button(key=key).click().run()
    assert not app.exception and not app.error
    return app


def _keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def _words(app: AppTest) -> list[str]:
    return next(str(c.value) for c in app.caption if str(c.value).startswith("words:")).split()


@pytest.fixture
def app() -> AppTest:
    return _open()


COUNT, BACK = "concept.name.count.title.여름", "concept.name.back.title.여름"


def test_each_kind_has_its_list_with_counts(app):
    assert app.button_group(key="concept.names.kind").options == ["제목 2", "공연장 1", "플랫폼 1", "그룹 1"]
    assert app.button(key="concept.name.title.여름").label == "여름 · 3건"
    app = app.button_group(key="concept.names.kind").set_value("venue").run()
    assert {"concept.name.venue.새벽체육관", "concept.name.count.venue.새벽체육관"} <= _keys(
        app
    ) and COUNT not in _keys(app)
    app = app.button_group(key="concept.names.kind").set_value("group").run()
    assert t.NAMES_NEVER in texts(app) and not any(".count." in key for key in _keys(app)), "of no use there"
    assert "말에서 뺀 이름: 제목 2개, 공연장 1개, 플랫폼 1개, 그룹 1개" in texts(app), "the brief"


def test_a_name_is_counted_for_everybody_and_undone_with_one_click(app):
    assert "여름" not in _words(app)
    app = _press(app, COUNT)
    assert service.own_entries(get_settings()) == (LexiconEntry("counted", "여름", "title"),)
    assert f"{t.counted_name('여름')} {common.FOR_EVERYBODY}" in texts(app) and "여름" in _words(app)
    app = _press(app, "team.undo")
    assert service.own_entries(get_settings()) == () and t.named_again("여름") in texts(app)
    assert "여름" not in _words(app) and COUNT in _keys(app)


def test_what_was_counted_is_listed_with_the_way_back_after_a_reload(app):
    _press(app, COUNT)
    app = _open()
    assert "여름" in _words(app) and COUNT not in _keys(app)
    assert app.button(key="concept.name.title.여름").label == "여름 · 3건 · 낱말로 셈"
    assert "말에서 뺀 이름: 제목 1개, 공연장 1개" in texts(app)
    app = _press(app, BACK)
    assert service.own_entries(get_settings()) == () and COUNT in _keys(app) and "여름" not in _words(app)
