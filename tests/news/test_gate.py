"""Which articles count for a group: examples of every verdict, homonyms above all, and what holds for any article."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import load_real
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import GroupNames, NameFinder
from core.news.gate import judge
from core.services.concept.names import group_names
from core.settings import get_settings
from tests.support.builders import article

GRAMMAR = "회사는 새 건물을 짓고 있지만 일정은 밝히지 않고 있지 않다."
LEFT_OUT = {"homonym", "unnamed", "passing"}
OTHERS = "트와이스, 블랙핑크, 마마무, 오마이걸, 드림캐쳐"


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    real = load_real(get_settings())
    more = [
        GroupNames("gidle", "아이들", "I-DLE", (), ("미연", "소연")),
        GroupNames("gfriend", "여자친구", "GFRIEND", (), ("소원", "은하", "신비", "엄지")),
        GroupNames("viviz", "비비지", "VIVIZ", (), ("은하", "신비", "엄지")),
        GroupNames("ive", "아이브", "IVE", (), ("안유진", "장원영")),
        GroupNames("riize", "라이즈", "RIIZE"),
        GroupNames("billlie", "빌리", "Billlie"),
        GroupNames("winner", "위너", "WINNER"),
        GroupNames("tws", "투어스", "TWS"),
    ]
    return NameFinder([*(group_names(g.id, (real,)) for g in real), *more], load_lexicon(get_settings()))


FOUND = [
    ("itzy", "그룹 있지, 새 앨범 발표", "", "title"),
    ("itzy", "ITZY 월드투어", "", "title"),
    ("itzy", "새 앨범 소식", "걸그룹 있지(ITZY)가 새 앨범을 냈다.", "named"),
    ("itzy", "가요 소식", f"{OTHERS}의 무대에 걸그룹 있지(ITZY)도 올랐다. 있지의 무대는 처음이다.", "named"),
    ("itzy", "새 앨범 소식", "예지와 류진이 무대에 올랐다.", "members"),
    ("twice", "나연과 모모의 무대", "", "members"),
    ("itzy", "건설 소식", GRAMMAR, "homonym"),
    ("gidle", "놀이터 소식", "아이들이 뛰어놀았다. 아이들은 즐거웠다.", "homonym"),
    ("gfriend", "생일 선물", "여자친구와 여행을 갔다. 여자친구가 좋아했다.", "homonym"),
    ("itzy", "주식 시장", "지수가 올랐다.", "unnamed"),
    ("blackpink", "주식 시장", "코스피 지수가 올랐다.", "unnamed"),
    ("twice", "가요 소식", "한 가수의 새 앨범이 나왔다.", "unnamed"),
    ("itzy", "이번 주 무대", f"{OTHERS}, 있지(ITZY) 등이 나온다.", "passing"),
    ("itzy", "새 드라마 소식", "한 배우는 있지(ITZY)의 노래를 즐겨 듣는다고 했다. 촬영은 내년에 시작한다.", "passing"),
    ("ohmygirl", "종영 소감", "한 배우는 오마이걸 미미와 함께 예능에 나간다. 드라마는 끝났다.", "passing"),
    ("itzy", "류진, 춤 영상 공개", "있지 류진이 춤 영상을 올렸다.", "named"),
    ("twice", "인터뷰", "트와이스입니다. 이 한마디에 객석이 흔들렸다.", "named"),
    ("itzy", "가요 소식", "있지이자 솔로 가수인 예지가 무대에 섰다. 예지는 랩을 선보였다.", "named"),
    ("izone", "안유진, 춤 예능 심사위원", "아이즈원 출신 안유진이 심사위원으로 나선다.", "unnamed"),
    ("twice", "작곡가 30년 전시", "전시에는 마마무와 트와이스의 의상이 나온다.", "passing"),
    ("itzy", "올여름 개봉작", "영화 ‘ITZY’가 다시 걸린다. 영화 ‘ITZY’는 산장이 무대다.", "unnamed"),
    ("izone", "새 앨범 소식", "안유진과 장원영은 아이즈원 출신이다. 새 앨범을 냈다.", "unnamed"),
    ("gidle", "아이들 미연, 솔로곡", "미연은 봄을 노래한다.", "title"),
    ("viviz", "은하 관측", "우리 은하의 신비를 풀었다. 엄지만 한 센서를 썼다.", "unnamed"),
    ("gfriend", "비비지, 신곡", "은하와 신비, 엄지가 신곡을 냈다.", "unnamed"),
    ("riize", "라이즈 사업 예산 확정", "지역혁신중심 대학지원체계 라이즈 예산이 늘었다.", "homonym"),
    ("riize", "라이즈 컴백", "라이즈(RIIZE)가 청량한 신곡을 냈다. 라이즈는 여름을 노래한다.", "title"),
    ("billlie", "빌리 엘리어트, 앙코르 공연", "빌리 역은 다섯 명이 나눈다.", "homonym"),
    ("winner", "올해의 위너는 누구", "증시의 위너는 반도체였다.", "homonym"),
    ("tws", "무선 이어폰 TWS 시장", "TWS는 완전 무선 이어폰을 말한다.", "homonym"),
    ("tws", "청량한 신곡", "그룹 투어스(TWS)가 신곡을 냈다. 투어스는 첫사랑을 노래한다.", "named"),
    ("itzy", "브랜드 평판", "뉴진스, 에스파, 르세라핌, 아이브, 스테이씨, 있지(ITZY) 등이 올랐다.", "passing"),
]  # fmt: skip
FILED = [
    ("itzy", "가요 소식", "새 앨범이 나왔다.", "filed"),
    ("itzy", "건설 소식", GRAMMAR, "homonym"),
    ("itzy", "새 앨범 소식", f"예지가 나왔다. {GRAMMAR}", "filed"),  # one of the group's own people: no mistake
    ("itzy", "이번 주 무대", f"{OTHERS}, 있지(ITZY) 등이 나온다.", "passing"),
    ("itzy", "그룹 있지, 새 앨범", "", "title"),
    (
        "itzy",
        "새 드라마 소식",
        "한 배우는 있지(ITZY)의 노래를 즐겨 듣는다고 했다.",
        "named",
    ),  # nothing speaks against it
]


@pytest.mark.parametrize(
    ("filed", "group", "title", "body", "code"), [(False, *case) for case in FOUND] + [(True, *case) for case in FILED]
)
def test_what_is_found_needs_a_reason_to_count_and_what_a_person_filed_one_not_to(
    finder: NameFinder, filed: bool, group: str, title: str, body: str, code: str
) -> None:
    gate = judge(article(title, body), finder, group, filed=filed)
    assert (gate.code, gate.admitted) == (code, code not in LEFT_OUT)
    assert gate.reason.endswith("다.")


def test_the_word_that_misled_is_named(finder: NameFinder) -> None:
    gate = judge(article("건설 소식", GRAMMAR), finder, "itzy", filed=False)
    assert gate.reason == "‘있지’가 그룹 이름이 아니라 일반 낱말로만 나옵니다."


def test_one_name_that_a_member_shares_with_others_is_not_enough(finder: NameFinder) -> None:
    gate = judge(article("배우 류진, 새 드라마", "류진이 쉬고 있지만 곧 돌아온다."), finder, "itzy", filed=False)
    assert (gate.code, gate.reason) == ("unnamed", "‘류진’ 하나만 나와 그룹의 멤버인지 알 수 없습니다.")


def test_a_row_of_words_is_no_list_of_groups(finder: NameFinder) -> None:
    for body in (
        "걸그룹 있지(ITZY)는 청량, 몽환, 상큼, 발랄, 당당, 복고를 오간다.",
        "걸그룹 있지(ITZY)는 서울, 도쿄, 파리, 런던, 뉴욕, 베를린을 돈다.",
        "있지(ITZY), 예지, 리아, 류진, 채령, 유나의 무대가 이어졌다.",
    ):
        assert judge(article("가요 소식", body), finder, "itzy", filed=False).code == "named", body


def test_what_the_source_lists_counts_as_named(finder: NameFinder) -> None:
    assert judge(article("새 앨범", tags=("가람일보", "트와이스")), finder, "twice", filed=False).code == "tagged"
    assert judge(article("새 앨범", tags=("예지", "리아")), finder, "itzy", filed=False).code == "members"
    assert judge(article("놀이터", tags=("아이들", "학교")), finder, "gidle", filed=False).code == "unnamed"


def test_grammar_in_real_news_is_never_the_group(finder: NameFinder, sentences_with_itji: list[str]) -> None:
    assert len(sentences_with_itji) >= 15
    for sentence in sentences_with_itji:
        gate = judge(article("소식", sentence), finder, "itzy", filed=False)
        assert not gate.admitted and gate.code in ("homonym", "unnamed"), (sentence, gate)


PIECES = ("있지", "ITZY", "트와이스", "예지", "아이들", "고 있지만", ",", "등", "\n", "무대가", ".")


@given(
    st.lists(st.sampled_from(PIECES), max_size=30),
    st.lists(st.sampled_from(["있지", "ITZY", "트와이스", "예지", "소식"]), min_size=1, max_size=5),
)  # fmt: skip
def test_every_article_gets_a_verdict_with_a_reason(finder: NameFinder, body: list[str], title: list[str]) -> None:
    one = article(" ".join(title), " ".join(body))
    found, filed = (judge(one, finder, "itzy", filed=by) for by in (False, True))
    assert found.admitted == (found.code not in LEFT_OUT) and found.reason and filed.reason
    assert filed.admitted >= found.admitted, "what a person filed is never judged more strictly"
    assert judge(replace(one, title=f"ITZY {one.title}"), finder, "itzy", filed=False).code == "title"
