"""The catalogue: what it holds, how names are found, how a broken file is reported, whether its colours differ."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from core.catalog import load_catalog, load_demo, load_real
from core.errors import DataFileError, UnknownNameError
from core.settings import get_settings
from core.types import MemberId

# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE, DARK = "#FFFFFF", "#14141A"


def linear(colour):
    c = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    """WCAG 2 contrast ratio."""
    x, y = sorted((float(TO_XYZ[1] @ linear(a)), float(TO_XYZ[1] @ linear(b))))
    return (y + 0.05) / (x + 0.05)


def lab(rgb):
    x = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(x > 216 / 24389, np.cbrt(x), (24389 / 27 * x + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(p, q):
    """Sharma, Wu & Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = p, q
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    cos = lambda factor, shift: np.cos(np.radians(factor * hm + shift))  # noqa: E731
    t = 1 - 0.17 * cos(1, -30) + 0.24 * cos(2, 0) + 0.32 * cos(3, 6) - 0.2 * cos(4, -63)
    sl = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    turned = np.sin(np.radians(60 * np.exp(-(((hm - 275) / 25) ** 2))))
    rt = -2 * np.sqrt(cm**7 / (cm**7 + 25**7)) * turned
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh))


@pytest.fixture(scope="module")
def real():
    return load_real(get_settings())


@pytest.fixture(scope="module", params=["real", "demo"])
def either(request):
    return (load_real if request.param == "real" else load_demo)(get_settings())


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
    assert [g.member("지수").name for g in catalog] == ["지수", "지수"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("#0072B2", "blue"), "colour 'blue'"),
        (("label: 0", "label: 처음"), "label에 정수"),
        (('latin: "ga"', ""), "latin 항목이 없거나"),
        (("note:", "notes:"), "모르는 항목 notes"),
        (('{id: "지수", name: "지수"}', ""), "멤버를 한 명 이상"),
        (('{id: "지수", name: "지수"}', '{id: "1", name: "지수"}, {id: "2", name: "지 수"}'), "멤버 이름이.*겹칩니다"),
        (('{id: "지수", name: "지수"}', '{name: "지수"}'), "id 항목이 없거나"),
        (("aliases: []", "aliases: 가나"), "글자 목록"),
        (("label: 0", "label: [0"), "읽을 수 없습니다"),
        (("label: 0", "label: 0\nfictional: maybe"), "true나 false"),
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


def test_ciede2000_agrees_with_the_published_pairs():
    """Sharma, Wu & Dalal (2005), table 1, pairs 1, 7, 17 and 25."""
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ]
    for p, q, expected in pairs:
        assert ciede2000(p, q) == pytest.approx(expected, abs=2e-4)


def test_colours_stand_out_on_white_and_on_the_dark_theme(either):
    for group in either:
        assert contrast(group.colour, WHITE) >= 3, group.id
        assert contrast(group.colour, DARK) >= 3, group.id


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_can_be_told_apart(either, sight):
    seen = {g.id: lab(SIGHT[sight] @ linear(g.colour)) for g in either}
    ids = list(seen)
    nearest = min((ciede2000(seen[a], seen[b]), a, b) for n, a in enumerate(ids) for b in ids[n + 1 :])
    assert nearest[0] >= 13, nearest
