"""Cards to share: their sizes, what is on them, and no face unless it was handed over."""

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.services.my_debut.card import MOST_CARDS, SIZES, Card, Shape, draw, draw_line_up

CARD = Card(
    "나의 데뷔 컨셉은", "한빛결", "#006CC0", "46 %", "지금 사진으로는 한빛결 쪽으로 기울어요.",
    (("한빛결", 0.6, "#006CC0"), ("두물", 0.4, "#CC8400")), ("청량", "여름"), ("재미로 보는 컨셉 참고",),
)  # fmt: skip
FACE_TONE = (255, 0, 255)


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def face() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), FACE_TONE).save(out, "JPEG", quality=95)
    return out.getvalue()


def near(picture: np.ndarray, colour: tuple[int, ...]) -> int:
    return int((np.abs(picture - colour).max(axis=-1) < 12).sum())


@pytest.mark.slow
@pytest.mark.parametrize("shape", SIZES)
def test_a_card_has_its_size_the_colours_of_its_groups_and_a_face_only_where_there_is_one(shape: Shape) -> None:
    without, with_face = pixels(draw(CARD, shape)), pixels(draw(replace(CARD, face=face()), shape))
    assert (without.shape[1], without.shape[0]) == SIZES[shape]
    blue, orange = near(without, (0x00, 0x6C, 0xC0)), near(without, (0xCC, 0x84, 0x00))
    assert blue > orange > 1000, "arcs as large as their shares"
    assert near(without, FACE_TONE) == 0 and near(with_face, FACE_TONE) > 20_000
    assert draw(CARD, shape) == draw(CARD, shape)


@pytest.mark.slow
@settings(max_examples=3)
@given(st.text(min_size=1, max_size=60), st.lists(st.text(max_size=30), min_size=1, max_size=12))
def test_whatever_names_and_words_say_the_foot_stays_clear(text: str, words: list[str]) -> None:
    """Nothing of the card reaches its foot: the last rows above the foot's line are paper."""
    found = pixels(draw(replace(CARD, name=text, line=text * 4, group=text, words=tuple(words)), "feed"))
    assert found.shape == (1350, 1080, 3)
    assert (found[1228:1240].max(axis=(0, 1)) - found[1228:1240].min(axis=(0, 1)) < 12).all()


@pytest.mark.slow
def test_a_line_up_holds_twelve_and_no_more() -> None:
    twelve = draw_line_up("라인업", "함께", [CARD] * MOST_CARDS, CARD.foot)
    assert pixels(twelve).shape == (1350, 1080, 3)
    assert draw_line_up("라인업", "함께", [CARD] * (MOST_CARDS + 1), CARD.foot) == twelve
    assert draw_line_up("라인업", "함께", [CARD] * 2, CARD.foot) != twelve
