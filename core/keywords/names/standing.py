"""Names by where they mostly stand, learnt over all texts: what is beside 앰배서더, 포토콜 and 신제품 is a brand.

One place proves little (광고 모델, 배우 출신). A word that stands so in several articles, and not mostly elsewhere, is
a name wherever it stands, also where an analyzer would cut it up."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.common_nouns import COMMON_NOUNS
from core.keywords.names.spans import PARTICLES, NameKind

MIN_ARTICLES, MIN_SHARE = 2, 0.3  # that show it; of all its uses that are so
_AFTER: Mapping[NameKind, str] = {
    "brand": (
        "앰배서더 앰버서더 엠버서더 포토콜 포토월 신제품 컬렉션 팝업 매장 모델 광고 캠페인 행사 제품 선크림 립스틱 "
        "향수 본사 플래그십 얼굴"
    ),
    "venue": "입성 일대",
    "event": "라인업 조직위 헤드라이너 출연진",
    "artist": "멤버",
    "person": "선배 감독 대표 배우",
}
_OF: Mapping[NameKind, str] = {
    "artist": "신곡 신보 리더 멤버 데뷔곡 타이틀곡 소속사",
    "brand": "신제품 모델 앰배서더 얼굴",
}
_AT: Mapping[NameKind, str] = {"venue": "열린 열리 열렸 개최"}
_WITH: Mapping[NameKind, str] = {"brand": "협업 손잡 컬래버 콜라보", "person": "로맨스 호흡"}
_BEFORE: Mapping[NameKind, str] = {
    "person": (
        "프로듀서 가수 배우 래퍼 작곡가 작사가 안무가 디자이너 감독 평론가 디렉터 게스트 연출가 연출은 촬영은 작사 "
        "작곡 편곡 연출 MC DJ 코미디언 개그맨 방송인 아나운서 작가 선수 뮤지션 싱어송라이터 트로트가수 사진작가 "
        "스타일리스트"
    ),
    "artist": "그룹 걸그룹 보이그룹 밴드 신인 듀오 혼성그룹 후배 선배",
    "brand": "브랜드",
}


def _each(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


# What may stand between a name and its sign: 가을 컬렉션, 글로벌 앰배서더.
_BETWEEN = _each(
    "봄 여름 가을 겨울 새 글로벌 아시아 공식 신상 1차 2차 최종 브랜드 뷰티 한국 국내 전속 최초 첫 측 신규 하우스"
)
_CHOSEN, _FAR = ("앰배서더로", "앰버서더로", "엠버서더로", "모델로", "얼굴로"), 8
_ALIKE = 0.9
_EDGES = "‘’“”'\"「」『』<>《》〈〉()[]…,.·!?:;~"
_STEM = re.compile(r"[가-힣][가-힣A-Za-z0-9&]{1,9}")
_ENDINGS = frozenset(PARTICLES)
_LONGEST = max(map(len, PARTICLES))


def _by_head(signs: Mapping[NameKind, str]) -> dict[str, list[tuple[str, NameKind]]]:
    """The first two letters of a sign -> (sign, kind)."""
    found: dict[str, list[tuple[str, NameKind]]] = {}
    for kind, words in signs.items():
        for word in words.split():
            found.setdefault(word[:2], []).append((word, kind))
    return found


_FOLLOWED = {
    "": _by_head(_AFTER),
    "의": _by_head(_OF),
    "에서": _by_head(_AT),
    "와": _by_head(_WITH),
    "과": _by_head(_WITH),
}
_HEADS = {head for signs in _FOLLOWED.values() for head in signs}
_ROLES = {role: kind for kind, roles in _BEFORE.items() for role in roles.split()}


def standing(texts: Sequence[str], lexicon: Lexicon, known: Collection[str]) -> dict[str, NameKind]:
    """Name -> its kind. known: names that are known already, in lower case."""
    seen: Counter[str] = Counter()
    shown: dict[str, Counter[NameKind]] = {}
    for text in texts:
        words = text.replace("\n", ". ").replace("…", "… ").split()
        seen.update(words)
        for word, kind in set(_shown(words)):
            shown.setdefault(word, Counter())[kind] += 1
    uses = _uses(shown, seen)
    found: dict[str, NameKind] = {}
    votes: dict[str, Counter[NameKind]] = {}
    for run, kinds in shown.items():
        for stem in _stems(run):
            if stem in uses:
                votes.setdefault(stem, Counter()).update(kinds)
    for stem, kinds in votes.items():
        forms = uses[stem]
        times = kinds.total()
        if times < MIN_ARTICLES or _ends_alike(forms) or times < MIN_SHARE * forms.total():
            continue
        if (
            stem.lower() in known
            or stem in COMMON_NOUNS
            or lexicon.is_word(stem)
            or lexicon.is_word(lexicon.canonical(stem))
        ):
            continue
        found[stem] = kinds.most_common(1)[0][0]
    return found


def _shown(words: Sequence[str]) -> Iterator[tuple[str, NameKind]]:
    """(word with its particle, kind) of what stands beside a sign."""
    for index, (before, word) in enumerate(pairwise(words)):
        if word[:2] in _HEADS:
            at = index
            while at and words[at] in _BETWEEN:
                at -= 1
            yield from _signed(words[at].strip(_EDGES), word)
            if word.startswith(_CHOSEN):
                yield from _chooser(words, index)
        if before in _ROLES and _STEM.match(run := word.strip(_EDGES)):
            yield run, _ROLES[before]


def _signed(name: str, sign: str) -> Iterator[tuple[str, NameKind]]:
    for particle, signs in _FOLLOWED.items():
        if name.endswith(particle) and _STEM.fullmatch(stem := name.removesuffix(particle)):
            for word, kind in signs.get(sign[:2], ()):
                if sign.startswith(word):
                    yield stem, kind


def _ends_alike(forms: Mapping[str, int]) -> bool:
    """Does the same letter follow nearly always? Then it is part of the word: 타이베이 is no 타이베."""
    ends: Counter[str] = Counter()
    for form, times in forms.items():
        ends[form[:1]] += times
    return max(ends.values()) > _ALIKE * ends.total()


def _chooser(words: Sequence[str], at: int) -> Iterator[tuple[str, NameKind]]:
    """What the sentence that tells of a choice begins with: 글로우랩은 5일 그를 새 앰배서더로 선임했다."""
    first = at
    while first and at - first < _FAR and words[first - 1][-1] not in '.”"]=…':
        first -= 1
    if words[first][-1] in "은는이가," and _STEM.fullmatch(run := words[first].strip(_EDGES)):
        yield run, "brand"


def _stems(run: str) -> Iterator[str]:
    """The run, and without each particle that it may end in."""
    for cut in range(max(2, len(run) - _LONGEST), len(run) + 1):
        if (cut == len(run) or run[cut:] in _ENDINGS) and _STEM.fullmatch(run, 0, cut):
            yield run[:cut]


def _uses(shown: Iterable[str], seen: Mapping[str, int]) -> dict[str, Counter[str]]:
    """Stem -> what follows it, and how often, in all texts. Only of stems that are words of their own somewhere."""
    stems = {stem for run in shown for stem in _stems(run)}
    heads = {stem[:2] for stem in stems}
    found: dict[str, Counter[str]] = {}
    for word, times in seen.items():
        bare = word.strip(_EDGES)
        if bare[:2] in heads:
            for stem in _stems(bare):
                if stem in stems:
                    found.setdefault(stem, Counter())[bare[len(stem) :]] += times
    return found
