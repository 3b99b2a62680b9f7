"""The catalogues on file: what they hold, how a broken file is reported, whether their colours differ."""

from pathlib import Path

import numpy as np
import pytest

from core.catalog import catalog_problems, load_catalog, load_demo, load_real, load_shipped
from core.colour import CONTRAST, alike, distances, faintest
from core.errors import DataFileError
from core.settings import get_settings
from core.types import MemberId
from tests.support.builders import present


@pytest.fixture(scope="module", params=["real", "demo"])
def either(request):
    return (load_shipped if request.param == "real" else load_demo)(get_settings())


def test_the_seven_real_groups_and_their_48_members_in_the_original_order(real):
    assert [g.name for g in real] == ["드림캐쳐", "마마무", "블랙핑크", "아이즈원", "오마이걸", "있지", "트와이스"]
    assert [g.label for g in real] == list(range(7))
    assert [len(g.members) for g in real] == [7, 4, 4, 12, 7, 5, 9]
    assert not any(g.fictional for g in real)
    assert [m.name for m in real.find("있지").members] == ["예지", "리아", "류진", "채령", "유나"]


def test_every_real_group_has_a_note_and_every_member_something_to_search_for(real):
    for group in real:
        assert 2 <= group.note.count("니다.") <= 3, group.id
        assert group.search
        for member in group.members:
            assert f"{group.name} {member.name}" in member.search
            assert f"{group.latin} {member.name}" in member.search


def test_the_demo_groups_are_fictional_and_no_member_shares_a_real_ones_name(real):
    demo = load_demo(get_settings())
    assert [g.name for g in demo] == ["한빛결", "두물", "세결", "네모달", "다섯숲", "여섯별", "일곱온"]
    assert tuple(g.id for g in demo) == tuple(f"group_{n}" for n in range(1, 8))
    assert all(g.fictional and "가상의 그룹" in g.note for g in demo)
    assert all([m.id for m in g.members] == [f"member_{n}" for n in range(1, 5)] for g in demo)
    names = [m.name for g in demo for m in g.members]
    assert len(set(names)) == 28
    assert not {m.name for g in real for m in g.members} & set(names)
    assert all(8 <= len(g.concept_words) <= 12 for g in demo)


def test_reading_once_gives_the_same_object(real):
    assert load_real(get_settings()) is real


GOOD = """
label: {label}
name: "{name}"
latin: "{latin}"
colour: "#0072B2"
search: ["{name}"]
aliases: []
note: "소개입니다."
members: [{{id: "지수", name: "지수"}}]
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_two_groups_may_each_have_a_member_of_one_name(tmp_path):
    a, b = GOOD.format(label=0, name="가", latin="ga"), GOOD.format(label=1, name="나", latin="na")
    catalog = load_catalog(write(tmp_path, a=a, b=b))
    assert [present(g.member("지수")).name for g in catalog] == ["지수", "지수"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("#0072B2", "blue"), "colour 'blue'"),
        (("label: 0", "label: 처음"), "label에 정수"),
        (('latin: "ga"', ""), "latin 항목이 없거나"),
        (("note:", "notes:"), "모르는 항목 notes"),
        (('{id: "지수", name: "지수"}', ""), "멤버를 1명에서 500명"),
        (('{id: "지수", name: "지수"}', '{id: "1", name: "지수"}, {id: "2", name: "지 수"}'), "멤버 이름이.*겹칩니다"),
        (('{id: "지수", name: "지수"}', '{name: "지수"}'), "id 항목이 없거나"),
        (("aliases: []", "aliases: 가나"), "글자 목록"),
        (("label: 0", "label: [0"), "읽을 수 없습니다"),
        (("label: 0", "label: 0\nfictional: maybe"), "true나 false"),
        (("label: 0", "label: 0\nlabel: 1"), "‘label’ 항목이 두 번"),
        (('name: "가"', 'name: "\\uD800가"'), "번째 줄을 읽을 수 없습니다"),
        (('name: "가"', 'name: "\\u202E가"'), "‘가’에 보이지 않는 글자"),
        (('note: "', 'note: "\\u202E'), "보이지 않는 글자"),
        (("label: 0", "label: !!timestamp x"), "읽을 수 없습니다"),
        (("label: 0", "label: !!int ''"), "읽을 수 없습니다"),
    ],
)
def test_a_broken_file_is_named_with_the_field_at_fault(tmp_path, change, message):
    text = GOOD.format(label=0, name="가", latin="ga")
    assert change[0] in text
    with pytest.raises(DataFileError, match=message) as caught:
        load_catalog(write(tmp_path, ga=text.replace(*change)))
    assert "ga.yaml" in str(caught.value)


def test_two_groups_of_one_name_or_label_are_refused(tmp_path):
    a = GOOD.format(label=0, name="가", latin="ga")
    with pytest.raises(DataFileError, match="두 그룹에"):
        load_catalog(write(tmp_path, a=a, b=GOOD.format(label=1, name="나", latin="G A")))
    with pytest.raises(DataFileError, match="겹칩니다"):
        load_catalog(write(tmp_path, a=a, b=GOOD.format(label=0, name="나", latin="na")))
    with pytest.raises(DataFileError, match="그룹 파일"):
        load_catalog(tmp_path / "nothing")


@pytest.fixture
def edits(tmp_path: Path) -> Path:
    """Where a user's changes lie, as `_own_workspace` sets it."""
    folder = get_settings().workspace / "catalog"
    folder.mkdir(parents=True)
    return folder


