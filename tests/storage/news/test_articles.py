"""Articles on file: kept once, as long as their source may be kept, and gone without a trace."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import text

from core.errors import NewsError
from core.news.wikipedia import Background
from core.settings import Settings
from core.storage.database import Database
from core.storage.news.articles import ArticleKey, Articles
from core.storage.news.backgrounds import background_on_file, keep_background, remove_backgrounds
from core.storage.news.retention import LONGEST, choose_keep_days, keep_days
from core.text.bylines import cut_bylines
from core.types import Article

ONE = Article(
    "itzy", "있지, 새 앨범", "짧은 글", "가람일보", date(2026, 3, 2), "https://garam.kr/1", "naver",
    at=datetime(2026, 3, 2, 3, 4, tzinfo=UTC), tags=("있지", "예지"),
)  # fmt: skip
OWN = replace(ONE, source="bigkinds", link="", title="빅카인즈의 글", at=None, tags=(), date=None)


@pytest.fixture
def store(settings: Settings) -> Articles:
    return Articles(settings)


def age(settings: Settings, days: int) -> None:
    """Everything on file came so many days earlier."""
    then = datetime.now(UTC) - timedelta(days)
    with Database(settings).writing() as connection:
        for table in ("article", "background"):
            connection.execute(text(f"UPDATE {table} SET fetched = :then"), {"then": f"{then:%Y-%m-%d %H:%M:%S.%f}"})


def test_looking_for_articles_creates_nothing(settings: Settings, store: Articles) -> None:
    assert store.all() == [] and store.version() == "" and store.remove_over() == 0 and store.remove() == 0
    assert background_on_file(settings, "itzy") is None and remove_backgrounds(settings) == 0
    assert keep_days(settings, "naver") == 90 and not settings.workspace.exists()


def test_an_article_comes_back_as_it_was(store: Articles) -> None:
    assert store.keep("itzy", [ONE, OWN], filed=False) == 2
    assert {one.article for one in store.all("itzy")} == {ONE, OWN}
    first = next(one for one in store.all() if one.article == ONE)
    assert (first.filed, first.decision, first.key.source) == (False, "", "naver")
    assert timedelta(0) <= datetime.now(UTC) - first.fetched < timedelta(minutes=1)
    assert store.all("twice") == []


def test_fetched_again_it_is_kept_once_and_the_longer_body_stays(settings: Settings, store: Articles) -> None:
    store.keep("itzy", [ONE, ONE], filed=False)
    age(settings, 30)
    version = store.version()
    assert store.keep("itzy", [ONE, replace(ONE, body="짧")], filed=False) == 0
    assert store.version() == version, "nothing changed"
    longer = replace(ONE, title="고친 제목", body="훨씬 더 긴 글", link="http://www.garam.kr/1/?utm_source=x")
    assert store.keep("itzy", [longer], filed=True) == 0
    (found,) = store.all()
    assert found.article == longer and found.filed and store.version() != version
    assert (datetime.now(UTC) - found.fetched).days == 30, "its days count from the first time"
    assert store.keep("twice", [ONE], filed=False) == 1 and store.keep(
        "itzy", [replace(ONE, source="file")], filed=True
    )


def test_words_of_the_whole_article_come_to_the_one_on_file(settings: Settings, store: Articles) -> None:
    worded = replace(OWN, tags=("예지",), words=("무대", "앨범", "무대"))
    store.keep("itzy", [OWN], filed=False)
    assert store.keep("itzy", [worded], filed=False) == 0
    assert [one.article for one in store.all()] == [worded]
    assert store.keep("itzy", [OWN], filed=False) == 0 and [one.article for one in store.all()] == [worded]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40)), max_size=12))
@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_in_whatever_order_each_is_there_once_at_its_longest(
    store: Articles, came: list[tuple[int, int]]
) -> None:
    store.remove()
    for number, length in came:
        store.keep("itzy", [replace(ONE, link=f"https://garam.kr/{number}", body="글" * length)], filed=False)
    longest = {f"https://garam.kr/{number}": 0 for number, _ in came}
    for number, length in came:
        longest[f"https://garam.kr/{number}"] = max(longest[f"https://garam.kr/{number}"], length)
    assert {one.article.link: len(one.article.body) for one in store.all()} == longest


def test_a_person_decides_and_takes_it_back(store: Articles) -> None:
    store.keep("itzy", [ONE, OWN], filed=False)
    keys = {one.article.source: one.key for one in store.all()}
    store.decide({keys["naver"]: "out", ArticleKey("itzy", "naver", "nothing"): "in"})
    assert {one.article.source: one.decision for one in store.all()} == {"naver": "out", "bigkinds": ""}
    store.keep("itzy", [replace(ONE, body="더 긴 글이 왔다")], filed=False)
    assert next(one for one in store.all() if one.key == keys["naver"]).decision == "out"
    store.decide({keys["naver"]: ""})
    assert {one.decision for one in store.all()} == {""}


def test_what_is_over_is_not_given_and_then_removed_with_all_that_came_of_it(
    settings: Settings, store: Articles
) -> None:
    other = replace(ONE, title="남는 글", link="https://garam.kr/2", source="file")
    store.keep("itzy", [ONE, OWN, other], filed=False)
    keep_background(settings, "itzy", Background("있지", "5인조 그룹이다.", "https://ko.wikipedia.org/wiki/x"))
    database = Database(settings)
    hashes = {
        article.title: hashlib.sha256(cut_bylines(article.text).encode()).hexdigest() for article in (ONE, OWN, other)
    }
    database.keep_tokens({f"{tool}:{sha}": b"[]" for tool in ("okt-1", "kiwi-2") for sha in hashes.values()})
    age(settings, 90)
    assert len(store.all()) == 3 and background_on_file(settings, "itzy")
    age(settings, 92)
    assert {one.article.source for one in store.all()} == {"bigkinds", "file"}, "these have no end"
    version = store.version()
    assert store.remove_over() == 1 and store.version() != version and store.remove_over() == 0
    left = database.tokens([f"{tool}:{sha}" for tool in ("okt-1", "kiwi-2") for sha in hashes.values()])
    assert sorted(left) == sorted(f"{tool}:{hashes[a.title]}" for tool in ("okt-1", "kiwi-2") for a in (OWN, other))
    age(settings, 367)
    assert background_on_file(settings, "itzy") is None
    assert remove_backgrounds(settings, only_over=True) == 1 and len(store.all()) == 2


def test_a_longer_body_takes_the_tokens_of_the_shorter_along(settings: Settings, store: Articles) -> None:
    store.keep("itzy", [ONE], filed=False)
    key = f"okt-1:{hashlib.sha256(cut_bylines(ONE.text).encode()).hexdigest()}"
    Database(settings).keep_tokens({key: b"[]"})
    Database(settings).keep_prepared("of all articles", b"words")
    store.keep("itzy", [replace(ONE, body="더 긴 글이 왔다")], filed=False)
    assert Database(settings).tokens([key]) == {}
    assert Database(settings).prepared("of all articles") is None, "it holds words of the article that is gone"


def test_days_are_chosen_by_source(settings: Settings, store: Articles) -> None:
    store.keep("itzy", [ONE, OWN], filed=False)
    age(settings, 10)
    choose_keep_days(settings, {"bigkinds": 5})
    assert [one.article.source for one in store.all()] == ["naver"]
    choose_keep_days(settings, {"bigkinds": 0})
    assert len(store.all()) == 2 and (keep_days(settings, "wikipedia"), keep_days(settings, "file")) == (365, 0)
    for wrong in (-1, LONGEST + 1):
        with pytest.raises(NewsError):
            choose_keep_days(settings, {"naver": wrong})


def test_deleting_by_group_and_source(settings: Settings, store: Articles) -> None:
    for group in ("itzy", "twice"):
        store.keep(group, [ONE, OWN], filed=False)
        keep_background(settings, group, Background(group, "글", "https://ko.wikipedia.org/wiki/x"))
    assert store.remove("itzy", "naver") == 1 and store.remove(source="bigkinds") == 2
    assert [one.key.group for one in store.all()] == ["twice"]
    assert remove_backgrounds(settings, "itzy") == 1 and background_on_file(settings, "twice")
