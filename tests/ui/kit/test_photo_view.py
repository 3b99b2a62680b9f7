import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.colour import as_text, contrast, paper, readable_on
from core.services.lineup.kept import kept
from core.types import Box, PhotoFaces
from core.ui.kit import fonts
from core.ui.kit.photo_view import HERO, crop_window, hero, overview, portrait
from tests.support.builders import photo_of


@given(
    st.integers(40, 3000), st.integers(40, 3000), st.floats(-50, 3000), st.floats(-50, 3000), st.floats(5, 900),
)  # fmt: skip
def test_the_window_stays_inside_the_photo_and_keeps_its_shape(width, height, left, top, side):
    window = crop_window(width, height, Box(left, top, side, side), 4 / 3)
    assert window[0] >= 0 and window[1] >= 0 and window[2] <= width and window[3] <= height
    wide, tall = window[2] - window[0], window[3] - window[1]
    assert abs(wide - tall * 4 / 3) <= 3


@pytest.mark.parametrize("box", [Box(30, 2, 60, 60), Box(-20, -20, 80, 80), Box(150, 150, 90, 90), None])
def test_every_card_has_the_same_size_and_the_name_is_drawn(box):
    shot, _ = kept(photo_of(200, 200, box))
    plain, named = hero(shot, "", "#009E73"), hero(shot, "세결", "#009E73")
    assert plain and named
    picture = Image.open(io.BytesIO(named))
    assert picture.size == HERO
    if box is not None:
        greens = np.asarray(picture, dtype=int)
        assert ((abs(greens - [0, 0x9E, 0x73])).sum(axis=2) < 40).any()


@pytest.mark.parametrize("box", [Box(30, 2, 60, 60), Box(-20, -20, 80, 80), Box(150, 150, 90, 90)])
def test_a_portrait_is_a_square_around_the_face(box):
    shot, _ = kept(photo_of(200, 300, box))
    drawn = portrait(shot, 120)
    assert drawn and Image.open(io.BytesIO(drawn)).size == (120, 120)


def test_a_refused_file_has_no_picture():
    refused = PhotoFaces("x.jpg", "rejected", "손상")
    assert portrait(refused) is None and portrait(kept(photo_of(200, 200, None))[0]) is None
    assert hero(refused, "?", "#000000") is None and overview(refused, "?", "#000000") is None


@given(st.integers(0, 0xFFFFFF))
def test_text_is_readable_on_every_group_colour(value):
    colour = f"#{value:06x}"
    assert contrast(readable_on(colour), colour) >= 4.2
    for dark in (True, False):
        assert contrast(as_text(colour, dark), paper(dark)) >= 4.5


def test_the_font_is_put_in_place_once_and_whole(tmp_path):
    first = fonts.ensure_static_font(tmp_path / "static")
    assert first and first.read_bytes() == fonts.font_path().read_bytes()
    changed = first.stat().st_mtime_ns
    assert fonts.ensure_static_font(tmp_path / "static") == first
    assert first.stat().st_mtime_ns == changed
    assert [p.name for p in first.parent.iterdir()] == [fonts.FONT_NAME]
