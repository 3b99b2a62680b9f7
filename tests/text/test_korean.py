import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.korean import PAIRS, attach, endings, particle
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("밤하늘", "을/를", "밤하늘을"),
        ("새벽", "과/와", "새벽과"),
        ("서사", "과/와", "서사와"),
        ("몽환", "이/가", "몽환이"),
        ("신스", "은/는", "신스는"),
        ("연작", "으로/로", "연작으로"),
        ("별", "으로/로", "별로"),
        ("밤하늘", "으로/로", "밤하늘로"),
        ("무대", "으로/로", "무대로"),
        ("3", "이/가", "3이"),
        ("2", "이/가", "2가"),
        ("7", "으로/로", "7로"),
        ("10", "으로/로", "10으로"),
        ("EDM", "을/를", "EDM을"),
        ("R&B", "이/가", "R&B가"),
        ("XL", "으로/로", "XL로"),
        ("TWICE", "과/와", "TWICE와"),
        ("Y2K", "은/는", "Y2K는"),
        ("pop", "이/가", "pop이"),
        ("‘푸른’", "이/가", "‘푸른’이"),
        ("있지(ITZY)", "은/는", "있지(ITZY)는"),
        ("블랙핑크(BLACKPINK)", "을/를", "블랙핑크(BLACKPINK)를"),
        ("…", "은/는", "…는"),
    ],
)
def test_the_particle_fits(word, pair, expected):
    assert attach(word, pair) == expected


@given(
    st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1),
    st.sampled_from(list(PAIRS)),
)
def test_every_hangul_word_gets_one_of_its_pair(word, pair):
    import unicodedata

    closed, open_ = PAIRS[pair]
    jamo = unicodedata.normalize("NFD", word[-1])
    ends_open = len(jamo) == 2 or (pair == "으로/로" and jamo[-1] == "ᆯ")
    assert particle(word, pair) == (open_ if ends_open else closed)


@given(st.text())
def test_any_text_gets_a_particle(word):
    assert particle(word, "이/가") in {"이", "가"}


def test_endings_are_picked_by_what_they_are_and_the_longest_comes_first():
    assert endings("topic", "place") == ("에서", "은", "는", "도", "에")
    assert endings("topic", "place", syllables=1) == ("은", "는", "도", "에")


def test_no_text_leaves_the_choice_between_two_particles_to_its_reader():
    both = re.compile("|".join(rf"{one}\({other}\)" for pair in PAIRS.values() for one, other in (pair, pair[::-1])))
    written = [*(ROOT / "core").rglob("*.py"), *(ROOT / "pages").glob("*.py"), *(ROOT / "models").glob("*.py")]
    assert [path.name for path in written if both.search(path.read_text("utf-8"))] == []
