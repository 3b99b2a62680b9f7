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


KINDS = ["사운드", "분위기", "비주얼", "그 밖"]
MANY = {f"{'가나다라'[i % 4]}{'하늘빛바다'[: 1 + i % 3]}{i}": 9 - i / 6 for i in range(36)}
KIND = {word: KINDS[i % 4] for i, word in enumerate(MANY)}


def many(weights=MANY, **options):
    aside = {"aside": ("그 밖",), "bold": list(MANY)[:10]}
    return cloud(weights, width=500, height=560, full=10, kinds=KIND, **{**aside, **options})


@pytest.fixture(scope="module")
def patches():
    return many()


def centre(place):
    return place.left + place.width / 2, place.top + place.height / 2


def test_a_kind_stands_together_its_strongest_word_inside_and_what_has_none_below(patches):
    places = {p.word: p for p in patches.places()}
    own = other = 0
    for word, place in places.items():
        away = {w: float(np.hypot(*np.subtract(centre(p), centre(place)))) for w, p in places.items()}
        near = sorted(away, key=away.__getitem__)[1:4]
        own += sum(KIND[w] == KIND[word] for w in near)
        other += sum(KIND[w] != KIND[word] for w in near)
    assert own > 2 * other, "by chance a quarter of the neighbours would be of the kind"
    for kind in KINDS[:3]:
        of_it = np.array([centre(places[w]) for w in MANY if KIND[w] == kind])
        away = np.hypot(*(of_it - of_it.mean(axis=0)).T)
        assert away[0] <= np.median(away), kind
    lows = [float(np.mean([centre(places[w])[1] for w in MANY if KIND[w] == kind])) for kind in KINDS]
    assert KINDS[int(np.argmax(lows))] == "그 밖"


def test_ink_fills_much_of_it_and_no_word_is_over_another(patches):
    assert (pixels(patches.png())[..., 3] > 127).mean() > 0.18, "about 0.13 where words stood anywhere"
    for p, q in combinations(patches.places(), 2):
        beside = p.left + p.width <= q.left or q.left + q.width <= p.left
        assert beside or p.top + p.height <= q.top or q.top + q.height <= p.top, (p, q)
    assert min(p.size for p in patches.places()) >= 15


def test_bold_words_have_more_ink_in_the_same_shape(patches):
    strokes = [p.stroke for p in patches.places()]
    assert all(strokes[:10]) and not any(strokes[10:])
    plain, bold = (pixels(cloud({"밤하늘": 9.0}, bold=heavy).png())[..., 3] > 127 for heavy in ([], ["밤하늘"]))
    assert plain.sum() * 1.2 < bold.sum() < plain.sum() * 1.8


def test_words_stay_where_they_were_when_others_are_hidden_or_weaker(patches):
    before = {p.word: (p.x, p.y, p.size) for p in patches.places()}
    hidden = {word: weight for i, (word, weight) in enumerate(MANY.items()) if i % 5}
    after = many({**hidden, "새말": 4.0}, like=patches)
    there = {p.word: (p.x, p.y, p.size) for p in after.places()}
    assert {word: before[word] for word in hidden} == {word: there[word] for word in hidden}
    assert "새말" in there and (after.width, after.height) == (patches.width, patches.height)
    at = {p.word: centre(p) for p in patches.places()}
    for place in many({word: weight / 2 for word, weight in hidden.items()}, like=patches).places():
        assert np.abs(np.subtract(centre(place), at[place.word])).max() <= 4, "smaller, in the same place"
    few = dict(list(MANY.items())[:8])
    assert many(few, like=patches).places() == many(few).places(), "of too few words no hole is left"


def test_words_that_grow_move_and_cover_none(patches):
    grown = {word: weight * (1.6 if i % 4 == 0 else 0.8) for i, (word, weight) in enumerate(MANY.items())}
    places = many(grown, like=patches).places()
    assert {p.word for p in places} == set(MANY)
    for p, q in combinations(places, 2):
        beside = p.left + p.width <= q.left or q.left + q.width <= p.left
        assert beside or p.top + p.height <= q.top or q.top + q.height <= p.top, (p, q)


@pytest.mark.parametrize("others", [0, 5])
def test_a_long_word_is_drawn_smaller_and_not_left_out(others):
    words = {"가" * 20: 12.0, **{f"말{i}": 9.0 for i in range(others)}}
    places = cloud(words, width=360, height=460, full=10.0, bold=["가" * 20]).places()
    assert {p.word for p in places} == set(words) and all(p.left >= 0 and p.left + p.width <= 360 for p in places)
    with pytest.raises(NewsError):
        cloud({"가" * 40: 12.0}, width=360, height=460, full=10.0)
