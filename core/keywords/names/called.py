"""Names by what stands beside them: 김하늘 기자, 가수 이바다, 소속사 가람뮤직, 걸그룹 나래, 글로벌 브랜드 다온."""

import re
from collections.abc import Container, Iterable, Iterator

from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.common_nouns import COMMON_NOUNS
from core.keywords.names.spans import PARTICLES, NameKind, NameSpan, places
from core.text.korean import SURNAMES

_AFTER_NAME = (
    "씨|기자|PD|피디|CP|프로듀서|총괄|대표|대표이사|감독|배우|작가|이사|사장|회장|부회장|의장|평론가|디자이너|작곡가|작사가|"
    "교수|의원|장관|대통령|선수|아나운서|앵커|MC|팀장|실장|본부장|국장|부장|원장|위원|위원장|대변인|변호사|셰프|코치|특파원|스타일리스트|"
    "포토그래퍼|인턴기자|객원기자|리포터|해설위원|지휘자|가수|래퍼|개그맨|방송인|모델"
)
_BEFORE_NAME = (
    "가수|배우|래퍼|프로듀서|작곡가|작사가|안무가|디자이너|감독|모델|방송인|개그맨|개그우먼|코미디언|MC|DJ|기자|PD|평론가|대표|앵커|"
    "아나운서|스타일리스트|포토그래퍼|사진작가|유튜버|인플루언서|선수|댄서|뮤지션|싱어송라이터|피아니스트|기타리스트|드러머|바이올리니스트|"
    "셰프|작가|교수|총괄|연출|진행자|사회자|멤버|출신|리더|선배|후배|트로트가수|솔로|소리꾼"
)
_NO_NAMES = COMMON_NOUNS.union(_AFTER_NAME.split("|"), _BEFORE_NAME.split("|"))
_FULL = rf"(?:(?:남궁|황보|제갈|선우|사공|독고|서문)[가-힣]{{1,2}}|[{SURNAMES}][가-힣]{{2}})"
_PARTICLE = rf"(?:{'|'.join(PARTICLES)})?(?![가-힣])"
_NAME_FIRST = re.compile(rf"(?<![가-힣])({_FULL})\s?(?:{_AFTER_NAME}){_PARTICLE}")
_SHORT_FIRST = re.compile(rf"(?<![가-힣])([{SURNAMES}][가-힣]?)\s?(?:씨|기자){_PARTICLE}")
_NAME_SECOND = re.compile(rf"(?<![가-힣])(?:{_BEFORE_NAME})\s({_FULL})(?<![은는을를과와]){_PARTICLE}")
_THING = r"([가-힣A-Za-z0-9&]{2,12}?)"
_PRIZE = r"(?<![가-힣])((?:[가-힣]{2}\s)?[가-힣]{1,5}상)"
# kind, what a text must hold one of, the name and what stands beside it, is it that name elsewhere too
_FORMS: tuple[tuple[NameKind, str, str, bool], ...] = (
    (
        *("agency", "소속사 레이블 기획사 제작사 제공"),
        *(rf"(?:소속사|레이블|기획사|제작사|(?:사진|자료) ?제공 ?=)(?:인)?\s?{_THING}{_PARTICLE}", True),
    ),
    ("agency", "관계자", rf"(?<![가-힣]){_THING}(?<!의)\s(?:측 )?관계자(?!들)", True),
    ("agency", "뮤직 레코 엔터", rf"(?<![가-힣])([가-힣A-Za-z0-9]{{2,8}}(?:뮤직|레코드|레코즈|엔터)){_PARTICLE}", True),
    ("artist", "그룹 밴드 듀오 래퍼 가수", rf"(?:그룹|밴드|듀오|래퍼|가수)\s{_THING}\([A-Z]", True),
    ("artist", "위", rf"(?<!\d)(?:[1-9]|[1-4]\d|50)위(?:는|에)?\s{_THING}(?=[,·]\s?\d+위|,\s|\s?\()", True),
    ("brand", "브랜드", rf"브랜드\s{_THING}(?:의|와|과|이|가|은|는|,|\s행사|\s앰배서더)(?![가-힣])", True),
    (
        *("brand", "배서더 버서더 전속모델"),
        *(rf"(?<![가-힣]){_THING}의?\s(?:새\s|글로벌\s)?(?:앰배서더|앰버서더|엠버서더|전속모델)", True),
    ),
    ("brand", "협업 손잡 컬래버 콜라보", rf"(?<![가-힣]){_THING}[와과]\s(?:협업|손잡|컬래버|콜라보)", False),
    ("award", "상", rf"{_PRIZE}\s?(?:후보|수상|시상식|부문|트로피|을 (?:받|수상|차지|거머)|의 영예)", True),
    ("event", "헤드라이너", rf"(?<![가-힣]){_THING}\s헤드라이너", True),
    ("platform", "공식", rf"공식\s{_THING}\s(?:채널|계정)", True),
    ("press", "월호", rf"(?<![가-힣]){_THING}\s\d{{1,2}}월호", True),
)
_CALLED = [(kind, keys.split(), re.compile(form), lasting) for kind, keys, form, lasting in _FORMS]
_PREDICATE = re.compile(r"(?:[한된는던]|하고|하며|[다요])$")
_ENTRY = r"[가-힣A-Za-z0-9]{2,10}"
_ROW = re.compile(rf"(?<![가-힣A-Za-z0-9]){_ENTRY}(?:(?:,\s?|\s?·\s?){_ENTRY}){{2,}}(?=[,·\s])")
_CLOSED = (" 등", " 순", " 외")
_PARTS = re.compile(r"\s?[,·]\s?")
MOSTLY = 0.6
_ACT_BEFORE = re.compile(
    r"(?:[·,]\s?|\d위\s|(?:^|[.…\n])\s?|(?:그룹|신인|밴드|가수|선배|후배|동료|오른|컴백한|나온|등장한)\s)$"
)
_ACT_AFTER = re.compile(r"[·,]|(?:와|과)\s[가-힣]+[은는이가]\s|(?:부터|에게)|의\s(?:신곡|무대|멤버|리더)")
# The writer of a name gives its Latin spelling: 하늘별(HANEULBYEOL).
_WITH_LATIN = re.compile(r"(?<![가-힣])([가-힣]{2,10})\s?\(([A-Z][A-Za-z0-9&'’. *-]{1,30})\)")


