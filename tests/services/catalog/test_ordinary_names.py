"""A group whose name is a word: the editor knows it, and its articles are chosen by their context."""

import pytest

from core.catalog import load_real
from core.keywords.names.finder import NameFinder
from core.services.catalog import edit
from core.services.concept.names import name_finder


def found(finder: NameFinder, text: str, group: str, filed: str = "") -> set[str]:
    return {span.kind for span in finder.groups(text, filed) if span.group == group}


@pytest.mark.parametrize(
    ("name", "word", "sure"),
    [
        ("소나기", "소나기가 내린 밤 공연장은 조용했다.", "소나기 하람이 새 앨범의 안무를 소개했다."),
        ("위너", "이번 대회의 위너는 신인 작가였다.", "위너 하람이 새 앨범의 안무를 소개했다."),
        ("TWS", "TWS 이어폰이 새로 나왔다.", "TWS 하람이 새 앨범의 안무를 소개했다."),
    ],
)
def test_a_word_is_no_group_unless_the_context_says_so(settings, name, word, sure):
    group = edit.add_group(settings, name, ["하람", "다온"], aliases=[f"{name}즈"]).group
    saved = load_real(settings).get(group)
    assert saved.ordinary and saved.aliases == (f"{name}즈",)
    finder = name_finder(settings)
    assert not found(finder, word, group) and not found(finder, word, group, filed=group)
    assert found(finder, sure, group) == {"group", "member"}
    assert found(finder, f"{name}즈가 무대에 올랐다.", group) == {"group"}


@pytest.mark.parametrize("name", ["아이브", "새별나래"])
def test_a_name_that_is_no_word_is_found_wherever_it_stands(settings, name):
    group = edit.add_group(settings, name, ["하람"]).group
    assert not load_real(settings).get(group).ordinary
    assert found(name_finder(settings), f"{name}가 올린 영상이 화제다.", group) == {"group"}


def test_a_new_name_is_judged_anew(settings):
    group = edit.add_group(settings, "새별나래", ["하람"]).group
    edit.edit_group(settings, group, name="소나기")
    assert load_real(settings).get(group).ordinary
    edit.edit_group(settings, group, name="새별나래")
    assert not load_real(settings).get(group).ordinary
