from datetime import date, timedelta

from core.keywords.corpus.corpus import select
from core.keywords.corpus.filters import EVERYTHING
from core.keywords.views.worn import ARTICLES, DAYS, worn
from tests.support.news_material import selection

LAST = date(2026, 11, 1)


def group(*texts, day=LAST):
    return selection([*texts, *["앨범"] * (ARTICLES - len(texts))], [day] * max(ARTICLES, len(texts)))


def test_a_word_counts_for_the_groups_that_use_it_and_for_all_their_articles():
    news = {"a": group("몽환", "몽환 신스"), "b": group("몽환", "몽환"), "c": group("몽환")}
    found = worn(news, ["신스", "몽환"])
    assert [(w.word, w.groups, w.articles) for w in found.words] == [("몽환", ("a", "b"), 5), ("신스", (), 1)]
    assert (found.groups, found.articles) == (("a", "b", "c"), 15) and found.words[0].share == 5 / 15


def test_what_was_written_before_the_last_three_months_does_not_count():
    since = LAST - timedelta(days=DAYS - 1)
    news = {"a": group("몽환", "몽환"), "b": group("몽환", "몽환", day=since), "c": group()}
    early = {"d": group("몽환", "몽환", day=since - timedelta(days=1))}
    found = worn(news | early, ["몽환"])
    assert (
        found.words[0].groups == ("a", "b") and "d" not in found.groups and (found.since, found.until) == (since, LAST)
    )


def test_a_day_that_has_not_come_moves_no_window():
    news = {"a": group("몽환", "몽환"), "b": group("몽환", "몽환"), "c": group()}
    wrong = selection([*news["a"].corpus.texts, "몽환"], [*news["a"].kept.values(), LAST + timedelta(days=400)])
    found = worn({**news, "a": select(wrong.corpus, EVERYTHING, LAST)}, ["몽환"])
    assert (found.until, found.articles) == (LAST, 15) and worn({**news, "a": wrong}, ["몽환"]).until != LAST


def test_too_few_groups_say_nothing_but_why():
    few = worn({"a": group("몽환"), "b": group("몽환"), "c": selection(["몽환"], [LAST])}, ["몽환"])
    assert few.words == () and "2팀이어서 견줄 수 없습니다" in few.reason
    assert "날짜가 있는 기사가 없어" in worn({"a": selection(["몽환"], [None])}, ["몽환"]).reason
