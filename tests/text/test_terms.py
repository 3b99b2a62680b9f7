import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.terms import EVERY_TEXT, Terms, folded, signs, split


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("콘셉트", "새로운 콘셉트로 돌아온 그룹", True),
        ("월드 투어", "첫 월드투어를 연다", True),
        ("월드 투어", "첫 월드  투어", True),
        ("월드투어", "첫 월드 투어", False),  # spaces may be missing, none is put in
        ("ＴＷＩＣＥ", "트와이스(TWICE)는", True),
        ("TWICE", "그룹 Ｔｗｉｃｅ의", True),
        ("ＬＥ", "새 SAMPLE 공개", False),
        ("K-POP", "k-pop은 지금", True),
        ("LE", "새 SAMPLE 공개", False),
        ("LE", "LE가 말했다", True),
        ("4세대", "14세대", False),
        ("4세대", "4세대의 얼굴", True),
        ("(여자)아이들", "그룹 (여자)아이들이", True),
        ("주가", "연출가와 배우", False),
    ],
)
def test_a_word_is_found_whatever_particle_follows(word: str, text: str, there: bool) -> None:
    assert Terms(some=(word,)).wants(text) == there
    assert Terms(some=(unicodedata.normalize("NFD", word),)).wants(unicodedata.normalize("NFD", text)) == there
    assert Terms(without=(word,)).wants(text) != there


def test_all_and_any_and_none() -> None:
    terms = Terms.read("컴백", "콘셉트, 앨범", "주가")
    assert terms.wants("컴백 콘셉트 공개") and terms.wants("컴백과 앨범")
    assert not terms.wants("콘셉트 공개") and not terms.wants("컴백 무대") and not terms.wants("컴백 앨범에 주가 급등")
    assert EVERY_TEXT.wants("") and not EVERY_TEXT and terms


def test_words_are_read_as_people_type_them() -> None:
    assert split("콘셉트, 앨범\n “월드  투어” ,, 콘셉트; K-POP, k-pop , !") == ("콘셉트", "앨범", "월드 투어", "K-POP")
    assert split(" ") == ()
    assert split("밤\u200b하늘, \ufeff“ 쇠맛 ”, \u200b, 가\udcff나") == ("밤하늘", "쇠맛", "가나"), "what nobody sees"


def test_what_has_no_letter_is_named() -> None:
    assert signs("★, 무대, ‘★’\n!?, ★별, ①, “”") == ("★", "!?")
    assert split("ＴＷＩＣＥ， twice，１위") == ("TWICE", "1위")


WORDS = st.lists(st.sampled_from(["무대", "안무", "K-POP", "k-pop", "앨범"]), max_size=4, unique_by=folded).map(tuple)
TERMS = st.builds(Terms, WORDS, WORDS, WORDS)


@given(TERMS, TERMS, TERMS)
def test_a_change_is_what_was_changed_and_no_more(own: Terms, seen: Terms, given: Terms) -> None:
    kept = own.changed(seen, given)
    assert own.changed(seen, seen) == own and seen.changed(seen, given) == given
    for kind in ("every", "some", "without"):
        before, after, old, new = ({*map(folded, getattr(one, kind))} for one in (seen, given, own, kept))
        assert new == (old - (before - after)) | (after - before)
        assert len(getattr(kept, kind)) == len(new)


def test_a_search_asks_for_every_word_and_once_for_each_of_some() -> None:
    assert Terms.read("컴백", "콘셉트,앨범", "주가").phrases(["있지", "ITZY"]) == (
        "있지 컴백 콘셉트", "있지 컴백 앨범", "ITZY 컴백 콘셉트", "ITZY 컴백 앨범",
    )  # fmt: skip
    assert EVERY_TEXT.phrases(["있지 ITZY"]) == ("있지 ITZY",)
