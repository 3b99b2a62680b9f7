"""The catalogue as a value: how names are found, whose photos a folder holds."""

import unicodedata

import pytest

from core.catalog import Catalog, Group, Member, load_demo
from core.errors import UnknownNameError
from core.settings import get_settings
from core.types import MemberId
from tests.support.builders import present


@pytest.mark.parametrize(
    "name", ["아이즈원", "IZ*ONE", "izone", "Iz One", " iz-one ", unicodedata.normalize("NFD", "아이즈 원")]
)
def test_a_group_is_found_whatever_the_spelling(real, name):
    assert real.find(name).id == "izone"


def test_an_unknown_group_is_refused_with_the_valid_ones(real):
    with pytest.raises(UnknownNameError, match=r"'없는팀'.*드림캐쳐\(dreamcatcher\)"):
        real.find("없는팀")
    with pytest.raises(UnknownNameError):
        real.get("아이즈원")  # an id is not a name
    assert real.lookup("") is None
    assert real.lookup("***") is None


def test_names_for_the_screen_fall_back_to_the_folder(real):
    assert real.name("itzy") == real.name("ITZY") == "있지"
    assert real.name("우리 팀") == "우리 팀"
    assert real.colour("우리 팀") is None
    assert load_demo(get_settings()).member_name(MemberId("group_1", "member_1")) == "해든"
    assert real.member_name(MemberId("우리 팀", "지수")) == "지수"


MEMBERS = (
    Member("a", "가", "Ga", aliases=("가가",)),
    Member("b", "나", retired=True),
    Member("c", "다", retired=True, merged_into="a"),
)


def group(name, label, members=MEMBERS, **more):
    return Group(name, label, f"{name} 그룹", "", "#0072B2", members, (), (), "", **more)


@pytest.mark.parametrize(
    ("folder", "owner"),
    [("a", "a"), ("가", "a"), ("가 가", "a"), ("GA", "a"), ("b", None), ("나", None), ("다", "a"), ("라", "라")],
)
def test_whose_photos_a_members_folder_holds(folder, owner):
    catalog = Catalog([group("x", 0)])
    for spelling in ("x", "X 그룹"):
        assert catalog.place(MemberId(spelling, folder)) == (owner and MemberId("x", owner))
    assert catalog.place(MemberId("y", folder)) == MemberId("y", folder)


def test_the_photos_of_a_merged_group_come_to_the_members_of_those_names():
    into = (Member("a", "나나"), Member("가-2", "가", aliases=("갸",)), Member("라", "라", retired=True))
    gone = group("x", 0, (*MEMBERS, Member("d", "라")), retired=True, merged_into="y")
    catalog = Catalog([gone, group("y", 1, into), group("z", 2, retired=True, merged_into="x")])
    assert [g.id for g in catalog] == ["y"] and len(catalog.groups) == 3
    assert catalog.place(MemberId("x", "a")) == MemberId("y", "가-2"), "by name: her id is somebody else's there"
    assert catalog.place(MemberId("z", "다")) == MemberId("y", "가-2"), "merged twice over"
    assert catalog.place(MemberId("x", "b")) is None and catalog.place(MemberId("x", "d")) is None
    assert catalog.place(MemberId("x", "마")) == MemberId("y", "마")
    assert present(catalog.lookup("x 그룹")).id == "y" and catalog.name("x") == "x 그룹", "old results keep their names"
    assert catalog.member_name(MemberId("x", "a")) == "가"


def test_nobody_is_compared_with_in_a_retired_group():
    catalog = Catalog([group("x", 0, retired=True), group("y", 1, retired=True, merged_into="x")])
    assert catalog.place(MemberId("x", "a")) is None and catalog.place(MemberId("y", "a")) is None
    assert present(catalog.lookup("y")).id == "x" and not list(catalog)


def test_groups_merged_in_a_circle_are_nobodys():
    ring = [group("x", 0, retired=True, merged_into="y"), group("y", 1, retired=True, merged_into="x")]
    assert Catalog(ring).place(MemberId("x", "a")) is None
