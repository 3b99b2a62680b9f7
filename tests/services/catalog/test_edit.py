"""Changing groups and members: what every change leaves behind, what it refuses, and that each can be undone."""

from functools import partial

import pytest

from core.catalog import catalog_problems, load_real
from core.colour import CONTRAST, alike, faintest
from core.errors import CatalogError, StorageError, UnknownNameError
from core.files import locked
from core.services.catalog import edit
from core.services.catalog import members as people
from core.services.catalog.change import undo
from core.settings import get_settings
from core.storage import catalog_edits
from core.types import MemberId


def place(group, member):
    return load_real(get_settings()).place(MemberId(group, member))


def get(group):
    return load_real(get_settings()).get(group)


def test_an_eighth_group_needs_a_name_and_its_members(settings):
    made = edit.add_group(settings, " 새  별 ", ["하나", "둘, Dul", "", "하 나"], latin="New Star")
    group = get(made.group)
    assert (group.id, group.name, group.latin, group.label) == ("새 별", "새 별", "New Star", 7)
    assert [(m.id, m.name, m.latin) for m in group.members] == [("하나", "하나", ""), ("둘", "둘", "Dul")]
    assert group.members[0].search == ("새 별 하나", "New Star 하나")
    assert group.search[0] == "새 별 New Star" and edit.kind(settings, group) == "own"
    others = [g.colour for g in load_real(settings) if g.id != group.id]
    assert alike(group.colour, others) is None and faintest(group.colour)[0] >= CONTRAST


@pytest.mark.parametrize("name", ["../../밖", "CON", "a/b", "이름." + "가" * 50, ".숨김", "새:별"])
def test_an_id_is_a_folders_name_whatever_was_typed(settings, name):
    made = edit.add_group(settings, name, [name])
    ids = (made.group, get(made.group).members[0].id)
    for one in ids:
        assert "/" not in one and not one.startswith(".") and one.casefold() != "con" and one.strip()
    assert [p.name for p in (settings.workspace / "catalog").iterdir()] == [f"{made.group}.yaml"]
    assert place(name, name) == MemberId(*ids)


def test_an_id_is_not_one_that_a_file_has_already(settings):
    folder = settings.workspace / "catalog"
    folder.mkdir(parents=True)
    (folder / "새별.yaml").write_text("label: [")
    made = edit.add_group(settings, "새별", ["하나"])
    assert made.group == "새별-2" and (folder / "새별.yaml").read_text() == "label: ["


@pytest.mark.parametrize(
    ("name", "members", "said"),
    [
        ("", ["하나"], "이름을 적어"),
        ("***", ["하나"], "글자나 숫자"),
        ("가" * 61, ["하나"], "너무 깁니다"),
        ("새별", [], "멤버를 한 명 이상"),
        ("새별", ["하나", "!!"], "글자나 숫자"),
        ("twice", ["하나"], "트와이스 그룹에서"),
        ("아이즈 원", ["하나"], "아이즈원 그룹에서"),
        ("Izone", ["하나"], "아이즈원 그룹에서"),
    ],
)
def test_a_group_that_cannot_be_added_says_why_and_leaves_nothing(settings, name, members, said):
    with pytest.raises(CatalogError, match=said):
        edit.add_group(settings, name, members)
    assert not settings.workspace.exists()


def test_a_renamed_group_keeps_its_folder_and_its_old_names(settings):
    edit.edit_group(settings, "itzy", name="잇쥐", latin="ITZI", note="  새\n소개 ", colour="#123abc")
    group = get("itzy")
    assert group.id == "itzy" and group.aliases == ("잇지", "있지 ITZY", "있지", "ITZY")
    assert group.note == "새 소개" and group.colour == "#123ABC"
    assert group.search == ("잇쥐 ITZI", "잇쥐 걸그룹", "잇쥐 컴백")
    assert group.members[0].search == ("잇쥐 예지", "ITZI 예지")
    for old in ("있지", "itzy", "잇쥐"):
        assert place(old, "예지") == MemberId("itzy", "예지")


def test_search_words_of_ones_own_stay_when_a_name_changes(settings):
    people.edit_member(settings, "itzy", "예지", search=["있지 예지 직캠", "황예지"])
    edit.edit_group(settings, "itzy", name="잇쥐", search=["우리 검색어"])
    assert get("itzy").search == ("우리 검색어",)
    assert get("itzy").members[0].search == ("잇쥐 예지 직캠", "황예지")


