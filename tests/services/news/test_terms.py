"""Which articles a group is searched for and read by: kept for the team, used by collections and concepts."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from core.errors import NewsError
from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.corpus.filters import Filters
from core.services.concept.concept import build_concept
from core.services.news import articles as news
from core.services.news import collect as news_collect
from core.services.news.terms import all_terms, change_terms, read_terms, terms_of
from core.settings import get_settings
from core.storage.database import Database
from core.storage.news.collection_log import Plan
from core.text.terms import EVERY_TEXT, Terms
from core.types import Article, silent
from core.web.fetcher import Fetcher
from tests.services.concept.test_filters import Tagger
from tests.services.news.test_news import SINCE, UNTIL, about
from tests.support.asking import LIMITS
from tests.support.fault_server import SkippingClock
from tests.support.news_material import numbered
from tests.support.news_server import HUB, NewsServer

STAGE = about(1, "그룹 있지, 새 무대")
STAGE_ONLY = Terms.read("무대", "", "주가")
SHARES = about(2, "그룹 있지, 주가 급등")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[NewsServer]:
    clock = SkippingClock()
    monkeypatch.setattr(news_collect, "Fetcher", partial(Fetcher, limits=LIMITS, clock=clock, sleep=clock.sleep))
    with NewsServer({"있지 ITZY": [STAGE, SHARES], "있지 ITZY 무대": [STAGE], "있지 ITZY 주가": [SHARES]}) as running:
        yield running


def test_terms_are_kept_group_by_group_and_taken_back() -> None:
    settings = get_settings()
    assert all_terms(settings) == {} and not settings.workspace.exists()
    change_terms(settings, "itzy", STAGE_ONLY, EVERY_TEXT)
    change_terms(settings, "twice", Terms.read(some="콘셉트, 앨범"), EVERY_TEXT)
    assert not change_terms(settings, "itzy", EVERY_TEXT, STAGE_ONLY)
    assert all_terms(settings) == {"twice": Terms(some=("콘셉트", "앨범"))} and not terms_of(settings, "itzy")


def test_of_two_who_change_them_at_once_both_get_their_way() -> None:
    settings = get_settings()
    change_terms(settings, "itzy", STAGE_ONLY, EVERY_TEXT)
    change_terms(settings, "itzy", Terms.read("무대", "안무", "주가"), STAGE_ONLY)
    kept = change_terms(settings, "itzy", Terms.read("무대, 컴백"), STAGE_ONLY)
    assert kept == terms_of(settings, "itzy") == Terms.read("무대, 컴백", "안무")
    with pytest.raises(NewsError, match="넣는 말이면서 빼는 말"):
        change_terms(settings, "itzy", Terms.read("무대", "", "주가, 안무"), STAGE_ONLY)
    assert terms_of(settings, "itzy") == kept


def test_signs_alone_are_refused_and_named() -> None:
    assert read_terms("★별, ", "", " ,, ") == Terms(every=("★별",))
    with pytest.raises(NewsError, match="‘★’"):
        read_terms("무대", "", "주가, ★")


@pytest.mark.parametrize("kept", ["[]", "{", '{"itzy": 3}', '{"itzy": {"any": ["가"]}}'])
def test_an_unreadable_entry_leaves_every_article(kept: str) -> None:
    Database(get_settings()).change_choice("news_terms", lambda _: kept)
    assert all_terms(get_settings()) == {}


@pytest.mark.parametrize(
    "terms",
    [
        Terms(some=("가나",) * 11),
        Terms(every=("가" * 41,)),
        Terms(("가 나",), (), ("가나",)),
        Terms(("ＴＷＩＣＥ",), (), ("twice",)),
    ],
)
def test_too_much_and_what_contradicts_itself_is_refused(terms: Terms) -> None:
    with pytest.raises(NewsError):
        change_terms(get_settings(), "itzy", terms, EVERY_TEXT)


@pytest.mark.parametrize("source", ["naver", "google_news"])
def test_a_collection_asks_for_them_and_leaves_out_what_is_unwanted(server: NewsServer, source: str) -> None:
    settings = server.settings(get_settings())
    change_terms(settings, "itzy", Terms.read(some="무대, 주가", without="급등"), EVERY_TEXT)
    plan = Plan(source, ("itzy",), SINCE, UNTIL)
    news_collect.collect(silent, settings, plan, HUB)
    ((report,),) = (one.groups for one in news_collect.reports(settings))
    assert (report.found, report.new, dict(report.left_out)) == (2, 1, {"unwanted": 1})
    assert [one.title for one in news.articles(settings)["itzy"]] == [STAGE.title]
    own = replace(plan, terms=Terms(every=("주가",)))
    news_collect.collect(silent, settings, own, HUB)
    assert len(news.articles(settings)["itzy"]) == 2, "a plan's own terms go before those of the group"
    assert news_collect.reports(settings)[0].plan == own, "and are gone on with"


def test_a_concept_reads_them_only_and_compares_with_what_is_read_of_others() -> None:
    def some(group: str, word: str, count: int) -> list[Article]:
        own = ("".join(chr(0xAC00 + (i * 37 + j * 101) % 11172) for j in range(24)) for i in range(count))
        bodies = [f"{word} {'주가' if i % 3 else '앨범'} {text}" for i, text in enumerate(own)]
        return [replace(numbered(group, i, body), title=f"소식 {i}", group=group) for i, body in enumerate(bodies)]

    found = {"여섯별": some("여섯별", "밤하늘", 12), "한빛결": some("한빛결", "청량", 9)}
    make = partial(build_concept, "여섯별", found, Tagger(), MemoryTokenCache())
    whole = make()
    read = make(filters=Filters(terms=(("여섯별", Terms(some=("앨범",))), ("한빛결", Terms(without=("앨범",))))))
    assert (whole.articles, whole.articles_of("한빛결")) == (12, 9)
    assert (read.articles, read.of, read.articles_of("한빛결"), read.others) == (4, 12, 6, ("한빛결",))
    assert sum(press.articles for press in read.presses) == 4
    assert {k.articles for k in read.keywords if k.word == "밤하늘"} == {4}
    assert not make(filters=Filters(terms=(("여섯별", Terms(every=("없는말",))),))).articles
