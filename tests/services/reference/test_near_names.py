"""Which folder names are proposed to be a member of the catalogue, and which are left alone."""

import pytest

from core.catalog import load_real
from core.services.reference.near_names import near_names
from core.settings import Settings
from core.types import MemberId


def seems(settings: Settings, group: str, *folders: str) -> dict[str, str]:
    catalog = load_real(settings)
    found = near_names(catalog, [MemberId(group, folder) for folder in folders])
    return {near.folder.member: catalog.member_name(near.member) for near in found}


@pytest.mark.parametrize(
    ("group", "folders", "name"),
    [
        ("블랙핑크", ["jennie_kim", "Kim Jennie", "jenny", "blackpink_jennie", "김제니", "JENNIE-01"], "제니"),
        ("blackpink", ["kim_jisoo", "jisu", "Jisoo Kim", "김지수"], "지수"),
        ("blackpink", ["rose", "Rosé (BLACKPINK)"], "로제"),
        ("izone", ["chaewon", "chaewon_kim", "kimchaewon_01", "채원"], "김채원"),
        ("IZ*ONE", ["hyewon", "kang.hyewon", "혜원"], "강혜원"),
        ("izone", ["wonyoung", "Jang Won Young", "wonyeong"], "장원영"),
        ("izone", ["yujin_an", "yoojin", "An Yoojin"], "안유진"),
        ("izone", ["nako", "nako_yabuki"], "야부키 나코"),
        ("twice", ["chaeyoung_son", "chaeyeong"], "채영"),
    ],
)
def test_other_ways_to_write_a_name(settings: Settings, group: str, folders: list[str], name: str) -> None:
    known = {folder: who for folder, who in seems(settings, group, *folders).items() if who != name}
    assert known == {}
    catalog = load_real(settings)
    left = [f for f in folders if f not in seems(settings, group, *folders)]
    assert [f for f in left if catalog.find(group).member(f) is None] == [], "known already, or proposed"


@pytest.mark.parametrize(
    ("group", "folders"),
    [
        ("blackpink", ["jen", "kim", "j", "민지", "jessica", "somi", "jiso", "모름", "1", "지수2팀", "lisa rose"]),
        ("izone", ["chaewoon", "yuri_kim_won", "minjung", "민", "kim_minjoo_kang_hyewon"]),
        ("모르는 그룹", ["jennie_kim"]),
        ("twice", ["jihyo", "나연"]),  # known as they are
    ],
)
def test_what_is_only_alike_is_left_alone(settings: Settings, group: str, folders: list[str]) -> None:
    assert seems(settings, group, *folders) == {}