def test_a_name_changed_there_and_back_is_as_it_came(settings):
    edit.edit_group(settings, "itzy", name="잇쥐")
    edit.edit_group(settings, "itzy", name="있지", aliases=["잇지", "있지 ITZY"])
    assert "잇쥐" in get("itzy").aliases, "photos may have come under that name"
    edit.reset_group(settings, "itzy")
    assert edit.kind(settings, get("itzy")) == "shipped"
    assert not list((settings.workspace / "catalog").iterdir())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "트와이스"}, "트와이스 그룹에서"),
        ({"latin": "T W I C E"}, "트와이스 그룹에서"),
        ({"aliases": ["마마무 MAMAMOO"]}, "마마무 그룹에서"),
        ({"colour": "빨강"}, "색이 아닙니다"),
        ({"colour": "#123"}, "색이 아닙니다"),
        ({"name": " "}, "이름을 적어"),
    ],
)
def test_what_a_group_may_not_become(settings, change, said):
    with pytest.raises(CatalogError, match=said):
        edit.edit_group(settings, "itzy", **change)
    with pytest.raises(UnknownNameError):
        edit.edit_group(settings, "없음", **change)
    assert edit.kind(settings, get("itzy")) == "shipped"


def test_a_retired_group_is_not_compared_with_until_it_comes_back(settings):
    edit.retire_group(settings, "itzy")
    assert place("itzy", "예지") is None and "itzy" not in [g.id for g in load_real(settings)]
    assert load_real(settings).name("itzy") == "있지"
    with pytest.raises(CatalogError, match="비교에서 뺀 있지 그룹"):
        edit.add_group(settings, "있지", ["하나"])
    edit.bring_back_group(settings, "itzy")
    assert place("itzy", "예지") == MemberId("itzy", "예지") and edit.kind(settings, get("itzy")) == "shipped"


def test_merged_groups_count_as_one_and_come_apart_exactly(settings):
    people.edit_member(settings, "twice", "나연", aliases=["류진"])
    before = get("twice")
    edit.merge_groups(settings, "itzy", "twice")
    assert place("itzy", "예지") == place("있지", "예지") == MemberId("twice", "예지")
    assert place("itzy", "류진") == MemberId("twice", "나연")
    assert len(get("twice").members) == 13 and get("twice").member("예지").search == ("있지 예지", "ITZY 예지")
    assert [g.id for g in load_real(settings) if g.id == "itzy"] == []
    with pytest.raises(CatalogError, match="트와이스로 합친 있지 그룹"):
        edit.add_group(settings, "ITZY", ["하나"])
    edit.edit_group(settings, "twice", note="고쳐도 됩니다.")
    with pytest.raises(CatalogError, match="다시 나눠"):
        edit.reset_group(settings, "twice")
    edit.bring_back_group(settings, "itzy")
    assert get("twice").members == before.members and get("twice").aliases == before.aliases
    assert place("itzy", "예지") == MemberId("itzy", "예지")
    assert edit.kind(settings, get("itzy")) == "shipped"


def test_groups_merged_one_after_the_other_come_apart_too(settings):
    edit.merge_groups(settings, "itzy", "twice")
    edit.merge_groups(settings, "twice", "mamamoo")
    edit.edit_group(settings, "mamamoo", note="고쳐도 됩니다.")
    assert place("있지", "예지") == MemberId("mamamoo", "예지")
    edit.bring_back_group(settings, "itzy")
    assert place("있지", "예지") == MemberId("itzy", "예지")
    assert place("twice", "나연") == MemberId("mamamoo", "나연")
    edit.bring_back_group(settings, "twice")
    assert all(edit.kind(settings, get(g)) == "shipped" for g in ("itzy", "twice"))


def test_whoever_a_member_was_merged_into_stays_when_the_groups_come_apart(settings):
    edit.merge_groups(settings, "itzy", "twice")
    people.merge_members(settings, "twice", "나연", "예지")
    people.merge_members(settings, "twice", "예지", "리아")
    edit.bring_back_group(settings, "itzy")
    assert catalog_problems(settings) == () and place("twice", "나연") == MemberId("twice", "리아")
    assert [m.id for m in get("twice").members if m.origin] == ["예지", "리아"]
    assert place("itzy", "리아") == MemberId("itzy", "리아") and place("itzy", "유나") == MemberId("itzy", "유나")


def test_members_of_a_merged_group_are_one_with_whoever_shares_a_name_of_theirs(settings):
    edit.add_group(settings, "새별", ["나연", "하나", "지수"])
    people.edit_member(settings, "새별", "나연", name="임나연")
    edit.merge_groups(settings, "새별", "twice")
    assert place("새별", "임나연") == place("새별", "나연") == MemberId("twice", "나연")
    assert place("새별", "하나") == MemberId("twice", "하나") and get("twice").member("하나").origin == "새별"


