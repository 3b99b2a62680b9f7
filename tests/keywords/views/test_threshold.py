"""The one line between what is said and what may still be chance."""

import math

import pytest

from core.keywords.views.threshold import CLEAR_Z, beyond_chance, firm, full_scale, maybe_chance, z_text
from core.types import Keyword


@pytest.mark.parametrize(
    ("articles", "z", "ratio", "said"),
    [(3, 2.0, 1.0, True), (3, 1.99, 1.0, False), (2, 9.0, 1.0, False), (9, 9.0, -0.1, False)],
)
def test_a_word_is_said_from_the_line_on_with_enough_articles_and_a_larger_share(articles, z, ratio, said):
    word = Keyword("밤하늘", articles, articles, z, ratio)
    assert firm(word) == said and maybe_chance(word) != said


def test_what_could_not_be_compared_is_never_said_and_doubted_only_for_its_few_articles():
    alone = [Keyword("밤하늘", n, n, math.nan, math.nan) for n in (9, 2)]
    assert not any(map(firm, alone)) and [maybe_chance(word) for word in alone] == [False, True]
    assert not beyond_chance(math.nan, 9)


@pytest.mark.parametrize(("best", "end"), [(0.9, 10), (7.2, 10), (10.0, 10), (10.1, 20), (math.nan, 10)])
def test_noise_and_findings_are_drawn_on_one_scale(best, end):
    assert full_scale(best) == end


@pytest.mark.parametrize(("z", "said"), [(7.24, "7.2"), (2.0, "2.0"), (1.97, "1.9"), (-1.99, "-1.9"), (0.04, "0.0")])
def test_a_figure_below_the_line_never_reads_as_the_line(z, said):
    assert z_text(z) == said and (float(said) >= CLEAR_Z) == (z >= CLEAR_Z)
