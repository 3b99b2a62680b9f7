"""Two visitors at one screen: what the one does stands after what the other does from a view of a while ago.

Of the words that are left out of concepts in test_concept.py."""

import pytest
from streamlit.testing.v1 import AppTest

from core.access.acting import acting_as
from core.access.actor import Actor
from core.services.catalog import edit
from core.services.lexicon import edit as lexicon
from core.services.news import articles as news
from core.services.news.terms import terms_of
from core.settings import get_settings
from core.storage.news.articles import Articles
from core.text.terms import Terms
from core.ui.news.state import View
from core.ui.words_ko import catalog as words
from core.ui.words_ko import common
from core.ui.words_ko import lexicon as lexicon_words
from core.ui.words_ko import news as news_words
from tests.pages.test_catalog_editor import click, field, get, view
from tests.pages.test_concept_lexicon import open_section as lexicon_section
from tests.pages.test_concept_news import open_section
from tests.support.app import labelled, press, texts
from tests.support.builders import article


def add_line(app: AppTest, label: str, line: str, start: str = "") -> None:
    own = field(app, label, start)
    own.set_value(f"{own.value}\n{line}")


@pytest.mark.slow
def test_both_save_the_group_that_they_opened_before():
    one, other = view("itzy"), view("itzy")
    add_line(one, words.ALIASES, "가나다")
    field(other, words.NOTE).set_value("다른 사람의 소개")
    add_line(other, words.ALIASES, "라마바")
    press(one, words.SAVE)
    other = press(other, words.SAVE)
    group = get("itzy")
    assert group.aliases[-2:] == ("가나다", "라마바") and group.note == "다른 사람의 소개"
    assert field(other, words.ALIASES).value.splitlines() == list(group.aliases), "the newest is shown"


def test_what_another_took_away_stays_away():
    edit.edit_group(get_settings(), "itzy", aliases=["하나", "둘"], search=["셋", "넷"])
    one, other = view("itzy"), view("itzy")
    field(one, words.ALIASES).set_value("하나")
    field(one, words.SEARCH).set_value("넷")
    add_line(other, words.SEARCH, "다섯")
    press(one, words.SAVE)
    press(other, words.SAVE)
    assert (get("itzy").aliases, get("itzy").search) == (("하나",), ("넷", "다섯"))


def test_who_has_typed_nothing_sees_the_newest():
    other = view("itzy")
    edit.edit_group(get_settings(), "itzy", note="새 소개")
    assert field(other.run(), words.NOTE).value == "새 소개"


def test_both_change_the_member_whose_entry_they_opened():
    one, other = (click(view("itzy"), "member.open.itzy.예지") for _ in range(2))
    place = "member.itzy.예지"
    for app, line in ((one, "예지양"), (other, "예지님")):
        add_line(app, words.ALIASES, line, place)
    click(one, f"{place}.save")
    click(other.run(), f"{place}.save")
    member = get("itzy").members[0]
    assert set(member.aliases) >= {"예지양", "예지님"}


def test_both_choose_which_articles_are_read_from_lines_drawn_before():
    one, other = (open_section(view=View.COLLECT) for _ in range(2))
    labels = [label for label, _ in news_words.TERMS_FIELDS.values()]
    labelled(one.text_input, labels[1]).input("안무")
    labelled(other.text_input, labels[2]).input("주가")
    press(one, news_words.TERMS_GO)
    other = press(other, news_words.TERMS_GO)
    both = Terms(some=("안무",), without=("주가",))
    assert terms_of(get_settings(), "itzy") == both
    assert news_words.terms_kept("있지", both, merged=True) in texts(other)
    assert labelled(other.text_input, labels[1]).value == "안무", "the newest is shown"
    other = press(other, common.UNDO)
    assert terms_of(get_settings(), "itzy") == Terms(some=("안무",)), "what the other one did stays"
    labelled(other.text_input, labels[0]).input("무대, ★")
    other = press(other, news_words.TERMS_GO)
    assert "‘★’" in " ".join(str(e.value) for e in other.error)
    assert labelled(other.text_input, labels[0]).value == "무대, ★", "to be mended"


def test_to_undo_ones_own_decision_takes_back_nobody_elses(monkeypatch):
    from core.ui.news import articles as news_list

    settings = get_settings()
    found = [article(f"있지 {n} 예지", "예지와 리아", group="itzy", source="file") for n in range(2)]
    Articles(settings).keep("itzy", found, filed=True)
    # AppTest cannot pick rows of a table.
    monkeypatch.setattr(news_list, "_table", lambda shown, reasons: [0, 1] if len(shown) > 1 else [])
    app = press(open_section(), news_words.decide(2, use=False))
    key = next(one.key for one in news.filed(settings))
    news.decide(settings, {key: ""})
    news.decide(settings, {key: "in"})
    app = press(app, news_words.UNDO)
    assert sorted(one.decision for one in news.filed(settings)) == ["", "in"] and news_words.undone(1) in texts(app)


MINA = Actor("a1", "이민아", "analyst")


def test_one_word_that_two_add_names_who_was_first():
    app = lexicon_section(with_news=False)
    with acting_as(MINA):
        lexicon.put(get_settings(), "stop", "가람미")
        lexicon.put(get_settings(), "term", "나래미")
    labelled(app.text_input, lexicon_words.WORD).set_value("가람미")
    app = click(app, "lexicon.add")  # as a concept word, from a page that was drawn before
    assert "‘가람미’는 그사이 이민아님이 먼저" in texts(app)
    assert {one.kind for one in lexicon.own_entries(get_settings())} == {"stop", "term"}
    app = click(app, "lexicon.add")  # what is so now was seen
    assert "facet" in [one.kind for one in lexicon.own_entries(get_settings())]


def test_a_decision_that_another_made_first_stays_and_is_said(monkeypatch):
    from core.ui.news import articles as news_list

    settings = get_settings()
    Articles(settings).keep("itzy", [article("있지 예지", "예지와 리아", group="itzy", source="file")], filed=True)
    monkeypatch.setattr(news_list, "_table", lambda shown, reasons: [0] if shown else [])
    app = open_section()
    (one,) = news.filed(settings)
    with acting_as(MINA):
        news.decide(settings, {one.key: "in"})
    app = press(app, news_words.decide(1, use=False))
    assert news_words.decided_before(1, "이민아님이") in texts(app)
    assert [one.decision for one in news.filed(settings)] == ["in"]
