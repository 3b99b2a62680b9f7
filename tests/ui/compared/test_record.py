"""The record of changes on the pages: what it lists, and the way back."""

import pytest
from streamlit.testing.v1 import AppTest

from core.access.acting import acting_as
from core.access.actor import Actor, Role
from core.services import changes as service
from core.services.catalog import edit as catalog
from core.services.concept.exclusions import change_exclusions, exclusions
from core.services.lexicon import edit as lexicon
from core.services.news import articles as news
from core.services.news.terms import change_terms
from core.services.reference import sets as reference
from core.settings import Settings
from core.text.terms import Terms
from core.ui.words_ko import changes as t
from tests.support.app import press, texts

MINA = Actor("a1", "이민아", "analyst")


def _page() -> None:
    from core.ui.compared.record import changes_button

    changes_button("exclusions", "terms")


def test_days_of_keeping_are_said_as_days_and_not_as_numbers(settings: Settings) -> None:
    news.set_keep_days(settings, {"naver": 1200, "file": 30})
    (change,) = service.changes(settings, ["retention"])
    assert t.what_changed(change) == "넣은 파일: 지울 때까지 → 30일 · 네이버 뉴스: 90일 → 1,200일"


def test_the_record_lists_its_kinds_and_takes_back(settings: Settings) -> None:
    app = AppTest.from_function(_page, default_timeout=60).run()
    app = press(app, t.TITLE)
    assert t.NONE in texts(app) and not settings.database.exists()
    with acting_as(MINA):
        change_exclusions(settings, add=["한*정*판"])
    change_terms(settings, "itzy", Terms(("컴백",)))
    lexicon.put(settings, "term", "가람미")
    said = texts(app.run())
    assert "이민아 ·" in said and "뺌: 한*정*판" in said and "모두 있어야 함: 컴백" in said and "가람미" not in said
    app = app.button(key="changes.back.1").click().run()
    assert not exclusions(settings)
    said = texts(app)
    assert "되돌렸습니다" in said and "다시 셈: 한*정*판" in said
    assert [badge.value for badge in app.markdown if "되돌림" in str(badge.value)]
    change_terms(settings, "itzy", Terms(("무대",)))
    app = app.run().button(key="changes.back.2").click().run()
    assert "기사를 고르는 말은 그사이 다른 화면에서 먼저" in texts(app)


def test_every_kind_says_what_became_of_what(settings: Settings) -> None:
    lexicon.put(settings, "stop", "가람미")
    catalog.add_group(settings, "새 그룹", ["하나"])
    catalog.edit_group(settings, "itzy", note="메모")
    catalog.reset_group(settings, "itzy")
    catalog.merge_groups(settings, "itzy", "twice")
    reference.activate(settings, reference.DEMO)
    change_exclusions(settings, add=list("가나다라마"))
    change_terms(settings, "itzy", Terms(("컴백",)))
    change_terms(settings, "itzy", Terms())
    found = service.changes(settings)
    assert [(one.what, t.what_changed(one, service.changed_fields(settings, one))) for one in found] == [
        ("있지", "모든 기사를 읽음"),
        ("있지", "모두 있어야 함: 컴백"),
        ("가", "뺌: 가, 나, 다, 라 외 1개"),
        ("데모 그룹", "기준 사진 세트"),
        ("트와이스", "바뀐 것: 비교에 넣을지, 다른 그룹과 합침, 멤버, 다른 이름"),
        ("있지", "바뀐 것: 소개"),
        ("있지", "바뀐 것: 소개"),
        ("새 그룹", "목록에 넣음"),
        ("가람미", "넣음: 가람미(세지 않는 말)"),
    ]


@pytest.mark.parametrize("role", ["viewer", None])
def test_who_may_not_take_back_is_offered_no_way(
    settings: Settings, role: Role | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_exclusions(settings, add=["한정판"])
    app = AppTest.from_function(_page, default_timeout=60)
    with acting_as(Actor("v", "보는이", role)):
        monkeypatch.setattr("core.access.acting._find", lambda: Actor("v", "보는이", role))
        app.run()
        assert [b.label for b in app.button] == ([t.TITLE] if role else [])
        if role:
            app.button(key="changes.exclusions.terms").click().run()
            assert t.TAKE_BACK not in [b.label for b in app.button]
