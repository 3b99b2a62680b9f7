from datetime import date, timedelta

import pytest

from core.keywords.corpus.corpus import select
from core.keywords.corpus.filters import EVERYTHING
from core.keywords.views.rising import ARTICLES, DAYS, rising
from tests.support.news_material import selection

FIRST = date(2026, 1, 1)


def news(early, late, gap=100):
    """Articles of January, and of the thirty days that begin `gap` days after its first."""
    days = [FIRST] * len(early) + [
        FIRST + timedelta(days=gap + i * (DAYS - 1) // (len(late) - 1)) for i in range(len(late))
    ]
    return selection([*early, *late], days)


def test_a_word_of_a_clearly_larger_share_of_the_last_month_rises_with_its_counts():
    found = rising(news(["몽환 앨범"] + ["앨범"] * 39, ["몽환 앨범"] * 6 + ["앨범"] * 4), ["앨범", "몽환", "신스"])
    assert [(w.word, w.before, w.after, w.firm) for w in found.words] == [("몽환", 1, 6, True)]
    assert (found.before, found.after, found.reason) == (40, 10, "")
    since = FIRST + timedelta(days=100)
    assert (found.first, found.since, found.until) == (FIRST, since, since + timedelta(days=DAYS - 1))
    assert found.words[0].p == pytest.approx((210 * 40 + 120) / 99_884_400), "7 of 50 hold it: 6 or 7 of the 10"


def test_the_more_words_are_looked_at_the_clearer_a_rise_has_to_be():
    mild = news(["몽환"] * 4 + ["앨범"] * 36, ["몽환"] * 5 + ["앨범"] * 5)
    one, many = rising(mild, ["몽환"]), rising(mild, ["몽환", *(f"말{i}" for i in range(30))])
    assert one.words[0].firm and not many.words[0].firm and one.words[0].p == many.words[0].p


def test_an_article_of_a_day_that_has_not_come_does_not_say_what_is_late():
    today = FIRST + timedelta(days=100 + DAYS - 1)
    found = news(["몽환 앨범"] + ["앨범"] * 39, ["몽환 앨범"] * 6 + ["앨범"] * 4)
    days = [*found.kept.values(), today + timedelta(days=1), today + timedelta(days=900)]
    texts = [*found.corpus.texts, "몽환", "신스"]
    wrong = select(selection(texts, days).corpus, EVERYTHING, today)
    assert len(wrong.kept) == len(texts) and wrong.ahead == 2
    assert rising(wrong, ["몽환"]) == rising(found, ["몽환"])
    assert rising(selection(texts, days), ["몽환"]) != rising(found, ["몽환"]), "they would"


def test_one_or_two_articles_are_no_rise():
    assert rising(news(["앨범"] * 40, ["몽환"] * 2 + ["앨범"] * 8), ["몽환"]).words == ()


@pytest.mark.parametrize(("found", "said"), [
    (rising(selection(["몽환"], [None]), ["몽환"]), "날짜가 있는 기사가 없어"),
    (rising(news(["앨범"] * 20, ["몽환"] * 9, gap=DAYS - 1), ["몽환"]), "30일치가 되지 않아"),
    (rising(news(["앨범"] * 20, ["몽환"] * (ARTICLES - 1)), ["몽환"]), "최근 30일의 기사가 7건"),
    (rising(news(["앨범"] * (ARTICLES - 1), ["몽환"] * 20), ["몽환"]), "그 전의 기사가 7건"),
])  # fmt: skip
def test_where_nothing_can_be_said_nothing_is_and_the_reason_is_given(found, said):
    assert found.words == () and said in found.reason
