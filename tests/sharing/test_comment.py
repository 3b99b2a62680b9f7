"""What a comment is about, and whom it calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sharing.comment import About, called_in


@pytest.mark.parametrize(
    ("about", "whole"),
    [
        (About("version", 1), True),
        (About("version"), False),
        (About("version", 1, "가온"), False),
        (About("trainee", 2, "가온"), True),
        (About("trainee", 0, "가온"), False),
        (About("trainee", 2), False),
        (About("word", what="청량", group="twice"), True),
        (About("word", 1, "청량"), False),
        (About("item", what="0123abcd"), True),
        (About("item", what="0123abcd", group="twice"), False),
        (About("nothing", what="x"), False),  # type: ignore[arg-type]
    ],
)
def test_a_place_says_all_that_its_kind_needs(about: About, whole: bool) -> None:
    assert about.whole == whole


def test_the_longest_name_is_meant_and_namesakes_are_all() -> None:
    people = {"1": "김민", "2": "김민지", "3": "Lee Ann", "4": "김민지", "5": ""}
    assert called_in("@김민지님, @Lee Ann 확인해 주세요", people) == ("2", "3", "4")
    assert called_in("@김민 그리고 a@b.c @ @@김민", people) == ("1",)
    assert called_in("김민지", people) == ()


@given(st.text(), st.dictionaries(st.text(min_size=1, max_size=2), st.text(max_size=5)))
def test_only_people_who_are_there_are_called(text: str, people: dict[str, str]) -> None:
    found = called_in(text, people)
    assert set(found) <= set(people) and all(f"@{people[one]}" in text for one in found)
