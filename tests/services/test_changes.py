"""Who changed what of what all share, and taking it back; of two at once the later hears who was first."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from core.access.acting import acting_as
from core.access.actor import LOCAL, ROLES, Actor
from core.catalog import load_real
from core.errors import AccessError, StudioError
from core.services import changes as service
from core.services.catalog import edit as catalog
from core.services.catalog import members
from core.services.concept.exclusions import change_exclusions, exclusions
from core.services.lexicon import edit as lexicon
from core.services.news import articles as news
from core.services.news.terms import change_terms, terms_of
from core.services.reference import sets as reference
from core.settings import Settings
from core.storage.changes import KINDS
from core.storage.news.articles import ArticleKey, Articles
from core.storage.news.retention import keep_days
from core.text.terms import Terms
from core.types import Article

MINA, JIO, BOSS = Actor("a1", "이민아", "analyst"), Actor("b2", "박지오", "analyst"), Actor("c3", "김대표", "admin")


@pytest.fixture(autouse=True)
def _news(settings: Settings) -> None:
    one = Article(
        "itzy", "청량한 컴백", "본문은 기록에 남지 않는다", "가람일보", date(2026, 3, 2), "https://a.example/1", "naver"
    )
    Articles(settings).keep("itzy", [one], filed=False)


def key(settings: Settings) -> ArticleKey:
    return Articles(settings).all()[0].key


def decision(settings: Settings) -> str:
    return Articles(settings).all()[0].decision


# Of each kind: a change, another one of the same thing, and what is so.
Act = Callable[[Settings], object]
WAYS: dict[str, tuple[Act, Act, Act]] = {
    "lexicon": (
        lambda s: lexicon.put(s, "stop", "가람미"),
        lambda s: lexicon.put(s, "facet", "가람미", "분위기"),
        lambda s: [one.kind for one in lexicon.own_entries(s) if one.word == "가람미"],
    ),
    "retention": (
        lambda s: news.set_keep_days(s, {"naver": 500}),
        lambda s: news.set_keep_days(s, {"naver": 400}),
        lambda s: keep_days(s, "naver"),
    ),
    "exclusions": (
        lambda s: change_exclusions(s, add=["한정판", "굿즈"]),
        lambda s: change_exclusions(s, remove=["굿즈"]),
        lambda s: sorted(exclusions(s)),
    ),
    "terms": (
        lambda s: change_terms(s, "itzy", Terms(("컴백",))),
        lambda s: change_terms(s, "itzy", Terms(("무대",))),
        lambda s: terms_of(s, "itzy"),
    ),
    "catalog": (
        lambda s: catalog.edit_group(s, "itzy", note="메모"),
        lambda s: catalog.edit_group(s, "itzy", note="다른 메모"),
        lambda s: load_real(s).get("itzy").note,
    ),
    "news": (
        lambda s: news.decide(s, {key(s): "out"}),
        lambda s: news.decide(s, {key(s): "in"}),
        decision,
    ),
    "choice": (
        lambda s: reference.choose_engine(s, "dlib"),
        lambda s: reference.choose_engine(s, "SFace"),
        lambda s: reference.team_choice(s)["engine"],
    ),
}


# Choosing an engine loads it.
TRIED = [pytest.param(kind, marks=pytest.mark.slow if kind == "choice" else ()) for kind in KINDS]


def test_every_kind_of_change_is_tried_here() -> None:
    assert set(WAYS) == set(KINDS)


@pytest.mark.parametrize("kind", TRIED)
def test_a_change_says_whose_it_is_and_is_taken_back_once(settings: Settings, kind: service.ChangeKind) -> None:
    make, _, now = WAYS[kind]
    before = now(settings)
    with acting_as(BOSS):
        make(settings)
    (change,) = service.changes(settings, [kind])
    assert (change.by, change.by_name, change.undone_by) == ("c3", "김대표", "")
    assert change.what or kind == "retention"  # which says it in its own words
    assert now(settings) != before
    with acting_as(Actor("e5", "최이사", "admin")):
        service.take_back(settings, change.number)
        with pytest.raises(AccessError, match="최이사님이 이미 되돌렸"):
            service.take_back(settings, change.number)
    assert now(settings) == before
    back, first = service.changes(settings, [kind])
    assert (back.by_name, first.undone_by) == ("최이사", "최이사")
    assert service.count(settings) == 2
    service.take_back(settings, back.number)  # taking back is a change, too
    assert now(settings) != before


@pytest.mark.parametrize("kind", TRIED)
def test_taking_back_is_offered_to_whom_it_is_not_refused(settings: Settings, kind: service.ChangeKind) -> None:
    make, _, _ = WAYS[kind]
    make(settings)
    for role in ROLES:
        (change, *_) = service.changes(settings, [kind])
        actor, refused = Actor("r", "누구", role), False
        with acting_as(actor):
            try:
                service.take_back(settings, change.number)
            except AccessError:
                refused = True
        assert service.may_take_back(actor, change) != refused, role


@pytest.mark.parametrize("kind", TRIED)
def test_what_was_changed_again_is_not_taken_back_and_who_did_is_named(
    settings: Settings, kind: service.ChangeKind
) -> None:
    make, again, now = WAYS[kind]
    with acting_as(BOSS):
        make(settings)
        first = service.changes(settings, [kind])[0]
    with acting_as(Actor("e5", "최이사", "admin")):
        again(settings)
    stands = now(settings)
    with acting_as(BOSS), pytest.raises(StudioError, match="최이사님이"):
        service.take_back(settings, first.number)
    assert now(settings) == stands
    assert not service.changes(settings, [kind])[-1].undone_by


def test_who_may_not_make_a_change_may_not_take_it_back(settings: Settings) -> None:
    reference.choose_engine(settings, "dlib")
    change_exclusions(settings, add=["한정판"])
    word, choice = service.changes(settings)
    with acting_as(Actor("v", "보는이", "viewer")):
        assert [one.by_name for one in service.changes(settings)] == ["이 컴퓨터의 사용자"] * 2
        for one in (word, choice):
            with pytest.raises(AccessError, match="권한이 없습니다"):
                service.take_back(settings, one.number)
    with acting_as(MINA):
        service.take_back(settings, word.number)
        with pytest.raises(AccessError, match="모두의 기준"):
            service.take_back(settings, choice.number)
    assert not exclusions(settings) and reference.active_engine(settings) == "dlib"
    with pytest.raises(AccessError, match="지워졌습니다"):
        service.take_back(settings, 10**6)


def test_an_article_that_is_deleted_takes_its_changes_along(settings: Settings) -> None:
    news.decide(settings, {key(settings): "out"})
    change_exclusions(settings, add=["한정판"])
    (record,) = service.changes(settings, ["news"])
    assert record.what == "청량한 컴백"
    assert "본문" not in json.dumps([dict(record.before), dict(record.after), record.what], ensure_ascii=False)
    news.forget(settings, "itzy")
    assert [one.kind for one in service.changes(settings)] == ["exclusions"]


def test_a_whole_file_of_words_is_one_change_and_comes_back(settings: Settings) -> None:
    lexicon.put(settings, "term", "가람미")
    with acting_as(MINA):
        lexicon.upload(settings, "terms: [가나다, 라마바]\nstop: [어쩌고]".encode())
    service.take_back(settings, service.changes(settings)[0].number)
    assert [one.word for one in lexicon.own_entries(settings)] == ["가람미"]


def test_changes_of_one_group_and_of_several_come_back_together(settings: Settings) -> None:
    with acting_as(MINA):
        catalog.merge_groups(settings, "itzy", "twice")
    (change,) = service.changes(settings, ["catalog"])
    assert set(change.after) == {"itzy", "twice"}
    service.take_back(settings, change.number)
    assert not load_real(settings).get("itzy").merged_into


# Two at once, each from what they saw before the other changed it.


def test_two_words_both_come_in_and_one_word_names_who_was_first(settings: Settings) -> None:
    seen = lexicon.own_entries(settings)
    with acting_as(MINA):
        lexicon.put(settings, "stop", "가람미", seen=seen)
    with acting_as(JIO):
        lexicon.put(settings, "term", "나래미", seen=seen)
        with pytest.raises(StudioError, match="‘가람미’는 그사이 이민아님이 먼저"):
            lexicon.put(settings, "facet", "가람미", "분위기", seen=seen)
        with pytest.raises(StudioError, match="이민아님이"):
            lexicon.take_out(settings, "가람 미", seen=seen)
        with pytest.raises(StudioError, match="먼저 바꾸었습니다"):
            lexicon.upload(settings, "terms: [가나다]".encode(), seen=seen)
        lexicon.take_out(settings, "가람미", seen=lexicon.own_entries(settings))
    assert [one.word for one in lexicon.own_entries(settings)] == ["나래미"]


def test_words_left_out_by_two_are_all_left_out(settings: Settings) -> None:
    for who, word in ((MINA, "한정판"), (JIO, "굿즈")):
        with acting_as(who):
            change_exclusions(settings, add=[word], seen={word: False})
    assert exclusions(settings) == {"한정판", "굿즈"}
    with acting_as(JIO), pytest.raises(StudioError, match="‘한정판’은 그사이 이민아님이"):
        change_exclusions(settings, add=["한정판", "예약"], seen={"한정판": False, "예약": False})
    assert exclusions(settings) == {"한정판", "굿즈"}


def test_words_that_choose_articles_are_not_written_over(settings: Settings) -> None:
    seen = terms_of(settings, "itzy")
    with acting_as(MINA):
        change_terms(settings, "itzy", Terms(("컴백",)), seen)
    with acting_as(JIO):
        change_terms(settings, "itzy", Terms(("무대",)), seen)
        change_terms(settings, "itzy", Terms(("컴백",)), seen)  # what is there already
        change_terms(settings, "twice", Terms(("무대",)), Terms())
    assert (terms_of(settings, "itzy"), terms_of(settings, "twice")) == (Terms(("컴백", "무대")), Terms(("무대",)))


def test_two_fields_of_a_group_come_together_and_one_field_names_who_was_first(settings: Settings) -> None:
    seen = load_real(settings).get("itzy")
    person = seen.members[0]
    with acting_as(MINA):
        catalog.edit_group(settings, "itzy", note="메모", seen=seen)
        members.edit_member(settings, "itzy", person.id, name="새 이름", seen=person)
    with acting_as(JIO):
        catalog.edit_group(settings, "itzy", colour="#0072B2", note=seen.note, aliases=["있지야"], seen=seen)
        with pytest.raises(StudioError, match="메모는 그사이 이민아님이 먼저"):
            catalog.edit_group(settings, "itzy", note="다른 메모", seen=seen)
        with pytest.raises(StudioError, match="이름은 그사이"):
            members.edit_member(settings, "itzy", person.id, name="또 다른 이름", seen=person)
    now = load_real(settings).get("itzy")
    assert (now.note, now.colour, now.members[0].name) == ("메모", "#0072B2", "새 이름")


def test_a_decision_about_an_article_is_left_to_who_was_first(settings: Settings) -> None:
    seen: news.NewsDecisions = {key(settings): ""}
    with acting_as(MINA):
        news.decide(settings, {key(settings): "out"}, seen)
    with acting_as(JIO):
        wanted: news.NewsDecisions = {key(settings): "in"}
        assert not news.decide(settings, wanted, seen)
        assert news.decided_otherwise(settings, wanted) == (1, "이민아님이")
        assert news.decided_otherwise(settings, {key(settings): "out"}) == (0, "")
    assert decision(settings) == "out"


def test_oneself_in_another_window_is_not_called_by_name(settings: Settings) -> None:
    seen = load_real(settings).get("itzy")
    catalog.edit_group(settings, "itzy", note="메모", seen=seen)
    with acting_as(LOCAL), pytest.raises(StudioError, match="그사이 다른 화면에서 먼저"):
        catalog.edit_group(settings, "itzy", note="다른 메모", seen=seen)
