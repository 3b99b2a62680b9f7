"""Group names that are also words: does the context mean the group?

Two sorts. Forms of a verb (있지 'being there', 잇지 'going on', 믿지 'believing'): Korean grammar limits where such a
form may stand, so that most names are found by their place alone. Nouns (아이들 'the children', 여자친구 'the
girlfriend') stand wherever a name may, so that only a sure sign counts."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from core.keywords.lexicon.lexicon import Lexicon
from core.text.korean import COMMON, endings

QUOTES = "‘'“\"「『<《〈"
CLOSING = "’'”\"」』>》〉"
_VERB_FORMS = frozenset({"있지", "잇지", "믿지"})
_KIND_OF_GROUP = re.compile(r"그룹$|인조$|^팬덤$|팬클럽$")

# What may follow the form as a verb, with or without a particle: 있지 않다, 있지는 못하다, 있지 말고, 있지도 없지도.
_DENIED = re.compile(
    r"도,?\s[가-힣]{1,4}지도|(?:[은는도를가나만]|만은|까지는)?\s?(?:않|못|아니|말(?:고|자|라|아|았|기|길|지|[^가-힣]|$)|마(?:라|세|십|요|[^가-힣]|$))"
)
# Particles and endings that only a noun takes, and those that the form as a verb takes, too.
_NOUN_ONLY = re.compile(
    rf"(?:{'|'.join(endings('limit', 'quote', 'plural', 'stacked', 'role'))}"
    r"|의|와|와는|와도|로|로서|랑|한테|까지도|만큼|만이|라면|인|였|였다|입니다|이자|이며|로는|로부터|뿐만|뿐"
    r"|보다는|에선|에겐|마다|측은|측이|측의|급|이었|이었다|였던|이지만|에게까지"
    r"|뿐이다|뿐이었다|뿐이라|만의|이야말로|답게|다운)(?![가-힣])"
)
_EITHER = re.compile(r"[는가를도](?![가-힣])")
# A verb that 있지 is the auxiliary of, or 'can': 하고 있지, 나와 있지, 될 수 있지. 올해 is a year, 에서 a particle.
_VERB_BEFORE = re.compile(
    r"(?:고|[어아여돼져려켜쳐혀겨펴워나봐둬놔줘써떠커퍼처러셔]|(?<!올)(?<!새)(?<!지난)해|[나아어가러려라고져여녀]와"
    r"|(?<![가-힣])(?:와|서|가)|(?:앞|나|어|아|라)서|(?<![가-힣])(?:수|줄))\s$"
)
_SUBJECT_BEFORE = re.compile(r"[이가은는도만야엔에]\s$|(?:에서|께서|밖에|까지)\s$")
_MODIFIER_BEFORE = re.compile(
    r"(?:[한된온른린킨친던인든쓴둔준킬할될올]|[받얻맞높젊뽑찍잡남넘입찾같많품닮걷꼽]은|[하되받맞있없르기리끄]는"
    r"|(?:강해|달라|빛나|알려|사라|이뤄|멋|커|높아|깊어|새로워)진|(?:나|돌아|들어|다가)간|(?:떠|나|일어|드러|만|태어)난|앞둔|낸)\s$"
)
# What is only said of a group, whatever word its name is.
_NEWS_OF = re.compile(
    r"\s(?:컴백|신곡|새 앨범|미니앨범|정규앨범|타이틀곡|팬미팅|월드투어|완전체|멤버들?)"
    r"(?:[은는이가을를의도에로])?(?![가-힣])"
)
# What an act makes; words of which two in a text tell of music, whatever the rest of it does.
_MUSIC = re.compile(
    r"앨범|싱글|신곡|신보|노래|노랫말|후렴|안무|음반|음원|컴백|멜로디|보컬|래퍼|신스|비트(?![코겐])|리듬|화음|목소리|음색|뮤직비디오|타이틀곡|수록곡"
    r"|자작곡|유닛곡|힙합|발라드|알앤비|디스코|펑크|레게|재즈|무대|(?<![가-힣])(?:록|팝|랩|곡|춤)(?:이?다|[은는이가을를의도과와에])?(?![가-힣])"
)
_BESIDE_MUSIC = frozenset({"아이들", "여자아이들", "여자친구", "TWS"})  # who sings, too, and what music is heard with
_SCENE = re.compile(r"영상|화보|멤버|팬미팅|콘서트|공연")
_WORK = re.compile(
    r"의\s(?:[가-힣]+\s)?(?:앨범|음반|싱글|신곡|신보|노래|무대|뮤직비디오|안무|콘서트)(?:[은는이가을를도]|에는|에서)?(?![가-힣])"
)
_CALLED_SO = re.compile(
    r"(?:[가-힣]*(?:작가|배우|교수|선수|감독|강사|학생|졸업생|트레이너|투수|시민|주부|소방관)|의사|엄마|아빠"
    r"|강아지|고양이|앵무새|판다|[가-힣]+견|마녀|인형|캐릭터|무용가|조각가|화가)\s$"
)
_POLITE = re.compile(
    r"\s?(?:씨|양|군|할머니|할아버지|어린이|여사)(?:네|[은는이가을를의와과도]|에게)?(?![가-힣])"
    r"|\s(?:감독|작가|선수|교수|의원|대표|셰프|기자|부부|모녀|남매|시인|화백|박사|코치)"
)
_TOGETHER = re.compile(r"\s(?:(?:두|세|네|다섯|여섯|일곱|여덟|아홉)(?![가-힣]{3})|[2-9]인|\d+명)")  # 여자친구 여섯이
_ACTS = re.compile(r"(?:[은는이가]|만이|만의|의|입니다)(?![가-힣])")
_BEGINS = re.compile(rf"(?:^|[{CLOSING}\])\n,·&/ㆍ…|]|[.?!]\s|[,·…|]\s|[{CLOSING}\])]\s|\n\s)$")
_ENDS = re.compile(rf"\s*(?:$|[.?!…~{CLOSING}])")
_PARTED = re.compile(r"\s?[,·&/ㆍ]\s?")
_JOINED = re.compile(r"(?:와|과|랑|이랑|하고|에 이어)?(?:\s?[,·&/ㆍ])?\s?$")
_REVEALED = re.compile(r"(?:팀|그룹)(?:[은는이가]|,)?\s$")  # 그 말을 만든 팀, 여자친구다
_IS = re.compile(r"이?다(?![가-힣])")
_HANGUL = re.compile(r"[가-힣]")
_PARTICLES = rf"(?:{'|'.join(endings(*COMMON, 'person'))})"
_NOUN_ENDS = re.compile(rf"(?:{'|'.join(endings('topic', 'subject', 'object'))}|과)?(?![가-힣])")


class Homonym:
    """One name that is also a word. `names` is pure."""

    def __init__(
        self,
        name: str,
        lexicon: Lexicon,
        members: Iterable[str] = (),
        spellings: Iterable[str] = (),
        *,
        song: bool = False,
    ) -> None:
        """members: of the group; one of them right after the name makes it sure. spellings: its other names; one of
        them in brackets beside it does, too. song: one of its songs, which quotation marks alone make sure."""
        self.name = name
        self._verb = name in _VERB_FORMS
        self._song = song
        kinds: list[str] = []
        calls: list[str] = []
        for word in lexicon.before:
            (kinds if _KIND_OF_GROUP.search(word) else calls).append(word)
        self._kind_before = _word_before(kinds)
        self._call_before = _word_before(calls)
        latin = _any([*lexicon.with_latin.get(name, ()), *(one for one in spellings if one != name)])
        self._latin_beside = re.compile(rf"\s?[(\[]\s?(?:{latin})(?![A-Za-z])", re.IGNORECASE)
        self._latin_before = re.compile(rf"(?<![A-Za-z])(?:{latin})\s?[(\[]\s?$", re.IGNORECASE)
        own = _any(members)
        self._trade = re.compile(rf"\s(?:{_any(lexicon.after)}|{own})")
        self._member = re.compile(rf"(?<![가-힣])(?:{own})(?={_PARTICLES}(?![가-힣])|[·,]|$)")
        self._doubtful = lexicon.doubtful
        self._people = re.compile(rf"의?\s(?:{own}){_PARTICLES}?(?![가-힣])")
        bounds = (r"(?<![A-Za-z0-9가-힣])", "(?![A-Za-z0-9])") if name.isascii() else ("(?<![가-힣])", "")
        self._place = re.compile(bounds[0] + re.escape(name) + bounds[1])

    def names(self, text: str, named: frozenset[int] = frozenset(), *, known: bool = False) -> list[tuple[int, int]]:
        """(start, end) where the name is meant, in order.

        named: places where other names begin or end. known: the text surely names the group elsewhere."""
        places = [match.span() for match in self._place.finditer(text)]
        sure = [place for place in places if self._sure(text, *place)]
        known = known or bool(sure) or self._performs(text, places)
        return [
            place
            for place in places
            if place in sure
            or (self._as_verb_form(text, *place, named, known) if self._verb else self._as_noun(text, place[1], known))
        ]

    def _sure(self, text: str, start: int, end: int) -> bool:
        """In quotes, beside its Latin spelling, or right after 'group': no grammar gives that."""
        before, after = text[max(0, start - 24) : start], text[end : end + 24]
        if before[-1:] in QUOTES and before and after[:1] in CLOSING and after:
            # ‘빌리’ may be a musical, ‘위너’ a winner: of a noun the words around the quotation marks decide.
            return self._verb or self._song or bool(self._kind_before.search(f"{before[:-1]} ".replace("  ", " ")))
        if not self._verb and _REVEALED.search(before) and _IS.match(after):
            return True
        if self._latin_beside.match(after) or self._latin_before.search(before):
            return True
        if not self._verb and (self._people.match(after) or _NEWS_OF.match(after)):
            return True
        if not self._kind_before.search(before) or (self._verb and _DENIED.match(after)):
            return False
        particle = _EITHER if self._verb else _NOUN_ENDS
        return bool(_NOUN_ONLY.match(after) or particle.match(after) or not _HANGUL.match(after))

    def _performs(self, text: str, places: Sequence[tuple[int, int]]) -> bool:
        """Does the rest of the text say that an act is meant: music, with one of the members beside it or, of a name
        that is called so by its letters only, with the name as who makes it?"""
        if not places or self._song:
            return False
        bare = [end for _, end in places if text.startswith(" ", end) and not _TOGETHER.match(text, end)]
        if not all(self._trade.match(text, end) for end in bare):
            return False  # 빌리 아일리시, 라이즈 사업
        if any(_CALLED_SO.search(text, max(0, start - 12), start) for start, _ in places):
            return False
        music = {match[0] for match in _MUSIC.finditer(text)}
        people = {m[0] for m in self._member.finditer(text) if not is_private(text, *m.span())}
        if (len(people) > 1 or people - self._doubtful) and (music or _SCENE.search(text)):
            return True
        if self._verb or self.name in _BESIDE_MUSIC:
            return False
        makes = len(music) > 1 and any(_ACTS.match(text, end) for _, end in places)
        return makes or any(_WORK.match(text, end) for _, end in places)

    def _as_noun(self, text: str, end: int, known: bool) -> bool:
        after = text[end : end + 8]
        return known and bool(_NOUN_ONLY.match(after) or _NOUN_ENDS.match(after))

    def _as_verb_form(self, text: str, start: int, end: int, named: frozenset[int], known: bool) -> bool:
        before, after = text[max(0, start - 24) : start], text[end : end + 24]
        particle = _EITHER.match(after)
        noun_only = _NOUN_ONLY.match(after)
        verb_ending = _HANGUL.match(after) and not particle and not noun_only  # 있지만, 있지요
        if verb_ending or _DENIED.match(after):
            return False
        if noun_only or _joined(before, start, named) or _next(text, end) in named:
            return True
        if _VERB_BEFORE.search(before):
            return False
        if particle:
            return not (_PARTED.match(after[1:]) and _SUBJECT_BEFORE.search(before))  # 피어 있지도, 지지도 않다
        return self._bare(before, after, known)

    def _bare(self, before: str, after: str, known: bool) -> bool:
        """Without a particle, after no verb."""
        if self._trade.match(after):
            return True
        if _ENDS.match(after):
            return False
        placed = _MODIFIER_BEFORE.search(before) or _BEGINS.search(before) or self._call_before.search(before)
        if _PARTED.match(after):
            return bool(placed)
        return bool(placed) or (known and not _SUBJECT_BEFORE.search(before))


def _joined(before: str, start: int, named: frozenset[int]) -> bool:
    """Is the word before it another name, joined to it: 트와이스와 있지, 마마무, 있지?"""
    match = _JOINED.search(before)
    return bool(match and match.group() and start - len(before) + match.start() in named)


def _next(text: str, end: int) -> int:
    """Where the next entry of a row begins, -1 if none does."""
    match = _PARTED.match(text, end)
    return match.end() if match else -1


def _word_before(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![가-힣])[가-힣0-9]*(?:{_any(words)})\s$")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) or r"(?!)"


_PERSON_BEFORE = re.compile(r"(?:멤버|리더|막내|맏언니|메인보컬|메인댄서|래퍼|아이돌|가수)\s$")
# What people do, up to two words after the name and its particle.
_PERSON_AFTER = re.compile(
    r"(?:양|씨)?(?:[이가은는도]|의)?,?\s(?:[가-힣A-Za-z0-9]+[을를에로]?(?:서|게)?\s){0,2}"
    r"(?:웃|울었|미소|노래|춤|부르|불렀|출연|참석|연기|선보|맡[았은]|뽐|소감|입고|포즈|컴백|무대|열연|합류|작사|작곡|랩|보컬|안무|솔로|음색|표정|"
    r"말했|말한다|말하|전했|밝혔|고백|인사)"
)


# What figures do, and what is sold to infants.
_NO_PERSON = re.compile(
    r"[이가은는을를도의]?\s(?:[가-힣]+\s)?(?:\d|상승|하락|오르|올라|올랐|떨어|내리|내렸|급등|급락|반등|약세|강세|마감|포인트|집계|발표|산출|편입|추종|"
    r"교육|용품|보육|놀이|시설|발달|부모|연령|비용|한 명)"
)


def is_thing(text: str, end: int) -> bool:
    """Does what follows the name say that it is nobody?"""
    return bool(_NO_PERSON.match(text, end))


def is_private(text: str, start: int, end: int) -> bool:
    """Is text[start:end] somebody whom the news calls by another trade, or as it calls private persons?"""
    return bool(_CALLED_SO.search(text, max(0, start - 12), start) or _POLITE.match(text, end))


def is_person(text: str, start: int, end: int) -> bool:
    """Does what stands beside text[start:end] say that it is somebody?"""
    return bool(_PERSON_BEFORE.search(text[max(0, start - 8) : start]) or _PERSON_AFTER.match(text, end))


@lru_cache(maxsize=8)
def other_senses(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Where a member's name is a word: 주가 지수, 유아 용품, 비니를 쓰고."""
    return re.compile("|".join(r"\s?".join(map(re.escape, phrase.split())) for phrase in phrases) or r"(?!)")
