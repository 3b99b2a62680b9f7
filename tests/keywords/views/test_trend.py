from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.keywords.corpus.corpus import Corpus, select
from core.keywords.corpus.filters import Filters
from core.keywords.views.trend import MAX_PERIODS, RISE_ARTICLES, rise, trend
from core.text.near_duplicates import Folded
from tests.support.builders import article, present
from tests.support.news_material import selection

DAYS = [date(2026, 1, 30), date(2026, 1, 2), date(2026, 3, 31), None]
DOCUMENTS = ["몽환 신스", "신스", "몽환", "몽환"]


def test_months_have_shares_gaps_and_undated_articles_apart():
    found = trend(selection(DOCUMENTS, DAYS), ["몽환", "신스", "없는말"], "month")
    assert found.periods == ("2026-01", "2026-02", "2026-03")
    assert found.articles == (2, 0, 1)
    assert found.shares == {"몽환": (0.5, None, 1.0), "신스": (1.0, None, 0.0), "없는말": (0.0, None, 0.0)}
    assert (found.undated, found.by) == (1, "month")


def test_weeks_begin_on_monday_and_quarters_in_january():
    assert trend(selection(DOCUMENTS[:2], [date(2026, 3, 1), date(2026, 3, 2)]), [], "week").periods == (
        "2026-02-23",
        "2026-03-02",
    )
    ends = [date(2025, 12, 31), date(2026, 4, 1)]
    assert trend(selection(DOCUMENTS[:2], ends), [], "quarter").periods == ("2025-Q4", "2026-Q1", "2026-Q2")


def test_without_a_dated_article_there_is_no_period():
    found = trend(selection(["몽환"], [None]), ["몽환"])
    assert (found.periods, found.shares, found.undated) == ((), {"몽환": ()}, 1)


def test_a_day_far_off_by_mistake_makes_no_endless_chart():
    for by in ("week", "month", "quarter"):
        found = trend(selection(DOCUMENTS[:2], [date(1, 1, 1), date(9999, 12, 31)]), ["몽환"], by)
        assert len(found.periods) == 2 < MAX_PERIODS


def test_a_day_that_has_not_come_makes_no_period():
    days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 9, 1)]
    found = trend(select(selection(["몽환"] * 3, days).corpus, Filters(), days[1]), ["몽환"])
    assert (found.periods, found.undated) == (("2026-03",), 1)


def test_a_story_counts_where_the_first_paper_within_the_period_had_it():
    copies = (article(body="몽환", date=date(2026, 2, 3)), article(body="몽환", date=date(2026, 5, 1)))
    corpus = Corpus(
        (Folded(article(body="몽환", date=date(2026, 4, 1)), copies),),
        ("몽환",),
        ((),),
        ({"몽환": 1},),
        {},
        {"몽환": ((0, 0, 2),)},
        ((),),
        ({},),
    )
    assert trend(select(corpus, Filters()), ["몽환"]).periods == ("2026-02",)
    assert trend(select(corpus, Filters(since=date(2026, 3, 1))), ["몽환"]).periods == ("2026-04",)


def test_a_word_that_clearly_rises_is_found_with_its_figures():
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(40)]
    documents = ["앨범 몽환" if i >= 20 or i % 10 == 0 else "앨범" for i in range(40)]
    found = present(rise(selection(documents, days), ["앨범", "몽환"]))
    assert (found.word, found.since, found.before, found.after, found.articles) == ("몽환", days[20], 0.1, 1.0, 20)


def test_no_rise_without_evidence():
    days = [date(2026, 1, 1) + timedelta(days=i) for i in range(40)]
    assert rise(selection(["몽환"] * 40, days), ["몽환"]) is None
    assert rise(selection(["몽환" if i in (25, 30) else "앨범" for i in range(40)], days), ["몽환"]) is None
    few = 2 * RISE_ARTICLES - 2
    assert rise(selection(["앨범"] * (few // 2) + ["몽환"] * (few // 2), days[:few]), ["몽환"]) is None
    assert rise(selection(["몽환"], [None]), ["몽환"]) is None


entries = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["몽환", "신스"]), max_size=2).map(" ".join),
        st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    ),
    max_size=15,
)


@given(entries, st.sampled_from(["week", "month", "quarter"]))
def test_every_article_is_in_one_period_or_undated_whatever_the_order(found, by):
    documents, days = [text for text, _ in found], [day for _, day in found]
    made = trend(selection(documents, days), ["몽환", "신스"], by)
    assert sum(made.articles) + made.undated == len(found)
    assert list(made.periods) == sorted(set(made.periods))
    for shares in made.shares.values():
        assert [share is None for share in shares] == [count == 0 for count in made.articles]
        assert all(share is None or 0 <= share <= 1 for share in shares)
        counted = sum(share * count for share, count in zip(shares, made.articles, strict=True) if share is not None)
        assert counted == pytest.approx(round(counted))
    backwards = trend(selection(documents[::-1], days[::-1]), ["몽환", "신스"], by)
    assert backwards == made
