"""Whose article it is, in files that say so and in those that do not: the same in all ways that a file is taken."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.catalog import load_real
from core.errors import NewsError
from core.services.news import articles as news
from core.services.news.about import called
from core.services.news.by_group import read_groups
from core.services.news.importing import import_files
from core.settings import Settings, get_settings
from core.types import Upload

# A broad search: what it is about, and how often.
BROAD = {
    "blackpink": [("블랙핑크, 새 앨범", "강렬한 힙합이다."), ("제니와 로제, 파리로", "새 의상을 선보였다.")],
    "ohmygirl": [
        ("오마이걸 컴백", "청량한 무대다."),
        ("여름 노래", "오마이걸은 동화를 노래한다. 오마이걸의 여름이다."),
    ],
    "": [(f"업계 소식 {n}", f"기업이 모델을 뽑는다 {n}.") for n in range(40)],
}
LISTS = ("이번 주 무대", "트와이스, 블랙핑크, 마마무, 오마이걸, 드림캐쳐, 있지(ITZY) 등이 나온다.")


def rows_of(broad: dict[str, list[tuple[str, str]]]) -> list[tuple[str, ...]]:
    return [("title", "body"), *(row for own in broad.values() for row in own)]


def written(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_what_names_nobody_counts_for_nobody_in_a_command(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [*rows_of(BROAD), LISTS])
    for group in ("blackpink", "BLACKPINK", "블핑", "블랙핑크(BLACKPINK)"):
        found, left_out, remarks = read_groups(group, path, get_settings())
        assert {name: len(own) for name, own in found.items()} == {"blackpink": 2, "ohmygirl": 2}
        assert (left_out, remarks) == ({"unnamed": 40, "passing": 1}, ())
    with pytest.raises(NewsError, match=r"마마무의 이름.*블랙핑크 2건, 오마이걸 2건"):
        read_groups("mamamoo", written(path, rows_of(BROAD)), get_settings())


def test_what_names_nobody_counts_for_nobody_in_the_workspace(settings: Settings, tmp_path: Path) -> None:
    upload = Upload("a.csv", written(tmp_path / "a.csv", rows_of(BROAD)).read_bytes())
    report = import_files(settings, [upload])
    assert {one.group: (one.found, one.admitted) for one in report.groups} == {"blackpink": (2, 2), "ohmygirl": (2, 2)}
    assert (report.nameless, report.unnamed) == (40, 0)
    assert {group: len(own) for group, own in news.articles(settings).items()} == {"blackpink": 2, "ohmygirl": 2}


def test_on_a_person_s_word_they_count_and_it_is_said_how_many(settings: Settings, tmp_path: Path) -> None:
    upload = Upload("a.csv", written(tmp_path / "a.csv", rows_of(BROAD)).read_bytes())
    report = import_files(settings, [upload], "blackpink")
    assert report.groups[0].admitted == 44 and report.unnamed == 42 and report.nameless == 0


def test_names_that_the_source_lists_say_whose_it_is_where_the_body_is_cut(tmp_path: Path) -> None:
    header = ("뉴스 식별자", "제목", "본문", "키워드")
    rows = [
        header, ("1", "새 앨범", "강렬하다.", "블랙핑크,앨범"), ("2", "새 무대", "청량하다.", "오마이걸,무대"),
        ("3", "두 팀", "함께 섰다.", "마마무,있지"),
    ]  # fmt: skip
    found, left_out, _ = read_groups("blackpink", written(tmp_path / "a.csv", rows), get_settings())
    assert {name: [one.title for one in own] for name, own in found.items()} == {
        "blackpink": ["새 앨범"], "ohmygirl": ["새 무대"],
    }  # fmt: skip
    assert left_out == {"unnamed": 1}, "of two alike nobody knows which"


SPELLINGS = [
    ("블랙핑크", "BLACKPINK", "Black Pink", "블핑"),
    ("blackpink", "블랙 핑크", "BLACK PINK", "블랙핑크(BLACKPINK)"),
    ("BLACKPINK (블랙핑크)", "걸그룹 블랙핑크", "그룹 블랙핑크", " 블랙핑크 "),
    ("ＢＬＡＣＫＰＩＮＫ", "black-pink", "블랙핑크", "Blackpink"),
    ("블랙핑크", "블랙핑크", "블랙핑크", "블랙핑크"),
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_group_meet_and_others_stay_apart(
    settings: Settings, tmp_path: Path, spellings: tuple[str, ...]
) -> None:
    rows = [("group", "title", "body")]
    rows += [(name, f"새 무대 {n}", "강렬하다") for n, name in enumerate(spellings)]
    rows += [
        ("별빛소녀단", "별빛", "몽환"),
        ("별빛 소녀단", "달빛", "몽환"),
        ("", "오마이걸 컴백", "청량"),
        ("", "소식", "비"),
    ]
    path = written(tmp_path / "a.csv", rows)
    found, left_out, _ = read_groups("블랙핑크", path, get_settings())
    assert {name: len(own) for name, own in found.items()} == {"blackpink": 4, "별빛소녀단": 2, "ohmygirl": 1}
    assert left_out == {"unnamed": 1} and {one.group for one in found["blackpink"]} == {"blackpink"}
    report = import_files(settings, [Upload("a.csv", path.read_bytes())])
    assert {one.group: one.found for one in report.groups} == {"blackpink": 4, "ohmygirl": 1}
    assert (sum(report.unknown.values()), report.nameless) == (2, 1)


def test_what_could_not_be_read_is_told_with_its_file(settings: Settings) -> None:
    data = "제목,본문,날짜\n블랙핑크 컴백,강렬하다,3시간 전\n블랙핑크 무대,강렬,하다,2024-03-01\n".encode()
    report = import_files(settings, [Upload("기사.csv", data)])
    assert report.new == 1 and len(report.remarks) == 2
    assert all(remark.startswith("기사.csv: ") and "1" in remark for remark in report.remarks)


def test_a_cell_that_names_no_group_is_none() -> None:
    look_up = load_real(get_settings()).lookup
    assert [called(name, look_up) for name in ("", "()", "그룹", "블랙핑크, 오마이걸", "(여자)")] == [None] * 5
