import pytest

from core.charts.concept_colours import _FACETS, chance_colour, facet_colour
from core.colour import SIGHTS, contrast, distances, paper
from core.keywords.lexicon.lexicon import OTHER, load_lexicon
from core.settings import get_settings


@pytest.mark.parametrize("dark", [False, True])
def test_every_facet_of_the_lexicon_has_a_colour_that_can_be_read_and_told_from_the_others(dark):
    facets = list(load_lexicon(get_settings()).facets)
    assert set(facets) == set(_FACETS)
    colours = [facet_colour(facet, dark=dark) for facet in (*facets, OTHER)]
    assert colours[-1] == facet_colour("우리 팀의 분류", dark=dark)
    colours.append(chance_colour(dark))
    assert min(contrast(colour, paper(dark)) for colour in colours) >= 4.5
    far = distances(colours, colours)
    assert min(far[i, j] for i in range(len(colours)) for j in range(i)) >= 11, list(SIGHTS)
