from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import GroupNames, NameFinder
from core.settings import get_settings
from tests.keywords.gold import itzy, load, real_groups

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


def test_no_ending_hides_a_name():
    endings = (
        "입니다 이자 이며 로부터 로는 뿐만 한테 만큼 라면 였다 와는 와도 보다는 만을 에선 에겐 라도 란 마다 측은 급 "
        "인데 네 였던 지만 이라서 이야말로 측에서 들과 로서의"
    )
    hidden = [e for e in endings.split() if named(f"주인공은 블랙핑크{e} 할 만했다.") != [("블랙핑크", "group")]]
    assert hidden == []


def test_a_group_whose_name_is_a_word_of_the_lexicon_needs_a_sign(lexicon):
    finder = NameFinder([GroupNames("own", "은하수", "EUNHASU", (), ("가온",))], lexicon)
    assert finder.groups("은하수가 밤하늘에 흐른다.") == []
    for text in ("그룹 은하수가 컴백했다.", "은하수(EUNHASU)의 무대", "은하수 가온이 웃었다.", "은하수 신곡 공개"):
        assert next(s.group for s in finder.groups(text)) == "own", text
    assert [s.group for s in finder.groups("은하수가 밤하늘을 노래한다.", "own")] == ["own"], "its own file"


@pytest.mark.parametrize("text", ["지수가 1% 올랐다.", "지수는 3,000포인트로 마감했다.", "유아 교육이 바뀐다."])
def test_figures_are_no_member(text):
    assert named(text, "blackpink") == [] and named(text, "ohmygirl") == []


def test_members_count_only_beside_their_group(finder):
    spans = finder.find("유나는 오늘 출근했다.")
    assert spans == []
    spans = finder.find("ITZY 유나는 있지의 막내다.")
    assert [s.name for s in spans if s.kind == "member"] == ["유나"]
    assert [s.name for s in finder.find("유나가 웃었다.", "itzy")] == ["유나"]


def test_titles_after_their_word_are_names(finder):
    text = "타이틀곡 ‘밤하늘 편지’는 여섯별 팬덤 별지기에게"
    found = {(s.name, s.kind) for s in finder.find(text)}
    assert found == {("밤하늘 편지", "title"), ("여섯별", "group"), ("별지기", "other")}


def test_spans_do_not_overlap(finder):
    text = "신곡 ‘여섯별 있지’, 그룹 있지(ITZY) 유나와 IZ*ONE 장원영"
    spans = finder.find(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_no_grammatical_itzy_in_real_sentences(finder, sentences_with_itji):
    found = [text for text in sentences_with_itji if groups(finder, text)]
    assert found == []


REAL = NameFinder(real_groups(), load_lexicon(get_settings()))


def named(text, group=""):
    return [(s.name, s.kind) for s in REAL.find(text, group)]


@pytest.mark.parametrize("kind", ["itzy", "itzy_held"])
def test_itzy_is_found(kind):
    missed = [text for text in itzy()[kind] if ("있지", "group") not in named(text)]
    assert missed == []


@pytest.mark.parametrize("kind", ["grammar", "grammar_held"])
def test_no_grammar_is_itzy(kind):
    assert [text for text in itzy()[kind] if named(text)] == []


VERBS = (
    "하고",
    "남아",
    "돼",
    "보여",
    "펴",
    "이어져",
    "알려져",
    "들려",
    "앉아",
    "서",
    "쌓여",
    "볼 수",
    "문제가",
    "돈은",
    "팬들이",
)
ENDINGS = (
    " 않다",
    "만",
    "만은 않다",
    "는 않았다",
    "도 않은",
    "요",
    ".",
    "?",
    ", 하고",
    "”라고",
    " 못해",
    " 말고",
    "는커녕",
    "도, 없지도 않다",
)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_verb_before_and_its_ending_after_are_grammar(verb, ending):
    assert named(f"그는 {verb} 있지{ending}") == []


def test_other_names_that_are_forms_of_a_verb():
    assert named("그는 말을 잇지 못했고, 누구도 믿지 않았다.") == []
    assert named("팬덤 믿지와 만난 그룹 잇지") == [("믿지", "other"), ("있지", "group")]


def test_a_song_whose_name_is_a_word_needs_its_quotes():
    assert named("무대를 우아하게 마쳤다.", "twice") == []
    assert named("트와이스가 ‘우아하게’를 불렀다.") == [("트와이스", "group"), ("우아하게", "other")]


def test_a_name_joined_to_another_name_is_a_name():
    assert ("있지", "group") in named("에스파와 있지는 오늘 무대에 오른다.")
    assert ("있지", "group") in named("마마무·있지·오마이걸")


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("주가 지수가 떨어졌다.", "blackpink"),
        ("로제 파스타를 먹었다.", "blackpink"),
        ("솔라 패널을 달았다.", "mamamoo"),
        ("화사한 봄옷", "mamamoo"),
        ("유아용품과 유아 교육", "ohmygirl"),
        ("비니를 눌러썼다.", "ohmygirl"),
        ("아린 마음", "ohmygirl"),
        ("사나운 파도와 미나리", "twice"),
        ("안무 시연을 마쳤다.", "dreamcatcher"),
        ("한동안 쉬었다.", "dreamcatcher"),
        ("예지몽을 꿨다.", "itzy"),
    ],
)
def test_a_word_is_no_member(text, group):
    assert named(text, group) == []


def test_a_member_whose_name_is_a_word():
    assert named("지수가 웃었고 로제는 노래했다.", "blackpink") == [("지수", "member"), ("로제", "member")]
    assert named("화사의 화사한 드레스", "mamamoo") == [("화사", "member")]


def test_children_count_where_the_group_is_sure(finder):
    text = "그룹 아이들이 돌아온다. 아이들의 새 앨범은 내달 나온다."
    assert groups(finder, text) == [("아이들", "g_idle")] * 2
    assert groups(finder, "아이들의 마음에는 아이들만의 꿈이 있다.") == []


def test_a_closing_quote_opens_no_title(finder):
    found = finder.find("'칼의 노래' 등을 쓴 작가가 '바다의 밤'을 냈다.")
    assert [(s.name, s.kind) for s in found] == [("칼의 노래", "title"), ("바다의 밤", "title")]


PIECES = (
    "있지",
    "그룹 ",
    "‘",
    "’",
    " ",
    ", ",
    "·",
    "만",
    "는",
    "의 ",
    "(ITZY)",
    "예지",
    "지수",
    " 않다",
    "하고 ",
    "신곡 ",
    "\n",
    ".",
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(["", "itzy", "blackpink"]))
def test_names_lie_in_the_text_and_apart(text, group):
    spans = REAL.find(text, group)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans == REAL.find(text, group)


NEUTRAL = ("날씨가 맑았다.", "시민들이 공원을 걸었다.", "시장에는 과일이 많다.")


@settings(max_examples=60)
@given(
    st.sampled_from([s for part in itzy().values() for s in part] + [s.text for s in load("sentences")]),
    st.sampled_from(NEUTRAL),
    st.sampled_from(NEUTRAL),
)
def test_neutral_sentences_around_change_nothing(text, before, after):
    shift = len(before) + 1
    found = REAL.find(f"{before} {text} {after}", "itzy")
    assert [(s.start - shift, s.end - shift, *s[2:]) for s in found] == [tuple(s) for s in REAL.find(text, "itzy")]
