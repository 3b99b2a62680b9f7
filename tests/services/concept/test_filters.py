"""Filters of period, press, part of speech and words: on the group and on those it is compared with."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import NewsError
from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.analyzers.tokens import KINDS
from core.keywords.corpus import prepare
from core.keywords.corpus.filters import EVERYTHING, Filters
from core.services.concept.concept import build_concept, facet_profiles, network, sentences, trend, versus
from core.services.concept.exclusions import change_exclusions, exclusions
from core.settings import get_settings
from tests.support.builders import present
from tests.support.news_material import WORDS, Splitter, numbered

PRESSES = ["가람일보", "나루통신", "다솜연예"]


class Tagger(Splitter):
    """청량 and its like are roots, everything else a noun."""

    version = "test-kinds"

    def split(self, text):
        for token in super().split(text):
            yield token._replace(kind="root") if token.word in {"몽환", "청량"} else token


@pytest.fixture(scope="module")
def news():
    """Twelve articles a group, one a month, from three presses in turn."""
    found = {}
    for group, words in WORDS.items():
        own = words.split()
        found[group] = [
            replace(
                numbered(
                    group,
                    0,
                    f"{own[i % 3]} {own[(i + 1) % 3]} {i}차 {group}-{i * 7919} 앨범 소식 {chr(0xAC00 + 28 * i)}음",
                ),
                title=f"{group} {i * 104729} 소식",
                date=date(2025, 1 + i, 3),
                press=PRESSES[i % 3],
            )
            for i in range(12)
        ]
    return found


@pytest.fixture(scope="module")
def cache():
    return MemoryTokenCache()


@pytest.fixture
def build(news, cache):
    def make(filters=EVERYTHING, group="여섯별", **more):
        return build_concept(group, more.pop("news", news), Tagger(), cache, filters=filters, **more)

    return make


def test_period_counts_both_ends_and_holds_for_the_others_too(build):
    concept = build(Filters(since=date(2025, 2, 3), until=date(2025, 5, 3)))
    assert (concept.articles, concept.of) == (4, 12)
    assert concept.period == (date(2025, 2, 3), date(2025, 5, 3))
    assert concept.whole == (date(2025, 1, 3), date(2025, 12, 3))
    (own, *others) = facet_profiles(concept).values()
    assert {share.articles for share in own} | {s.articles for o in others for s in o} <= set(range(5))
    assert all(len(sentences(concept, k.word)) == k.articles for k in concept.keywords)


def test_an_undated_article_is_in_no_period(build, news):
    undated = {
        **news,
        "여섯별": [
            *news["여섯별"],
            replace(news["여섯별"][0], body="밤하늘 날짜 없는 다른 글", title="무제", date=None),
        ],
    }
    assert build(news=undated).articles == 13
    assert build(Filters(since=date(2020, 1, 1)), news=undated).articles == 12
    assert trend(build(news=undated), ["밤하늘"]).undated == 1


def test_presses_are_filtered_and_still_all_listed(build):
    concept = build(Filters(presses=frozenset({"나루통신"})))
    assert concept.articles == 4
    assert {e.article.press for e in sentences(concept, "앨범")} == {"나루통신"}
    assert [(p.press, p.articles) for p in concept.presses] == [(press, 4) for press in PRESSES]
    assert all(set(p.words) <= {k.word for k in concept.keywords} for p in concept.presses)


def test_a_press_outside_the_period_is_listed_with_none(build):
    concept = build(Filters(until=date(2025, 2, 28)))
    assert {p.press: p.articles for p in concept.presses} == {"가람일보": 1, "나루통신": 1, "다솜연예": 0}


def test_any_copy_lets_a_story_pass(build, news):
    story = news["여섯별"][0]
    copies = [*news["여섯별"], replace(story, press="늦은신문", date=date(2026, 1, 9))]
    late = build(Filters(since=date(2026, 1, 1)), news={**news, "여섯별": copies})
    assert (late.articles, late.duplicates, late.of) == (1, 1, 12)
    assert late.period == (date(2026, 1, 9), date(2026, 1, 9))
    assert build(Filters(presses=frozenset({"늦은신문"})), news={**news, "여섯별": copies}).articles == 1
    both = Filters(since=date(2026, 1, 1), presses=frozenset({"가람일보"}))
    assert build(both, news={**news, "여섯별": copies}).articles == 0, "one and the same copy has to pass both"


def test_parts_of_speech_and_exclusions_hide_words_and_move_no_figure(build):
    whole = {k.word: k for k in build().keywords}
    assert whole["몽환"].kind == "root" and whole["밤하늘"].kind == "noun"
    for filters, hidden in (
        (Filters(kinds=frozenset({"noun"})), {"몽환"}),
        (Filters(exclude=frozenset({"신스"})), {"신스"}),
    ):
        shown = {k.word: k for k in build(filters).keywords}
        assert shown == {word: k for word, k in whole.items() if word not in hidden}
        assert not any(word in build(filters).summary.text for word in hidden)


def test_a_filter_that_nothing_passes_is_said(build):
    nothing = build(Filters(since=date(2030, 1, 1)))
    assert (nothing.articles, nothing.keywords, nothing.period) == (0, (), None)
    assert "거르기를 넓혀" in nothing.reason
    assert nothing.summary.sentences == ()
    assert network(nothing).nodes == ()
    assert trend(nothing, ["밤하늘"]).periods == ()


def test_without_others_within_the_filter_no_figure_is_invented(build, news):
    old = {**news, "두물": [replace(a, date=date(2020, 1, 1)) for a in news["두물"]], "한빛결": []}
    concept = build(Filters(since=date(2025, 1, 1)), news=old)
    assert all(math.isnan(k.z) for k in concept.keywords) and "견줄 다른 그룹" in concept.reason


def test_sentences_of_names_and_of_words_nobody_counted(build):
    concept = build()
    assert len(sentences(concept, "여섯별")) == 12
    (found,) = sentences(concept, "여섯별-87109")
    assert found.sentence[found.start : found.end] == "여섯별-87109"
    assert sentences(concept, "없는말") == sentences(concept, " ") == []


def test_fiction_stands_beside_fiction_only(build, news):
    mixed = {**news, "두물": [replace(a, fictional=True) for a in news["두물"]]}
    assert build(news=mixed).others == ("한빛결",)
    assert build(group="두물", news=mixed).others == ()
    with pytest.raises(NewsError, match="견줄 수 없는"):
        versus("여섯별", "두물", mixed, Tagger(), MemoryTokenCache())


def test_two_groups_against_each_other_under_the_same_filters(news, cache):
    found = versus(
        "여섯별", "한빛결", news, Tagger(), cache, filters=Filters(until=date(2025, 6, 30), kinds=frozenset({"noun"}))
    )
    assert (found.one, found.other, found.articles) == ("여섯별", "한빛결", (6, 6))
    words = {w.word: w for w in found.words}
    assert words["밤하늘"].z > 0 > words["바다"].z
    assert "몽환" not in words
    with pytest.raises(NewsError, match="견줄 수 없는"):
        versus("여섯별", "여섯별", news, Tagger(), cache)


def test_the_views_need_no_analysis_again(news, cache, build):
    concept = build()
    prepare.forget()
    assert trend(concept, ["밤하늘", "여섯별"], "quarter").articles == (3, 3, 3, 3)
    assert {n.word for n in network(concept).nodes} >= {"밤하늘", "몽환", "신스"}
    assert facet_profiles(concept)["여섯별"] == concept.profile
    assert concept.articles_with(["밤하늘", "몽환", "신스"]) == 12


filters = st.builds(
    Filters,
    since=st.none() | st.dates(date(2024, 12, 1), date(2026, 1, 31)),
    until=st.none() | st.dates(date(2024, 12, 1), date(2026, 1, 31)),
    presses=st.frozensets(st.sampled_from(PRESSES)),
    kinds=st.frozensets(st.sampled_from(KINDS)),
    exclude=st.frozensets(st.sampled_from(["밤하늘", "몽환", "앨범"])),
)


@pytest.mark.slow
@given(filters)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_only_ever_take_away(build, chosen):
    concept = build(chosen)
    assert concept.articles <= concept.of == 12
    assert not chosen.exclude & {k.word for k in concept.keywords}
    assert all(not chosen.kinds or k.kind in chosen.kinds for k in concept.keywords)
    assert sum(trend(concept, []).articles) == concept.articles
    assert all(0 <= share.share <= 1 for share in concept.profile)
    wider = build(replace(chosen, presses=frozenset(), since=None))
    assert wider.articles >= concept.articles
    for keyword in concept.keywords:
        assert keyword.articles == len(sentences(concept, keyword.word)) == concept.articles_with([keyword.word])


def test_the_order_of_articles_and_groups_tells_nothing(build, news):
    turned = {group: found[::-1] for group, found in reversed(news.items())}
    here, there = build(), build(news=turned)
    assert here.keywords == there.keywords
    assert (here.summary, here.profile, here.presses, here.period) == (
        there.summary,
        there.profile,
        there.presses,
        there.period,
    )


def test_exclusions_are_kept_and_taken_back():
    studio = get_settings()
    assert exclusions(studio) == frozenset()
    assert not studio.database.exists(), "looking creates nothing"
    assert change_exclusions(studio, add=["몽환", " 앨범 ", ""]) == exclusions(studio) == {"몽환", "앨범"}
    assert change_exclusions(studio, add=["무대"], remove=["앨범", "없던 말"]) == exclusions(studio) == {"몽환", "무대"}


def test_an_unreadable_choice_excludes_nothing():
    from core.storage.database import Database

    for value in ("{", '{"a": 1}', "7"):
        Database(get_settings()).choose("concept.exclude", value)
        assert exclusions(get_settings()) == frozenset()


def test_a_form_that_takes_no_particle_is_quoted_whatever_the_analyzer_calls_it(news, cache):
    blue = {**news, "여섯별": [replace(a, body=a.body.replace("밤하늘", "푸른")) for a in news["여섯별"]]}
    concept = build_concept("여섯별", blue, Splitter(), cache)
    word = present(concept.keyword("푸른"))
    assert word.kind == "adjective"


def test_a_member_whose_name_is_a_word_speaks_for_no_facet(cache):
    from core.keywords.lexicon.lexicon import load_lexicon

    name = "화사"
    assert load_lexicon(get_settings()).facet(name) == "분위기"
    found = {
        "mamamoo": [numbered("mamamoo", i, f"마마무 화사가 노래했다 {i * 7919}") for i in range(6)],
        "twice": [numbered("twice", i, f"트와이스 무대 {i * 104729}") for i in range(6)],
    }
    concept = build_concept("mamamoo", found, Splitter(), cache)
    assert {n.name: n.articles for n in concept.names}[name] == concept.articles > 3
    assert len(sentences(concept, name)) == concept.articles
    assert trend(concept, [name]).shares[name] == (1.0,)
    mood = next(share for share in concept.profile if share.facet == "분위기")
    assert (mood.share, concept.articles_with([name]), concept.keyword(name)) == (0, 0, None)
