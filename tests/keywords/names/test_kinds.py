"""Titles, people and well-known names, each by its kind; what is said in quotes is no title."""

import pytest

from core.keywords.lexicon.file import parse
from core.keywords.lexicon.lexicon import load_lexicon, merge, shipped_layer
from core.keywords.names.finder import NameFinder
from core.settings import get_settings
from tests.keywords.gold import real_groups


@pytest.fixture(scope="module")
def finder():
    return NameFinder(real_groups(), load_lexicon(get_settings()))


def kinds(finder, text, *kind):
    return [s.name for s in finder.find(text) if s.kind in kind]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("신곡 '체리 블러썸'으로 돌아온다. 체리 블러썸은 청량하다.", ["체리 블러썸", "체리 블러썸"]),
        ("미니 14집 ‘스트래티지(STRATEGY)’를 냈다. 스트래티지는 힙합 곡.", ["스트래티지", "스트래티지"]),
        ("타이틀곡 ‘바다’와 바다 풍경", ["바다"]),
        ("드라마 ‘게임의 여왕’ OST와 《푸른 밤》, 「겨울 정원」", ["게임의 여왕", "푸른 밤", "겨울 정원"]),
        ("결은 사극 ‘왕의 그림자’ 카메오로 나온다", ["왕의 그림자"]),
        ('(여자)하루, "싫다고 말했다" MV 공개', ["싫다고 말했다"]),
        ("Pretty Savage, LOVE DIVE, How You Like That 무대", ["Pretty Savage", "LOVE DIVE", "How You Like That"]),
        ("이번 투어 '월드 인 어 데이'와 'I am ME.'", ["월드 인 어 데이", "I am ME."]),
        ("‘파도 게임’은 거울 세계에서 출발했다.", ["파도 게임"]),
    ],
)
def test_titles(finder, text, titles):
    assert kinds(finder, text, "title") == titles


@pytest.mark.parametrize(
    "text",
    [
        '예지는 "청량한 에너지를 담았다"고 말했다.',
        "블랙핑크는 “우리의 이야기를 들려주고 싶었어요”라며 웃었다.",
        "‘당당한 매력’을 뽐냈다.",
        "‘청량’ 콘셉트와 ‘힐링’ 무드",
        "‘레트로 감성’을 더했다.",
        "“새로운 도전”이라는 평가",
        "R&B와 EDM, Y2K 감성, HIP한 무드의 K-POP",
    ],
)
def test_what_is_said_or_stressed_is_no_title(finder, text):
    assert kinds(finder, text, "title", "other") == []


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        (
            "배우 김하늘, 박바람 기자, 이노을 PD가 왔다. 김하늘은 웃었다.",
            "person",
            ["김하늘", "박바람", "이노을", "김하늘"],
        ),
        ("소속사 정글짐레코드에 따르면 정글짐레코드는", "agency", ["정글짐레코드", "정글짐레코드"]),
        ("하늘빛엔터테인먼트와 SM엔터테인먼트", "agency", ["하늘빛엔터테인먼트", "SM엔터테인먼트"]),
        ("고척스카이돔과 KSPO DOME, 새벽체육관", "venue", ["고척스카이돔", "KSPO DOME", "새벽체육관"]),
        ("골든디스크어워즈와 여자 신인상 후보", "award", ["골든디스크어워즈", "여자 신인상"]),
        ("아이튠즈 월드와이드 앨범 차트와 써클차트", "chart", ["아이튠즈 월드와이드 앨범 차트", "써클차트"]),
        ("유튜브와 틱톡에서", "platform", ["유튜브", "틱톡"]),
        ("KBS2 ‘뮤직뱅크’에", "broadcaster", ["KBS2", "뮤직뱅크"]),
        ("에스파와 임영웅의 무대", "artist", ["에스파", "임영웅"]),
        ("글로벌 브랜드 라메종의 새 앰배서더", "brand", ["라메종"]),
        ("도쿄와 방콕에서", "place", ["도쿄", "방콕"]),
    ],
)
def test_names_of_each_kind(finder, text, kind, names):
    assert kinds(finder, text, kind) == names


@pytest.mark.parametrize(
    "text",
    ["걸그룹 시장은 커진다.", "가수 활동은 이어진다.", "음악 감독은 웃었다.", "국내 엔터테인먼트 업계", "학교 체육관"],
)
def test_a_trade_beside_a_word_is_no_name(finder, text):
    assert finder.find(text) == []


def test_what_other_texts_show_is_known_everywhere(finder):
    texts = [
        "신곡 ‘은빛 파도’를 냈다.",
        "라인업은 이룸, 나인오픈, 트와이스, 카페인걸즈 등이다.",
        "작곡가 한여울과 만들었다.",
    ]
    learnt = finder.learn(texts)
    found = {(s.name, s.kind) for s in finder.find("은빛 파도로 이룸과 나인오픈, 한여울이 뭉쳤다.", "", learnt)}
    assert found == {("은빛 파도", "title"), ("이룸", "artist"), ("나인오픈", "artist"), ("한여울", "person")}
    assert finder.find("은빛 파도로 이룸과 나인오픈, 한여울이 뭉쳤다.") == []


def test_a_row_of_things_beside_one_group_is_no_row_of_artists(finder):
    assert finder.learn(["트와이스, 발레리나, 마림바의 만남", "발레리나, 마림바, 스탠드 등"]).called == {}


def test_a_name_that_the_studio_has_as_a_word_is_one():
    own = parse("terms: [은빛파도, 나이트카페]\nfacets: {사운드: [뮤직뱅크]}".encode(), "own")
    finder = NameFinder((), merge(shipped_layer(get_settings()), own))
    assert finder.find("신곡 ‘은빛 파도’와 뮤직뱅크, 브랜드 나이트카페의 행사") == []


@pytest.mark.parametrize(
    "text",
    [
        "소속사 후배들의 무대를 도왔다.",
        "소속사 신인은 다음 달에 나온다.",
        "향수 브랜드 모델이 됐다.",
        "브랜드 홍보대사가 됐다.",
        "업계 관계자는 말했다.",
        "복수의 관계자에 따르면 그렇다.",
        "최연소 앰배서더로 뽑혔다.",
        "작곡가와 협업했다.",
    ],
)
def test_a_common_noun_where_names_stand_is_no_name(text, finder):
    assert kinds(finder, text, "agency", "brand", "person") == []
