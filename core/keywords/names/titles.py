"""Titles of songs, albums, shows and films: in quotation marks, or a run of Latin words.

Quotation marks also hold what somebody said, and words that a writer stresses (‘청량’ 콘셉트). What stands before and
after tells: 타이틀곡 ‘바다’, ‘바다(SEA)’, ‘바다’ 뮤직비디오 are titles, “청량한 에너지를 담았다”고 is not."""

import re
from collections.abc import Iterator

from core.keywords.lexicon.file import plain
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.spans import NameSpan, places

LONGEST = 40  # characters of a title
_INNER = r"(?:[^'\n]|(?<=[A-Za-z])'(?=[A-Za-z]))"
_QUOTED = re.compile(
    rf"‘(?P<a>[^‘\n]{{1,{LONGEST}}}?)’(?![a-z])|“(?P<b>[^“”\n]{{1,{LONGEST}}})”"
    rf"|(?<![A-Za-z0-9])'(?P<c>{_INNER}{{1,{LONGEST}}}?)'(?![A-Za-z0-9])|\"(?P<d>[^\"\n]{{1,{LONGEST}}})\""
    rf"|[「『《〈<](?P<e>[^「」『』《》〈〉<>\n]{{1,{LONGEST}}})[」』》〉>]"
)
_CUE_BEFORE = (
    "타이틀곡|수록곡|선공개곡|데뷔곡|후속곡|신곡|신보|발라드곡|댄스곡|팬송|곡|노래|음원|음반|앨범|싱글|EP|미니|정규|OST|"
    "드라마|영화|예능|프로그램|뮤지컬|연극|웹툰|소설|게임|애니메이션|다큐멘터리|다큐|시트콤|웹예능|콘텐츠|채널|코너|라디오|"
    "웹진|음악지|매거진|잡지|주간지|콘서트|투어|월드투어|공연|팬미팅|팬콘서트|팬콘|페스티벌|캠페인|시리즈|프로젝트|오디션|서바이벌|시상식|행사|축제|전시|방송|집"
)
_BEFORE = re.compile(
    rf"(?:(?:{_CUE_BEFORE})(?:인|은|는|의|명은|명|으로|로)?|[이가]\s(?:부른|발표한|열창한|커버한))\s?$"
)
_CUE_AFTER = (
    "뮤직비디오|무대|활동|앨범|타이틀|티저|포스터|음원|챌린지|촬영|출연|방송|특집|콘서트|투어|시즌|OST|제작발표회|발매|수록|"
    "트랙|퍼포먼스 비디오|하이라이트 메들리|MV|음반|쇼케이스|안무 영상|제작진|MC|첫 방송|스페셜|앙코르"
)
_AFTER = re.compile(
    r"(?:\s?이?라는 (?:제목|별명|이름|[가-힣]{0,4}(?:드라마|영화|예능|연극|뮤지컬|소설|웹툰|게임|노래|앨범|프로그램)))"
    rf"|\s?(?:\(\s?[A-Z][^)\n]{{1,40}}\)|(?:의\s)?(?:{_CUE_AFTER})|(?:[을를]|으?로)\s(?:발매|발표|공개|선보|컴백|활동|데뷔|부르|"
    r"불러|열창|가창|수록|내놓|들고|방송|출시|담은)|[은는이가]\s(?:발매|방송|공개되|수록|1위|차트)"
    r"|[은는이가을를의]\s[^.?!\n“”‘’\"]{0,40}?(?:노래한다|노래했다|노래한|출발했|출발한|관통하|기반으로|바탕으로|댄스곡|발라드|팝곡|트랙|넘버))"
)
_SIGN = re.compile(r"\s(?:챌린지|뮤직비디오|티저|MV|음원|활동|앨범|안무 영상)")
_SPOKEN_AFTER = re.compile(
    r"\s?(?:이?라고|이?라며|이?라는 (?:말|뜻|메시지|평|반응|소감)|고\s|며\s|면서|는 (?:말|반응|평|뜻|소감))"
)
_SPOKEN = re.compile(r"(?:[가-힣](?<!바)다|요|죠|니까|거든)[.!?~…]*$|(?:까|네|자|래|게|라|지)[.!?~…]+$|[.?!…]\s")
_MODIFIER = re.compile(r"(?:[한된온운른린던는은인적]|[은는을를이가도])$")
_LATIN = re.compile(r"[A-Za-z0-9 &'’.,:;!?()*/+#~\-]+")
# A run of Latin words, the first and the last of which begin with a capital, a digit or a bracket.
_RUN = re.compile(
    r"(?<![A-Za-z0-9가-힣])[A-Z0-9][A-Za-z0-9&'’.*!-]*(?:\s[A-Za-z0-9][A-Za-z0-9&'’.*!-]*){0,7}(?![A-Za-z0-9])"
)


