import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.privacy import names
from core.privacy.names import ByMark, ByName, Mention, excerpt, mark, mentions, next_number, same, without
from core.text.unicode import normal

KEY = b"k" * 32
korean = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=6)


@given(korean, st.text(max_size=20), st.text(max_size=20))
def test_a_name_is_found_in_any_text_and_gone_from_it(name, before, after):
    text = f"{before} {name} {after}"
    for spelled in (text, unicodedata.normalize("NFD", text)):
        found = mentions(spelled, name)
        assert found and any(one.exact for one in found)
        left = without(spelled, found, "★")
        assert name not in unicodedata.normalize("NFC", left) and not mentions(left, name)


@given(korean, korean)
def test_a_mark_tells_the_same_name_in_whatever_spelling(name, other):
    her = ByMark(mark(KEY, "p", name), KEY, len(same(name)))
    spaced = " ".join(unicodedata.normalize("NFD", name))
    for spelled in (name, unicodedata.normalize("NFD", name), f" {name} ", f"{name[0]} {name[1:]}"):
        assert her.is_one("p", spelled) and not her.is_one("another", spelled)
    assert len(spaced) > len(name)
    assert her.is_one("p", other) == (same(name) == same(other))
    assert [(one.start, one.end) for one in her.within("p", f"어제 {name}는")] == [
        (one.start, one.end) for one in ByName(name).within("p", f"어제 {name}는")
    ]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("가온이 왔다. 가 온도.", "가온", [(0, 2, True), (8, 11, False)]),
        ("Annie met ANN and ann.", "Ann", [(10, 13, False), (18, 21, False)]),
        ("별, 별빛, 은별", "별", [(0, 1, True)]),
        ("아무도", "", []),
        ("Ｋim", "Kim", []),
    ],
)
def test_where_a_name_stands(text, name, found):
    assert [(one.start, one.end, one.exact) for one in mentions(text, name)] == found


def test_what_is_shown_of_a_text_is_one_line_around_the_name():
    text = "앞" * 40 + "\n가온 " + "뒤" * 40
    (one,) = mentions(text, "가온")
    shown = excerpt(text, one)
    assert shown.startswith("…") and shown.endswith("…") and "가온" in shown and "\n" not in shown and len(shown) < 60


def test_numbers_go_on_after_those_that_are_there():
    assert next_number(["가온"]) == 1 and next_number(["지운 연습생 2", "지운 연습생 10", "지운 연습생"]) == 11


def test_a_label_of_somebody_purged_names_nobody():
    assert mentions("지운 연습생 3와 연습생 3", "연습생 3") == [Mention(10, 15, exact=True)]


@given(st.text(max_size=40))
def test_letters_are_those_that_have_a_place(written):
    composed = normal(written)
    assert names._letters(composed) == names._compared(composed)[0]
