"""Rising and worn words, and days that have not come, on the unkind press."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.corpus import prepare
from core.keywords.views.rising import DAYS
from core.news.reading import korean_today
from core.services.concept.concept import Concept, build_concept, rising, trend, worn
from core.types import Article
from tests.support.builders import present
from tests.support.unkind_press import catalog, generate

pytestmark = pytest.mark.slow
ACTS = generate("c")[:3]
OWN, WORD, TITLE = "act_2", "교복", "유성우"


@pytest.fixture(scope="module")
def cache() -> MemoryTokenCache:
    return MemoryTokenCache()


def news(last: date, *, real: bool = False) -> dict[str, list[Article]]:
    """Of the act's articles those that hold the word or the title are of the last month, and some of the others; the
    rest are older, and so are most of the other acts'."""
    found: dict[str, list[Article]] = {}
    for act in ACTS:
        own = found[act.group.id] = []
        for number, article in enumerate(act.articles):
            late = number % 8 == 0 or (act.group.id == OWN and (WORD in article.text or TITLE in article.text))
            day = last - timedelta(days=number % DAYS if late else DAYS + 2 * number)
            own.append(replace(article, date=day, fictional=not real))
        own[0] = replace(own[0], date=last)
    return found


def concept(articles: Mapping[str, list[Article]], cache: MemoryTokenCache) -> Concept:
    prepare.forget()
    return build_concept(OWN, articles, "kiwi", cache, catalog=catalog(ACTS))


def test_a_word_of_the_last_month_rises_among_titles_charts_and_other_acts(cache):
    found = rising(concept(news(date(2026, 11, 1)), cache))
    assert found.reason == "" and found.before > 30 and found.after > 10
    firm = [w for w in found.words if w.firm]
    assert [(w.word, w.before) for w in firm] == [(WORD, 0)] and firm[0].after >= 8
    assert TITLE not in {w.word for w in found.words}


def test_articles_of_days_that_have_not_come_are_kept_told_and_move_nothing(cache):
    today = korean_today()
    right = news(today, real=True)
    wrong = {group: list(found) for group, found in right.items()}
    was = concept(right, cache)
    lone = [one.article for one in was.corpus.folded if not one.copies]
    old = next(article for article in lone if present(article.date) < today - timedelta(days=DAYS))
    wrong[OWN][right[OWN].index(old)] = replace(old, date=today + timedelta(days=200))
    now = concept(wrong, cache)
    assert (now.articles, now.ahead, was.ahead) == (was.articles, 1, 0)
    assert [k.word for k in now.keywords] == [k.word for k in was.keywords]
    for view in (rising, worn):
        assert view(now).until == view(was).until == today
    assert rising(now).after == rising(was).after and rising(now).before == rising(was).before - 1
    assert trend(now, [WORD]).periods[-1] == f"{today:%Y-%m}" and trend(now, [WORD]).undated == 1
    assert present(now.period)[1] == present(now.whole)[1] == today


def test_what_is_made_up_may_play_on_any_day(cache):
    later = korean_today() + timedelta(days=900)
    assert rising(concept(news(later), cache)).until == later
