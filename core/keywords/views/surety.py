"""How surely a sentence says what a group is like, and not what somebody else, a role, a good or the weather is.

A logistic regression on what stands in the sentence and around it. Its weights (surety.json) were fitted on news that
was written for tests, every sentence marked by its writer: `python -m tests.keywords.fit_surety`."""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp, isfinite
from pathlib import Path

from core.keywords.corpus.corpus import Corpus, Selection
from core.keywords.corpus.description import sentences
from core.keywords.names.spans import NameSpan
from core.keywords.views.statements import Statement, statements
from core.types import Keyword

_OTHERS = frozenset({"artist", "person", "group", "member"})
_THINGS = frozenset(
    {"brand", "venue", "event", "agency", "broadcaster", "platform", "place", "award", "chart", "press"}
)
_QUOTED = re.compile(r"[“”\"]")
_SPOKEN = re.compile(r"(?:라고|이라며|라며|다고|했다|말했|밝혔|전했|설명|소개|답했|귀띔|웃었)")
_DENIES = re.compile(r"않|아니|아닌|없|못\s|못하|달리|대신|보다는|추측|일지|오해|지겹|싶다|싶어")
_WORK = re.compile(
    r"앨범|음반|신곡|신보|타이틀곡|수록곡|노래|곡|뮤직비디오|뮤비|티저|트레일러|무대|안무|군무|퍼포먼스|가사|노랫말|후렴|멜로디|사운드|의상|스타일링|"
    r"콘셉트|컨셉|화보|세계관|서사|이야기|연작|데뷔작|공연|쇼케이스"
)
_PRIVATE = re.compile(
    r"어머니|아버지|동생|학원|연습생|취미|어린 시절|꿈이|고양이|강아지|반려|드라마|영화|예능|소설|게임"
    r"|뮤지컬|연극|광고|카페|역을|배역|촬영장|휴가|생일"
)
# How a sentence ends that tells what somebody did, and one that tells what a work is like.
_HAPPENS = re.compile(
    r"(?:연기한|연기했|나온|나왔|출연|맡|녹음|배우|배웠|찾았|둘러봤|넘어졌|떨어뜨렸|놀랐|이겼|달린|도전한|통과했|좋아한|즐긴|즐겨|읽었|봤|쓴|썼"
    r"|만났|먹|입었|샀|팔렸|팔린|열린|열렸|마련|반짝|많|돌아갔|말했|밝혔|웃|울었|답했|회상|털어놨|고백|걸린|방송|공개했|수상|받았|다뤘|다룬)[가-힣]{0,2}\.?$"
)
_TELLS = re.compile(
    r"(?:돋보|채우|채운|담|그리|그린|노래한|노래했|이어|녹|어우러|자아|완성|앞세|내세|풀어|선보|꾸미|이끌|흐르|흐른|배어|번지|번진|펼쳐|이다|가득|느껴|살린|살렸"
    r"|더한|더했|감싸|감쌌|남는|남긴|묻어|보인|적신|모인|관통|출발|끌어|예고|택|골랐|옮|쌓|닮|같|특징|요약|핵심|볼거리|선택|카드|주제)[가-힣]{0,4}[”’\"]?\.?$"
)
_PAST = re.compile(r"그 시절|한때|지난해|작년|\d{4}년대|과거|예전")
_HEAD = re.compile(r"([가-힣A-Za-z0-9()·]+?)(?:은|는|이|가|도)[\s,]")
WEIGHTS = Path(__file__).with_suffix(".json")
STRONGEST = 5  # words of a group: what is as strong as these is all its own
LIKELY = 0.5
SURE = 0.9  # from here on a sentence is shown: fewer, surer quotations


def strength(keywords: Sequence[Keyword]) -> dict[str, float]:
    """How far each word is the group's own, 0..1: its z beside the group's strongest, so that few articles and many are
    judged alike; how many articles hold it where there is no other group to compare with."""
    by_z = any(isfinite(k.z) for k in keywords)
    worth = {k.word: (k.z if isfinite(k.z) else 0.0) if by_z else float(k.articles) for k in keywords}
    top = sorted(worth.values(), reverse=True)[:STRONGEST]
    full = sum(top) / len(top) if top else 0.0
    return {word: min(max(value / full, 0.0), 1.0) if full > 0 else 0.0 for word, value in worth.items()}


def weighed(own: Selection, group: str, keywords: Sequence[Keyword]) -> list[tuple[float, Statement]]:
    """(surety, sentence) of all sentences of a group's (id) selected articles. keywords: of the group."""
    strong = strength(keywords)
    return [(surety(features(own.corpus, one, group, strong)), one) for one in statements(own)]


def surety(found: Mapping[str, float]) -> float:
    """The probability that a sentence with these features describes the group, 0..1."""
    weights = _weights()
    return 1 / (1 + exp(-weights[""] - sum(weights[name] * value for name, value in found.items())))


@cache
def _weights() -> Mapping[str, float]:
    """Feature -> its weight; "" -> the intercept."""
    found: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found


def features(corpus: Corpus, statement: Statement, group: str, strong: Mapping[str, float]) -> dict[str, float]:
    """What speaks for and against a sentence of the group (id), each 0..1. strong: word -> its strength."""
    index, one, sentence, _ = statement
    text, names = corpus.texts[index], corpus.names[index]
    starts = [start for start, _ in sentences(text)]
    at = bisect_right(starts, one.start) - 1
    here = [s for s in names if one.start <= s.start < one.end]
    before = [s for s in names if starts[at - 1] <= s.start < one.start] if at > 0 else []
    own = [s for s in here if s.group == group and s.kind in ("group", "member")]
    owns = sum(s.group == group and s.kind in ("group", "member") for s in names)
    others = sum(_other(s, group) for s in names)
    own_words = sorted((strong.get(word, 0.0) for word in one.words), reverse=True)
    head = _HEAD.search(sentence)
    known = head and (any(s.start - one.start <= head.end() for s in own) or _WORK.search(head[1]))
    found = {
        "group": any(s.kind == "group" for s in own),
        "member": any(s.kind == "member" for s in own),
        "member leads": any(s.kind == "member" and s.start - one.start < 3 for s in own),
        "own title": any(s.group == group and s.kind in ("title", "other") for s in here),
        "title": any(s.kind in ("title", "other") for s in here),
        "other": any(_other(s, group) for s in here),
        "other before": any(_other(s, group) for s in before),
        "share": owns / (owns + others) if owns + others else 0.5,
        "things": any(s.kind in _THINGS for s in here),
        "happens": _HAPPENS.search(sentence),
        "tells": _TELLS.search(sentence),
        "quoted": _QUOTED.search(sentence),
        "spoken": _SPOKEN.search(sentence),
        "denies": _DENIES.search(sentence),
        "work": min(len({m[0] for m in _WORK.finditer(sentence)}), 2) / 2,
        "private": _PRIVATE.search(sentence),
        "past": _PAST.search(sentence),
        "heading": one.start < text.find("\n"),
        "weight": min(one.weight, 6.0) / 6,
        "strongest": own_words[0],
        "strength": sum(own_words) / len(own_words),
        "head": known,
    }
    return {name: value if isinstance(value, float) else float(bool(value)) for name, value in found.items()}


def _other(span: NameSpan, group: str) -> bool:
    return span.kind in _OTHERS and span.group != group