def called(text: str, lexicon: Lexicon) -> Iterator[tuple[NameSpan, bool]]:
    """(span, does it stand for the same elsewhere too?) of people, agencies, artists, brands and awards."""
    for pattern, lasting in ((_NAME_FIRST, True), (_NAME_SECOND, True), (_SHORT_FIRST, False)):
        for match in pattern.finditer(text):
            name = match.group(1)
            if not _word(name, lexicon):
                yield NameSpan(*match.span(1), name, "", "person"), lasting
    for kind, keys, pattern, lasting in _CALLED:
        for match in pattern.finditer(text) if any(key in text for key in keys) else ():
            name = match.group(1)
            bare = name.removesuffix("들")
            if bare in _NO_NAMES or name.isdigit() or _PREDICATE.search(name):
                continue
            if not any(_word(one, lexicon) for one in {name, bare}):
                yield NameSpan(*match.span(1), name, "", kind), lasting and len(name) > 2


def rows(text: str, known: Container[str] = ()) -> Iterator[tuple[list[str], bool]]:
    """Rows of three and more words, and whether 'and others' closes them: 가람, 나래, 다온 등. known: names in lower
    case, which the last entry may be with a particle."""
    for match in _ROW.finditer(text):
        row = _PARTS.split(match.group())
        if row[-1].lower() not in known:
            row[-1] = next((s for p in PARTICLES if (s := row[-1].removesuffix(p)).lower() in known), row[-1])
        yield row, text.startswith(_CLOSED, match.end())


def mostly_act(name: str, texts: Iterable[str]) -> bool:
    """Does a word stand mostly where acts do: in rows, behind 신인, as what a sentence begins with?"""
    uses = acts = 0
    for text in texts:
        for start, end in places(name, text, text) if name in text else ():
            uses += 1
            acts += bool(_ACT_BEFORE.search(text, max(0, start - 12), start) or _ACT_AFTER.match(text, end))
    return acts >= MOSTLY * uses


def with_latin(text: str, lexicon: Lexicon) -> Iterator[NameSpan]:
    """Names of whatever kind that have their Latin spelling beside them."""
    for match in _WITH_LATIN.finditer(text) if "(" in text else ():
        name, latin = match.groups()
        upper = latin.upper().replace(" ", "")
        if (
            not _word(name, lexicon)
            and upper not in lexicon.joined
            and lexicon.canonical(upper) not in lexicon.facet_of
        ):
            yield NameSpan(match.start(1), match.end(1), name, "", "other")


def _word(name: str, lexicon: Lexicon) -> bool:
    return name in lexicon.joined or name in lexicon.stop or lexicon.canonical(name) in lexicon.facet_of