@pytest.mark.parametrize(("group", "into"), [("itzy", "itzy"), ("itzy", "mamamoo"), ("mamamoo", "itzy")])
def test_what_cannot_be_merged(settings, group, into):
    edit.retire_group(settings, "mamamoo")
    with pytest.raises(CatalogError, match="합칠 수 없습니다"):
        edit.merge_groups(settings, group, into)


def test_a_group_of_ones_own_leaves_the_list(settings):
    edit.add_group(settings, "새별", ["하나"])
    edit.reset_group(settings, "새별")
    assert "새별" not in load_real(settings)
    assert place("새별", "하나") == MemberId("새별", "하나")


def test_members_are_added_renamed_and_found_under_their_old_name(settings):
    people.add_members(settings, "itzy", ["예지", "새얼굴, Newface"])
    assert [m.name for m in get("itzy").members][-2:] == ["유나", "새얼굴"]
    people.edit_member(settings, "itzy", "새얼굴", name="새이름", latin="")
    member = get("itzy").member("새얼굴")
    assert (member.id, member.name, member.latin) == ("새얼굴", "새이름", "")
    assert member.search == ("있지 새이름", "ITZY 새이름")
    people.edit_member(settings, "itzy", "새얼굴", name="또이름", search=[" "])
    assert get("itzy").member("새이름").id == "새얼굴"
    assert get("itzy").member("또이름").search == ("있지 또이름", "ITZY 또이름"), "never without search words"


def test_what_a_member_may_not_become(settings):
    with pytest.raises(CatalogError, match="새로 넣을 멤버가 없습니다"):
        people.add_members(settings, "itzy", ["예지", " 리 아 ", "YEJI"])
    with pytest.raises(CatalogError, match="'리아' 이름을 쓰는 멤버가 둘"):
        people.edit_member(settings, "itzy", "예지", aliases=["리아"])
    with pytest.raises(CatalogError, match="그 멤버는 목록에 없습니다"):
        people.edit_member(settings, "itzy", "없음", name="가")
    for into in ("예지", "리아"):
        people.retire_member(settings, "itzy", "리아")
        with pytest.raises(CatalogError, match="합칠 수 없습니다"):
            people.merge_members(settings, "itzy", "예지", into)


def test_merged_and_retired_members_keep_their_photos_and_come_back(settings):
    people.merge_members(settings, "itzy", "예지", "리아")
    people.retire_member(settings, "itzy", "류진")
    assert place("itzy", "예지") == MemberId("itzy", "리아") and place("itzy", "류진") is None
    people.edit_member(settings, "itzy", "리아", name="예지")  # the name was hers all along
    people.edit_member(settings, "itzy", "리아", name="리아", aliases=[])
    for member in ("예지", "류진"):
        people.bring_back_member(settings, "itzy", member)
        assert place("itzy", member) == MemberId("itzy", member)


def test_every_change_can_be_undone_in_turn(settings):
    steps = [
        edit.add_group(settings, "새별", ["하나", "둘"]),
        people.edit_member(settings, "새별", "하나", name="한나"),
        edit.merge_groups(settings, "새별", "itzy"),
        edit.edit_group(settings, "itzy", name="잇쥐"),
        edit.retire_group(settings, "itzy"),
    ]
    seen = []
    for step in reversed(steps):
        undo(settings, step)
        seen.append((place("새별", "하나"), load_real(settings).name("itzy")))
    assert [owner and owner.group for owner, _ in seen] == ["itzy", "itzy", "새별", "새별", "새별"]
    assert [name for _, name in seen] == ["잇쥐", "있지", "있지", "있지", "있지"]
    assert not list((settings.workspace / "catalog").iterdir())


def test_a_change_is_not_undone_over_somebody_elses(settings):
    mine = edit.edit_group(settings, "itzy", note="내 것")
    edit.edit_group(settings, "itzy", note="남의 것")
    with pytest.raises(CatalogError, match="그 뒤에 다른 화면에서"):
        undo(settings, mine)
    assert get("itzy").note == "남의 것"


def test_a_name_that_is_taken_meanwhile_is_not_given_back(settings):
    mine = edit.edit_group(settings, "itzy", aliases=[])
    edit.add_group(settings, "잇지", ["하나"])
    with pytest.raises(CatalogError, match="'잇지' 이름이"):
        undo(settings, mine)


def test_a_catalogue_that_is_being_changed_says_so(settings, monkeypatch):
    monkeypatch.setattr(catalog_edits, "locked", partial(locked, patience=0.05))
    with catalog_edits.changing(settings), pytest.raises(StorageError, match="다른 창에서 그룹 목록을"):
        edit.edit_group(settings, "itzy", note="새 메모")
    edit.edit_group(settings, "itzy", note="새 메모")