def titles(text: str, lexicon: Lexicon) -> list[tuple[NameSpan, bool]]:
    """(span, is it sure?) of the titles in a text. One that is not sure is a title where others show it to be one."""
    found: list[tuple[NameSpan, bool]] = []
    for match in _QUOTED.finditer(text):
        mark = match.lastgroup or "a"
        start, end = match.span(mark)
        words = text[start:end]
        if words != words.strip() or not any(char.isalnum() for char in words):
            continue
        if (sure := _judged(text, match.start(), match.end(), words, mark, lexicon)) is not None:
            found.append((NameSpan(start, end, called(words), "", "title"), sure))
    return found


def _judged(text: str, start: int, end: int, words: str, mark: str, lexicon: Lexicon) -> bool | None:
    """True for a title, None for what cannot be one, False where it is open."""
    before, after = text[max(0, start - 12) : start], text[end : end + 44]
    cue = bool(_BEFORE.search(before))
    if _SPOKEN_AFTER.match(after) and not cue:
        return None
    latin = _LATIN.fullmatch(words) and words[:1].isupper() and not _listed(words, lexicon)
    if cue or latin or re.search(r"\([A-Z]", words):
        return True
    if _AFTER.match(after) and not (mark != "e" and _listed(words, lexicon)):
        return True
    if _SPOKEN.search(words) or (mark != "e" and _listed(words, lexicon)):
        return False
    return mark == "e" or (mark in "ac" and _phrase(words, lexicon))


def _phrase(words: str, lexicon: Lexicon) -> bool:
    """‘왕의 그림자’, not ‘당당한 매력’ or ‘레트로 감성’: what a writer stresses has a modifier, or is of a concept."""
    parts = words.split()
    if len(parts) < 2 or any(_MODIFIER.search(part) for part in parts[:-1]):
        return False
    return any(part.endswith("의") for part in parts[:-1]) or not any(_listed(part, lexicon) for part in parts)


def _listed(words: str, lexicon: Lexicon) -> bool:
    return plain(words) in lexicon.joined or plain(words).upper() in lexicon.joined


def called(words: str) -> str:
    """‘바다(SEA)’ is called 바다."""
    return words.split("(", 1)[0].strip() or words


def again(name: str, text: str, low: str, lexicon: Lexicon) -> Iterator[NameSpan]:
    """Where a title stands in a text without quotation marks. One that is a word (‘바다’) or short needs a sign."""
    bare = plain(name)
    word = bare in lexicon.joined or bare in lexicon.stop or bool(_SPOKEN.search(name))
    sign = word or len(bare) < (3 if re.search(r"[가-힣]", name) else 2)
    for start, end in places(name.lower(), text, low):
        if not sign or _SIGN.match(text, end):
            yield NameSpan(start, end, name, "", "title")


def latin_names(text: str, lexicon: Lexicon) -> Iterator[NameSpan]:
    """Runs of Latin words that the lexicon does not know: titles where there are several, names of something else."""
    for match in _RUN.finditer(text):
        parts = [(m.start() + match.start(), m.group()) for m in re.finditer(r"\S+", match.group())]
        while parts and (_is_word(parts[-1][1], lexicon) or parts[-1][1].isdigit()):
            parts.pop()
        while parts and _is_word(parts[0][1], lexicon):
            parts.pop(0)
        if not any(_unknown(part, lexicon) for _, part in parts):
            continue
        start, end = parts[0][0], parts[-1][0] + len(parts[-1][1].rstrip(".!'’-"))
        name = text[start:end]
        if len(name) >= 2:
            yield NameSpan(start, end, name, "", "title" if len(parts) > 1 else "other")


def _is_word(word: str, lexicon: Lexicon) -> bool:
    bare = word.strip(".,!'’-").upper()
    return bare in lexicon.joined or lexicon.canonical(bare) in lexicon.facet_of


def _unknown(word: str, lexicon: Lexicon) -> bool:
    bare = word.strip(".,!'’-")
    if bare.upper() in lexicon.stop or _is_word(word, lexicon):
        return False
    return bool(re.match(r"[A-Z].*[A-Za-z]|\d+[A-Za-z]{2}", bare))
