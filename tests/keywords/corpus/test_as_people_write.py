"""Words as people write them, with every analyzer: K팝, amounts, ordinals, a noun and its particle, derived nouns."""

import pytest

from core.keywords.analyzers.table import ANALYZERS, get_analyzer
from core.keywords.corpus.words import concept_words
from core.keywords.names.finder import NameFinder

pytestmark = pytest.mark.slow
ALL = tuple(ANALYZERS)
# text, words that count, words that do not
CASES = (
    ("K팝 시장과 K-POP 팬, 케이팝 축제, K-pop 열풍, K-팝 무대", "K팝 시장 축제 열풍", "팝 POP 케이팝 K-POP"),
    ("1st 앨범, 2nd 투어, 3rd 싱글, 5th Anniversary, 키 170cm 등신대", "싱글 투어", "ST ND RD TH CM"),
    ("앨범 100만장과 3월 5일, 10주년, 20개국, 1위", "앨범", "만장 월 주년 개국 위"),
    ("4세대 걸그룹과 5인조 밴드, 2NE1의 기록", "4세대 5인조 밴드 기록", "세대 인조 NE1"),
    ("안내 www.garam.example 과 garam.co.kr 안내", "안내", "WWW GARAM EXAMPLE CO KR"),
    ("The Dream of You의 Lo-fi 사운드와 Hip-hop 비트", "로파이 사운드 힙합 비트", "THE OF LO FI HIP HOP"),
    ("안무가 눈길을 끈다. 희망이 담긴 가사와 고향이 그리운 마음", "안무 희망 고향 그리움", "안무가 희망이 고향이"),
    ("새 안무가 공개됐다. 희망이라는 낱말. 희망이 노래의 주제다.", "안무 희망 낱말", "안무가 희망이"),
    ("유명 안무가 한여울과 세계적인 안무가 리아킴, 안무가 Kiel", "안무가", "안무"),
    ("월드 인 어 데이 공연", "공연", "인어"),
    ("자연스러운 표정과 다채로운 매력, 힙한 무드, 무해한 미소", "자연스러움 다채로움 힙함 무해함", "자연 다채 힙 무해"),
    ("존재감과 대중성, 완성도, 표현력, 서사성을 재해석했다", "존재감 대중성 완성도 표현력 서사성 재해석", "존재 서사"),
    ("쇠맛 사운드와 락시크 스타일링, 추구미와 올드스쿨 힙합", "쇠맛 락시크 추구미 힙합", "락 쇠 추구"),
    ("불안과 욕망, 연대와 진정성, 아이덴티티", "불안 욕망 연대 진정성 아이덴티티", "진정"),
)


@pytest.fixture(scope="module", params=ALL)
def found(request):
    from core.keywords.lexicon.lexicon import load_lexicon
    from core.settings import get_settings

    lexicon = load_lexicon(get_settings())
    finder = NameFinder((), lexicon)
    tokens = get_analyzer(request.param).tokens([text for text, _, _ in CASES])
    return [
        {mention.word for mention in concept_words(text, own, finder.find(text), lexicon)}
        for (text, _, _), own in zip(CASES, tokens, strict=True)
    ]


@pytest.mark.parametrize("case", range(len(CASES)))
def test_words_are_whole(found, case):
    _, wanted, unwanted = CASES[case]
    assert set(wanted.split()) <= found[case]
    assert not set(unwanted.split()) & found[case]
