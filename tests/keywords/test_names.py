from itertools import pairwise

import pytest

from core.keywords.lexicon import load_lexicon
from core.keywords.names import GroupNames, NameFinder
from core.settings import get_settings

GROUPS = (
    GroupNames("itzy", "있지", "ITZY", (), ("예지", "리아", "류진", "채령", "유나")),
    GroupNames("izone", "아이즈원", "IZ*ONE", (), ("장원영", "안유진")),
    GroupNames("g_idle", "아이들", "I-DLE", ("(여자)아이들",), ("미연",)),
    GroupNames("group_6", "여섯별", "Yeoseotbyeol", (), ("별하린",), ("별지기",)),
)


@pytest.fixture(scope="module")
def finder():
    return NameFinder(GROUPS, load_lexicon(get_settings()))


def groups(finder, text):
    return [(text[s.start : s.end], s.group) for s in finder.find(text) if s.kind == "group"]


@pytest.mark.parametrize(
    "text",
    [
        "그룹 있지가 컴백했다.",
        "걸그룹 ‘있지’",
        "있지(ITZY)",
        "ITZY(있지)",
        "있지의 새 앨범",
        "있지와 무대에 섰다",
        "있지 멤버 유나",
        "ITZY",
    ],
)
def test_itzy_by_its_context(finder, text):
    assert "itzy" in {g for _, g in groups(finder, text)}, text


@pytest.mark.parametrize(
    "text",
    [
        "말하고 있지만 아니다.",
        "남아 있지 않다.",
        "하고 있지요",
        "그룹 있지 않은",
        "있지도 않은 일",
        "알고 있지.",
        "살고 있지는 않다",
    ],
)
def test_the_grammar_is_not_itzy(finder, text):
    assert groups(finder, text) == []


def test_children_are_no_group(finder):
    assert groups(finder, "아이들이 놀이터에서 뛰어논다.") == []
    assert groups(finder, "그룹 아이들이 컴백했다.") == [("아이들", "g_idle")]
    assert groups(finder, "(여자)아이들의 무대") == [("(여자)아이들", "g_idle")]


def test_names_end_where_words_end(finder):
    assert groups(finder, "아이즈원은 아이즈원의 무대로") == [("아이즈원", "izone")] * 2
    assert groups(finder, "iz*one") == [("iz*one", "izone")]
    assert groups(finder, "여섯별자리") == []


def test_members_count_only_beside_their_group(finder):
    spans = finder.find("유나는 오늘 출근했다.")
    assert spans == []
    spans = finder.find("ITZY 유나는 있지의 막내다.")
    assert [s.name for s in spans if s.kind == "member"] == ["유나"]
    assert [s.name for s in finder.find("유나가 웃었다.", "itzy")] == ["유나"]


def test_titles_after_their_word_are_names(finder):
    text = "타이틀곡 ‘밤하늘 편지’는 여섯별 팬덤 별지기에게"
    found = {(s.name, s.kind) for s in finder.find(text)}
    assert found == {("밤하늘 편지", "other"), ("여섯별", "group"), ("별지기", "other")}


def test_spans_do_not_overlap(finder):
    text = "신곡 ‘여섯별 있지’, 그룹 있지(ITZY) 유나와 IZ*ONE 장원영"
    spans = finder.find(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_no_grammatical_itzy_in_real_sentences(finder, sentences_with_itji):
    found = [text for text in sentences_with_itji if groups(finder, text)]
    assert found == []
