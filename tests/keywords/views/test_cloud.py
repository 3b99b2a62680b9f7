import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.errors import NewsError
from core.keywords.views.cloud import cloud, cloud_png, font_path

WEIGHTS = {"밤하늘": 9.8, "몽환": 9.1, "신스": 7.4, "별자리": 7.0, "뷁": 3.0, "R&B": 2.5, "<script>": 2.0}
COLOURS = {"밤하늘": "#5a3fc0", "몽환": "#00a070"}


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


@pytest.mark.slow
def test_every_word_finds_a_place_largest_first():
    words = cloud(WEIGHTS).words
    assert set(words) == set(WEIGHTS)
    assert words[0] == "밤하늘"


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1200, 640), (400, 420)])
def test_no_word_stands_in_the_box_of_another_and_all_find_a_place(width, height):
    weights = {f"{'가나다라'[i % 4]}{'하늘빛바다'[: 1 + i % 5]}{i}": 9 - i / 10 for i in range(40)}
    places = cloud(weights, width=width, height=height).places()
    assert [p.word for p in places] == list(weights)
    assert [p.size for p in places] == sorted((p.size for p in places), reverse=True)
    for p, q in combinations(places, 2):
        beside = p.left + p.width <= q.left or q.left + q.width <= p.left
        assert beside or p.top + p.height <= q.top or q.top + q.height <= p.top, (p, q)


@pytest.mark.slow
def test_sizes_say_the_score_and_not_the_rank():
    weak, strong = (cloud({"밤하늘": z, "몽환": 2.0}, width=600, height=560, full=10) for z in (2.5, 9.0))
    weak_sizes, strong_sizes = ({p.word: p.size for p in drawn.places()} for drawn in (weak, strong))
    assert weak_sizes["몽환"] == strong_sizes["몽환"], "the same score, the same size"
    assert weak_sizes["밤하늘"] * 2 < strong_sizes["밤하늘"], "noise does not fill the screen"
    assert weak.height < strong.height < 560, "no higher than its words need"


def test_a_word_too_long_for_any_size_keeps_no_other_out():
    assert cloud({"가" * 60: 9, **WEIGHTS}, width=400, height=420).words == cloud(WEIGHTS, width=400, height=420).words


def test_the_font_has_korean_glyphs():
    font = ImageFont.truetype(str(font_path()), 40)

    def drawn(text):
        image = Image.new("L", (80, 80))
        ImageDraw.Draw(image).text((5, 5), text, fill=255, font=font)
        return np.asarray(image)

    missing = drawn("\U0010fffd")
    for syllable in "가힣뷁밤늘쯔휘":
        assert drawn(syllable).any()
        assert not np.array_equal(drawn(syllable), missing), syllable


def test_words_are_drawn_in_their_colour():
    image = pixels(cloud_png(WEIGHTS, COLOURS, background="white"))
    assert image.shape == (640, 1200, 4)
    for colour in ((0x5A, 0x3F, 0xC0), (0x00, 0xA0, 0x70)):
        assert (np.abs(image[..., :3].astype(int) - colour).max(axis=2) < 3).sum() > 500


def test_backgrounds():
    assert pixels(cloud_png(WEIGHTS))[0, 0, 3] == 0
    assert tuple(pixels(cloud_png(WEIGHTS, background="white"))[0, 0]) == (255, 255, 255, 255)
    assert pixels(cloud_png(WEIGHTS, background="dark"))[0, 0, :3].max() < 40


def test_scale_makes_it_sharper():
    assert pixels(cloud_png(WEIGHTS, scale=2)).shape[:2] == (1280, 2400)


def test_the_same_input_gives_the_same_bytes():
    first = cloud(WEIGHTS, COLOURS).png()
    assert first == cloud(WEIGHTS, COLOURS).png()


@pytest.mark.parametrize("weights", [{}, {"a": 0.0}, {"a": -1.0}, {"a": float("nan")}, {" ": 1.0}])
def test_nothing_to_draw_is_said(weights):
    with pytest.raises(NewsError, match="그릴 말"):
        cloud(weights)


def test_every_place_holds_its_words_ink_and_nothing_else_is_drawn():
    drawn = cloud({"밤하늘": 9.8, "몽환,": 9, "EDM": 7, "그": 4}, width=760, height=520)
    ink = pixels(drawn.png())[..., 3] > 0
    places = drawn.places()
    assert [p.word for p in places] == list(drawn.words) and (drawn.width, drawn.height) == (760, 520)
    for p in places:
        box = ink[int(p.top) : int(p.top + p.height), int(p.left) : int(p.left + p.width)]
        assert box.any() and p.left >= 0 and p.left + p.width <= 760 and p.top + p.height <= 520
        assert p.top < p.y <= p.top + p.height + p.size  # the baseline is where a browser writes
    for p in places:
        ink[int(p.top) : int(p.top + p.height), int(p.left) : int(p.left + p.width)] = False
    assert not ink.any()
