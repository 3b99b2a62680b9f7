"""Colour checks: the published values, what a reader with fewer cones sees, and colours that can always be proposed."""

import numpy as np
import pytest

from core.catalog import load_shipped
from core.colour import APART, CONTRAST, SIGHTS, alike, ciede2000, distances, faintest, looks, proposal
from core.settings import get_settings


def test_ciede2000_agrees_with_the_published_pairs():
    """Sharma, Wu & Dalal (2005), table 1, pairs 1, 7, 17 and 25."""
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ]
    p, q, expected = (np.array([pair[i] for pair in pairs]) for i in range(3))
    assert ciede2000(p, q) == pytest.approx(expected, abs=2e-4)


def test_lab_of_known_colours():
    """White and pure red under D65, as every table of sRGB has them."""
    normal = looks(["#ffffff", "#FF0000"])[:, list(SIGHTS).index("normal")]
    assert normal[0] == pytest.approx([100, 0, 0], abs=0.02)
    assert normal[1] == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


def test_red_and_green_of_one_lightness_are_alike_for_some_eyes_only():
    red, green = looks(["#B4603C", "#7E7A38"])
    assert ciede2000(red[0], green[0]) > 20
    assert distances(["#B4603C"], ["#7E7A38"])[0, 0] == pytest.approx(ciede2000(red, green).min())
    assert distances(["#B4603C"], ["#7E7A38"])[0, 0] < ciede2000(red[0], green[0]) / 2


def test_the_colour_that_looks_most_alike_is_named():
    assert alike("#006CC0", ["#CC8400", "#006CC4", "#107CC0"]) == 1
    assert alike("#006CC0", ["#CC8400"]) is None and alike("#006CC0", []) is None


def test_which_paper_a_colour_is_lost_on():
    assert faintest("#FFF0A0")[1] is False and faintest("#202060")[1] is True
    assert faintest("#FFF0A0")[0] < CONTRAST and faintest("#202060")[0] < CONTRAST


def test_an_eighth_and_a_ninth_group_get_a_colour_of_their_own():
    taken = tuple(g.colour for g in load_shipped(get_settings()))
    for _ in range(2):
        colour = proposal(taken)
        assert faintest(colour)[0] >= CONTRAST
        assert distances([colour], taken).min() >= APART
        taken = (*taken, colour)
    assert faintest(proposal(()))[0] >= CONTRAST