def test_a_users_file_replaces_a_group_and_adds_one(edits, real):
    write(edits, itzy=GOOD.format(label=5, name="있지", latin="ITZY"), new=GOOD.format(label=3, name="새", latin="new"))
    catalog = load_real(get_settings())
    assert [m.name for m in catalog.get("itzy").members] == ["지수"]
    assert catalog.find("새").label == 7, "a label that is taken gives way"
    assert len(catalog) == 8 and not catalog_problems(get_settings())
    assert load_real(get_settings()) is catalog, "read once"
    assert len(load_shipped(get_settings())) == 7
    (edits / "new.yaml").unlink()
    assert len(load_real(get_settings())) == 7


def test_looking_creates_no_workspace():
    load_real(get_settings())
    assert catalog_problems(get_settings()) == ()
    assert not get_settings().workspace.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("label: [", "읽을 수 없습니다"),
        ("[" * 5000, "읽을 수 없습니다"),
        ("a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b]}", "읽을 수 없습니다"),
        ("", "'이름: 값'"),
        (GOOD.format(label=5, name="있지", latin="ITZY") + "colour2: 1", "모르는 항목 colour2"),
        (GOOD.format(label=5, name="트와이스", latin="ITZY"), "'트와이스' 이름이"),
        (GOOD.format(label=5, name="있지", latin="ITZY").replace("}]", ", merged_into: 없음}]"), "merged_into '없음'"),
    ],
)
def test_a_users_broken_file_is_named_and_the_shipped_group_stays(edits, real, text, said):
    write(edits, itzy=text, twice=GOOD.format(label=6, name="트와이스", latin="TWICE"))
    catalog = load_real(get_settings())
    (problem,) = catalog_problems(get_settings())
    assert "catalog/itzy.yaml" in problem and said in problem
    assert catalog.get("itzy") == real.get("itzy")
    assert len(catalog.get("twice").members) == 1, "the other changes count"
    write(edits, itzy=GOOD.format(label=5, name="있지", latin="ITZY"))
    assert not catalog_problems(get_settings())


def test_two_groups_may_swap_their_names(edits):
    one, other = GOOD.format(label=5, name="트와이스", latin="T"), GOOD.format(label=6, name="있지", latin="I")
    write(edits, itzy=one, twice=other)
    assert not catalog_problems(get_settings())
    assert load_real(get_settings()).find("있지").id == "twice"


def test_a_group_merged_into_nobody_is_left_out_of_comparisons(edits):
    write(edits, itzy=GOOD.format(label=5, name="있지", latin="ITZY") + "merged_into: nobody")
    catalog = load_real(get_settings())
    assert catalog.place(MemberId("itzy", "지수")) is None and "itzy" not in [g.id for g in catalog]
    assert "nobody" in catalog_problems(get_settings())[0]


def test_colours_stand_out_on_white_and_on_the_dark_theme(either):
    for one in either:
        assert faintest(one.colour)[0] >= CONTRAST, one.id


def test_colours_can_be_told_apart(either):
    colours = [g.colour for g in either]
    far = distances(colours, colours) + 100 * np.eye(len(colours))
    assert far.min() >= 13
    assert not any(alike(c, [o for o in colours if o != c]) for c in colours)
