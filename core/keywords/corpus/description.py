"""Which sentences of an article describe the group: how it sounds and looks, its mood, story, performance, message.

Most of what is written about a group is charts, venues, titles and other people. A word of a facet says something of
the group only where a sentence uses it to describe: with another such word, or with a word that descriptions are made
with (사운드, 매력, 돋보이다)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.keywords.analyzers.tokens import Token
from core.keywords.corpus.evidence import SENTENCE_END
from core.keywords.corpus.words import Mention
from core.keywords.lexicon.lexicon import Lexicon
from core.keywords.names.spans import LONG, NameSpan

# What an article's use of a word counts, where a sentence that describes the group with a word of a facet counts 1. On
# generated news: less for words elsewhere loses those that a planner wants and no list holds, more brings back titles.
UNLISTED, ELSEWHERE = 0.6, 0.5
SHORTEST = 12  # characters of a sentence that can be read by itself
# A sentence that names the group is surely about it; one far behind the last that did may be about somebody else.
_NAMED, _FAR, _NEAR = 1.0, 0.5, 2
MOST_GROUPS = 3  # named in one sentence: more are a list
_CUE = re.compile(
    r"무대|댄스|패션|노래|사운드|콘셉트|컨셉|가사|매력|분위기|무드|감성|멜로디|선율|비주얼|스타일|의상|퍼포먼스|안무|군무|보컬|음색|에너지|메시지"
    r"|세계관|서사|스토리|이야기|장르|색깔|정체성|비트|리듬|편곡|음악|면모|이미지|존재감|아우라|변신|개성|수록곡|트랙|곡이다|곡으로|곡입니다"
    r"|담(?:은|아|았|긴|겨|고|는|을)|녹여|녹아|그려|그린|그리[는며고]|노래[한했하]|표현|어우러|돋보이|돋보인|자아내|자아낸|뽐내|뽐낸|발산|선사"
    r"|더하|더해|시작[해하]|풀어|강조|내세|앞세|추구|소화|완성|결합|특징|인상적|연출|드러|재해석|가득|물씬|풍기|풍긴|느껴|묻어|옮긴|빚어"
)
# A sentence of which this is the matter tells of sales and dates; it describes only beside that.
_MARKET = re.compile(
    r"\d\s?위|[만억]\s?(?:장|뷰|회|명|원)|조회수|초동|평판|빅데이터|차트|매진|티켓|예매|개최|열린다|열렸다|출연|게스트|방송[된되]|수상|본상|대상을|트로피|후보"
    r"|투어|드라마|영화|예능|연극|뮤지컬|챌린지|방송은|볼 수 있|상품|팔린|휴가|취미|생일|식단|다이어트"
    r"|협업|손잡|컬래버|콜라보|신제품|소비자|패키지|시사회|제작발표회|앰배서더|홍보대사|모델로|광고|론칭|출시|판매|할인|기부|공항|출국|입국|팬미팅|팬사인회|시구"
)
# What is asked, rumoured, wished for, reproached or said in jest is not said.
_ASKED = re.compile(
    r"\?[\"'”’]?\s*$|(?:변신할|컴백할|돌아올|선보일|보여줄|들려줄|도전할|택할|고를|바꿀|바뀔|달라질|담을|노래할)까|냐는|느냐|(?:인|은|는)가[,.?]"
    r"|물음|질문|지적|의혹|댓글|별명|농담|묻자|물었|궁금|소문|루머|낭설|추측|[보듣]고 싶다(?:는|고|며|[.\"'”’])"
    r"|다면 어[땠떨]|면 좋겠"
)
# A part in what somebody else made: 게임 ‘신들의 밤’에서 마법사를 고른다.
_IN_A_WORK = re.compile(r"(?:게임|드라마|영화|소설|웹툰|만화|애니메이션|연극|뮤지컬|예능|시트콤)\s?[‘'“\"<《「『]")
# An adjective before a thing says how that is: 차가운 커피. Of what descriptions speak of it says how the group is.
_NOUN_ENDS = frozenset("와과은는이가을를의로")
_THING = re.compile(r"\s([가-힣]{2,8})")
_CAPTION = re.compile(
    r"^\s*[\[<(【]?\s*(?:포토|사진|화보|영상|현장)|포즈를 취하|포토타임|포토월|레드카펫"
    r"|[가-힣]고 있다\.?\s*$|[가-힣]는 모습\.?\s*$"
)
# What follows a word that is denied: its ending, what it was to be (콘셉트를), how firmly (한 번도), and the denial.
# Verbs are listed: what is not chosen, shown or heard is denied, what is not lost or given up is said.
_DENIED = re.compile(
    r"(?:(?!뿐)[가-힣]){0,6}?(?:(?:[과와]|이나|나|함도),?\s(?:(?!뿐)[가-힣]){2,6}?)?\s?"
    r"(?:(?:콘셉트|컨셉|이미지|노래|음악|스타일|분위기|느낌|매력|무드|감성|사운드|모습|색깔|면모|곡|무대|요소|건|것은)"
    r"(?:[은는이가을를도의에]|에는|으?로|에서|에서는|에선)?\s?)?"
    r"(?:(?:한 번도|한 번|더 이상|더는|전혀|결코|절대|아예|이제|이제는|애초에|별로|굳이|완전히|과감히|조금도)\s)*"
    r"(?:아닌(?!가)|아니[라고냐었다]|사실이 아니|사실무근|대신|없[는이었다고]|보다는|기보다|안 (?:해|한|하|했)"
    r"|(?:하|스럽)?지(?:는|도|만은)? (?:않|못)"
    r"|(?:택하|선택하|고집하|기대|의존하|들리|보이|보여주|느껴지|담|내세우|선보이|고르|쓰|좇|추구하|시도하|원하)"
    r"지(?:는|도)? 않"
    r"|찾아보기 (?:힘|어려)|(?:찾아)?볼 수 없(?!었?던)|찾을 수 없|무관[하한]|부족[하한했]|사라[졌진]"
    r"|[과와](?:는|도)? ?(?:다른|다르|달리|정반대|반대|무관|상관없)"
    r"|거리가 (?:멀|먼|있)|거리를 (?:두|둔|뒀)|선을 (?:긋|그은|그었)|걷어 ?[내낸냈]|덜어|뺀|뺐|배제|지양|탈피"
    r"|거부(?!할 수 없)|버리고|버린|버렸|내려놓|벗어[난났]|벗어나(?!지)|벗고|벗은|벗었|벗어 ?던)"
)
_ROW = re.compile(r"[^,·、/\n]{1,20}(?:[,·、/][^,·、/\n]{1,20}){5,}")
_SUBJECTS = frozenset("은는이가의")
_SUBJECT = re.compile(r"(?:은|는|이|가|도|의)(?![가-힣])|,\s")
# A sentence that begins so goes on to another act, whatever its name.
_ELSEWHERE = re.compile(
    r"\s*(?:반면|이에 반해|이에 맞서|같은 날|뒤이어|이어 (?:등장|무대|오른|나온)"
    r"|함께 (?:공개|컴백|무대|출연)|선배|후배|동료|경쟁)"
)
# Whom another is compared with, or comes from: 가람과 달리, 가람 출신.
_COMPARED = re.compile(
    r"(?:와|과)(?:는|도)?\s(?:달리|다르|대비|비교|닮)|처럼|만큼|보다|에 비해|에 이어"
    r"|\s(?:출신|동생|직속|선배|후배)(?![가-힣])"
)
_TOPIC = re.compile(r"(?:들|씨)?(?:은|는)[\s,]")
_CALLED = re.compile(r",\s")  # 두물, 새 앨범 발매
_EACH_ITS_OWN = re.compile(
    r"(?:[가-힣A-Za-z0-9]{2,12}의 [가-힣]{2,6}(?:,|와|과|까지|부터)\s?){2,}"
)  # A의 청량, B의 힙합


class Description(NamedTuple):
    """A sentence text[start:end] that describes the group. places: (word as it is shown, start, end) of its words of
    facets, each once, in order. weight: how much it describes; above 1."""

    start: int
    end: int
    places: tuple[tuple[str, int, int], ...]
    weight: float

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word, *_ in self.places)


def descriptions(
    text: str,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    names: Sequence[NameSpan],
    group: str,
    lexicon: Lexicon,
) -> list[Description]:
    """The sentences of an article of the group that describe it. mentions: its counted words, in order."""
    found: list[Description] = []
    ours = True  # the article is filed under the group: it speaks of it until it names another
    at = apart = 0
    for start, end in sentences(text):
        named = [span for span in names if start <= span.start < end]
        while at < len(mentions) and mentions[at].start < start:
            at += 1
        inside = []
        for mention in mentions[at:]:
            if mention.start >= end:
                break
            inside.append(mention)
        if _ELSEWHERE.match(text, start) and not any(span.group == group for span in named):
            ours = False
        own = ours and not _strange_topic(text, start, end, tokens, named, group, lexicon)
        said = [m for m in inside if _says(text, m, lexicon) and _owner(text, m, named, group, own)]
        ours = _still(text, named, group, ours)
        apart = 0 if any(span.group == group for span in named) else apart + 1
        if said and (one := _description(text, start, end, said, named)):
            found.append(one._replace(weight=one.weight + (_NAMED if not apart else -_FAR if apart > _NEAR else 0)))
    return found


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence; what closes a quotation belongs to it."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        end = match.start() if match[1] is None else match.end(1)
        if text[start:end].strip():
            yield start, end
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _description(
    text: str, start: int, end: int, said: Sequence[Mention], named: Sequence[NameSpan]
) -> Description | None:
    sentence = text[start:end]
    groups = {span.group for span in named if span.kind in ("group", "member") and span.group}
    if len(sentence) < SHORTEST or len(groups) > MOST_GROUPS or _ASKED.search(sentence):
        return None
    if (
        _CAPTION.search(sentence)
        or _IN_A_WORK.search(sentence)
        or _ROW.search(sentence)
        or _EACH_ITS_OWN.search(sentence)
    ):
        return None
    words: dict[str, tuple[str, int, int]] = {}
    for mention in said:
        if not _CUE.fullmatch(mention.word):
            words.setdefault(mention.word, (mention.word, mention.start, mention.end))
    cues = len({match[0] for match in _CUE.finditer(sentence)})
    sold = bool(_MARKET.search(sentence))
    if not words or len(words) + min(cues, 1) < 2 or (sold and not cues):
        return None
    weight = min(len(words), 4) + 0.5 * min(cues, 3) - 1.5 * sold
    if start == 0 and "\n" in text:  # a title calls out more than it describes
        weight -= 0.5
    return Description(start, end, tuple(words.values()), weight) if weight > 1 else None


def _says(text: str, mention: Mention, lexicon: Lexicon) -> bool:
    """Is it a word of what the group is like, and not denied?"""
    if not lexicon.describes(mention.word) or _DENIED.match(text, mention.end):
        return False
    return not (mention.word in lexicon.adnominal and (thing := _THING.match(text, mention.end))) or _tells(
        thing[1], lexicon
    )


def _tells(thing: str, lexicon: Lexicon) -> bool:
    """Is it, whatever its particle, a word that a description may be of? One that is no noun may stand before one."""
    if thing[-1] not in _NOUN_ENDS:
        return True
    known = (lexicon.facet_of, lexicon.terms, lexicon.topics)
    return bool(_CUE.match(thing)) or any(thing[:cut] in words for cut in range(1, len(thing) + 1) for words in known)


def _owner(text: str, mention: Mention, named: Sequence[NameSpan], group: str, ours: bool) -> bool:
    """Is the word said of the group? It belongs to the last group or person named before it in the sentence."""
    before = [span for span in named if span.end <= mention.start and _about(text, span)]
    return before[-1].group == group if before else ours


def _strange_topic(
    text: str,
    start: int,
    end: int,
    tokens: Sequence[Token],
    named: Sequence[NameSpan],
    group: str,
    lexicon: Lexicon,
) -> bool:
    """Is the sentence about something that is neither the group's nor a common noun of such news: maybe another act?"""
    first = bisect_left(tokens, start, key=lambda token: token.start)
    for token in tokens[first:]:
        if token.start >= end:
            return False
        heads = not text[start : token.start].strip() and _CALLED.match(text, token.end)
        if token.kind in ("noun", "name", "latin") and (heads or _TOPIC.match(text, token.end)):
            if any(
                span.start <= token.start < span.end or span.group == group for span in named if span.start < token.end
            ):
                return False
            known = (lexicon.facet_of, lexicon.terms, lexicon.stop, lexicon.topics)
            word = token.word.removesuffix("들")
            return not any(word in words for words in known) and not _CUE.fullmatch(word)
    return False


def _still(text: str, named: Sequence[NameSpan], group: str, ours: bool) -> bool:
    """Is the group what is spoken of after a sentence?"""
    about = [span for span in named if _about(text, span)]
    if any(span.group == group for span in about):
        return True
    return ours if not about else False


def _about(text: str, span: NameSpan) -> bool:
    """Can a sentence be about what it names?"""
    if span.kind in ("group", "member"):
        return not _COMPARED.match(text, span.end)
    return span.kind in ("artist", "person") and bool(_SUBJECT.match(text, span.end) or _glued(text, span))


def _glued(text: str, span: NameSpan) -> bool:
    """Does what it names speak or act, though a space is lost: 달빛소녀의신곡?"""
    return span.end - span.start >= LONG and text[span.end : span.end + 1] in _SUBJECTS
