"""Is an article really about a group? 있지 the grammar is not ITZY, and a list of ten groups is about none of them."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from core.keywords.names.finder import NameFinder
from core.keywords.names.homonyms import is_private
from core.keywords.names.spans import NameSpan
from core.text.korean import attach
from core.types import Article

TITLE_LIST, TWICE = 3, 2  # groups in a title that make it a list; times in a body that speak for it all the same
LIST = 5  # other groups, or other entries of a row of names, that make it a list
_ENTRY = r"[^,·、/\n.?!]{1,20}"
_ROW = re.compile(rf"{_ENTRY}(?:[,·、/]{_ENTRY}){{{LIST},}}")
_BETWEEN = re.compile(r"[,·、/]")
# Nothing after the name but its Latin spelling or 'and others'.
_ENDS_ENTRY = re.compile(r"\s*(?:[(\[][^)\]]*[)\]])?\s*(?:등|$)")

_FORMER = re.compile(
    r"\s?(?:출신|시절|때부터|이후|활동 당시|(?:의\s)?전 멤버)"
)  # 아이즈원 출신 안유진: about somebody, not the group
_RANKED = re.compile(r"1위.{1,12}2위.{1,12}3위")
_MEASURED = re.compile(r"(?:제 ?2의|제이의|포스트|차세대|넥스트|리틀)\s?$")
_MEASURE = re.compile(
    r"(?:[을를의와과]|보다|처럼|도)?\s?(?:제치|제쳐|꺾|누르|누른|넘어서|뛰어넘|넘은|닮|같은|동생|여동생|남동생|후배|직속|소속사|"
    r"뒤이어|뒤를|이은|이어 |안무가|프로듀서|작곡가|팬이|팬으로|출신|뺨치|뺨친|못지않)"
    r"|(?:\s[가-힣]{2,4})?(?:[이가의도]\s?|\s)(?:조카|언니|오빠|누나|엄마|아빠|어머니|아버지|매니저|스타일리스트|트레이너|다녀간|반한|입은|신은|먹은|쓴|든|찾은|쏘아|픽)"
    r"(?![가-힣])"
)
# The group does something to what the article is about: 블랙핑크가 모델인 화장품.
_BESIDE = re.compile(
    r"(?:의?\s[가-힣]{2,4})?[이가]\s(?:[가-힣]+\s){0,3}(?:모델인|나선|출연한|출연하는|부른|입은|신은|쓴|든|찾은|다녀간|광고하는|광고한|홍보하는|"
    r"참여한|좋아하는|머문|먹은|추천한|소개한|보낸|선물한|만난)\s"
    r"(?!(?:새 )?(?:노래|앨범|곡|음악|신곡|무대|춤|것))"
)
# What an article about a group's people speaks of.
_STAGE = re.compile(
    "무대|스테이지|앨범|신곡|노래|안무|컴백|유닛|멤버|그룹|아이돌|가수|화보|음원|음반|콘서트|공연|팬|뮤직비디오|데뷔|퍼포먼스|보컬|듀엣|춤|곡|"
    "음악|예능|드라마"
)
# What may precede it; not another that it is joined to, nor where it is.
_LEAD = re.compile(r"\s*(?:[\[(][^\])]{1,30}[\])]\s*)?(?:[가-힣0-9]{1,6}(?<![와과])(?<!에는)(?<!에선)\s){0,2}")
# A work of the same name: 영화 ‘드림캐쳐’.
_NAMESAKE = re.compile(
    r"(?:영화|개봉작|상영작|드라마|소설|만화|웹툰|게임|연극|뮤지컬|애니메이션|다큐멘터리|다큐|시집|동화|책)\s?[‘'“\"<《「『]$"
)
_SUBJECT = re.compile(
    r"\s*(?:\([^)]*\))?(?:[이가은는]|만이|이야말로|입니다|이다|였다|\s[가-힣]{2,4}[이가은는]|의\s[가-힣]+[이가은는])(?![가-힣])"
)
_BEGINS = re.compile(r"[.!?\n”’]\s*(?:(?:걸|보이)?그룹\s)?$")
_CLAUSE = re.compile(
    r"[^.!?\n]*(?:[면자고며도서지데]|때|뒤에?|동안|앨범에서|무대에서)\s(?=$)"
)  # 막이 오르자 가람은 ...
_ACTS = re.compile(r"(?:[은는이가]|측[은이]|\s측[은이]|로는)\s")
_WORK = re.compile(
    r"의\s(?:[가-힣]+\s){0,2}[가-힣]*(?:앨범|음반|싱글|노래|곡|신보|무대|공연|뮤직비디오|영상|안무|춤|콘서트)[은는이가]\s"
)
_TOPIC = re.compile(r"[가-힣]{2,}[은는]\s")  # 가람은 나래의 다온이 보낸 ...
# Whom a sentence is about comes last: 이런 소리에 닿은 팀, 트와이스다.
_REVEALED = re.compile(r"(?:팀|그룹|걸그룹|보이그룹|주인공|이름|역시|바로)(?:[은는이가]|,)?\s$")
_IS = re.compile(r"(?:이?다|이?었다|였다|입니다|뿐이다|뿐이었다)(?![가-힣])")

Admitted = Literal["title", "named", "tagged", "members", "filed", "in"]
LeftOut = Literal["passing", "homonym", "unnamed", "fictional", "double", "unwanted", "out"]


@dataclass(frozen=True, slots=True)
class Relevance:
    """admitted: does the article count for the group? code: why, for counting; reason: the same in Korean."""

    admitted: bool
    code: Admitted | LeftOut
    reason: str


INCLUDED = Relevance(True, "in", "직접 넣었습니다.")
EXCLUDED = Relevance(False, "out", "직접 뺐습니다.")
UNWANTED = Relevance(False, "unwanted", "빼기로 한 말이 있어 담지 않았습니다.")
FICTIONAL = Relevance(False, "fictional", "지어낸 기사라서 실제 그룹의 기사로 쓰지 않습니다.")
DUPLICATE = Relevance(False, "double", "다른 출처에서 더 긴 글로 받은 같은 기사입니다.")


@dataclass(frozen=True, slots=True)
class Named:
    """What an article names. title, body, tags: how often, by group; spans: of title and body together."""

    title: Counter[str]
    body: Counter[str]
    tags: frozenset[str]
    spans: tuple[NameSpan, ...]

    @property
    def groups(self) -> set[str]:
        return {*self.title, *self.body}

    def subject(self, groups: Collection[str], target: str = "") -> str:
        """The one of `groups` that is named in the title, else most often, the target before others; the target where
        none is."""
        for counted in (self.title, self.body):
            known = {group: times for group, times in counted.items() if group in groups}
            leaders = [group for group, times in known.items() if times == max(known.values())]
            if leaders:
                return target if target in leaders else leaders[0]
        return target


def read_names(article: Article, finder: NameFinder) -> Named:
    """The groups that an article names."""
    spans = tuple(finder.groups(article.text))
    title, body = Counter[str](), Counter[str]()
    before = NameSpan(0, 0, "", "", "group")
    for span in spans:
        aside = _no_act(article.text, span) or (_aside(article.text, span))
        if span.kind == "group" and not aside:
            once_more = span.group == before.group and article.text[before.end : span.start].strip() in ("(", "[")
            if not once_more:  # 있지(ITZY) names it once
                (title if span.end <= len(article.title) else body)[span.group] += 1
            before = span
    tags = finder.groups(", ".join(article.tags)) if article.tags else ()
    return Named(title, body, frozenset(span.group for span in tags if span.kind == "group"), spans)


def judge(article: Article, finder: NameFinder, group: str, *, filed: bool, names: Named | None = None) -> Relevance:
    """Does the article count for the group (id)? filed: a person put it there, no search did: it counts where nothing
    speaks against it. names: what it names, where that is known. A person's decision about it is not looked at here."""
    names = names or read_names(article, finder)
    if beside := _beside_others(article, names, group):
        return Relevance(False, "passing", beside)
    if names.title[group]:
        return Relevance(True, "title", "제목에 그룹 이름이 있습니다.")
    times = names.body[group]
    if times > TWICE or (times and (filed or group in names.tags or _about(article, names, group, finder))):
        return Relevance(True, "named", f"본문에 그룹 이름이 {times}번 나옵니다.")
    if times:
        return Relevance(False, "passing", "본문에 한 번만 나오고, 제목에 그룹이나 멤버의 이름이 없습니다.")
    if group in names.tags:
        return Relevance(True, "tagged", "출처가 적은 인물·기관·키워드에 그룹 이름이 있습니다.")
    return _judge_unnamed(article, finder, group, filed=filed)


def _judge_unnamed(article: Article, finder: NameFinder, group: str, *, filed: bool) -> Relevance:
    """Of an article that does not name the group: do its members speak for it, does a word that is no name mislead?"""
    found = finder.groups(article.text, group)
    found = [span for span in found if not _no_act(article.text, span) and not _aside(article.text, span)]
    private = {span.name for span in found if is_private(article.text, span.start, span.end)}
    tagged = [span for span in finder.groups(", ".join(article.tags), group) if span.group == group]
    own = {span.name: span.kind for span in (*found, *tagged) if span.group == group}
    member = next((name for name, kind in own.items() if kind == "member"), "")
    public = own.keys() - private
    sure = [n for n in public if own[n] == "other" or (own[n] == "member" and finder.speaks_alone(n))]
    headed = {span.name for span in found if span.end <= len(article.title)}.intersection(sure)
    if len(public) > 1 and sure and (len(tagged) > 1 or len(headed) > 1 or _STAGE.search(article.text)):
        return Relevance(True, "members", f"{', '.join(sorted(own)[:3])} 등 그룹의 이름이 함께 나옵니다.")
    if not member and (word := _ordinary(article, finder, group)):
        return Relevance(False, "homonym", f"{attach(f'‘{word}’', '이/가')} 그룹 이름이 아니라 일반 낱말로만 나옵니다.")
    if filed:
        return Relevance(True, "filed", "이 그룹의 기사로 넣은 파일에서 왔습니다.")
    if member:
        return Relevance(False, "unnamed", f"‘{member}’ 하나만 나와 그룹의 멤버인지 알 수 없습니다.")
    return Relevance(False, "unnamed", "그룹이나 멤버의 이름이 없습니다.")


def _beside_others(article: Article, names: Named, group: str) -> str:
    """Why the group is only one of many, in Korean; "" where it is not."""
    times = names.body[group]
    if names.title[group]:
        ranked = _RANKED.search(article.title) and len(names.title) > 1
        if (ranked or len(names.title) >= TITLE_LIST) and times < TWICE and not _members(names, group):
            return f"제목에 다른 그룹 {len(names.title) - 1}팀과 나란히 나옵니다."
    elif times == 1 and (others := _in_a_list(article, names, group)):
        return f"{others} 나란히 한 번만 나옵니다."
    return ""


def _no_act(text: str, span: NameSpan) -> bool:
    """Is it about somebody who was in the group, or a work that is called so?"""
    if span.kind != "group":
        return False
    return bool(_FORMER.match(text, span.end) or _NAMESAKE.search(text, max(0, span.start - 8), span.start))


def _aside(title: str, span: NameSpan) -> bool:
    """Does a title only measure somebody by the group: 제2의 있지, 트와이스 제치고 1위?"""
    return bool(_MEASURED.search(title, 0, span.start) or _MEASURE.match(title, span.end))


def _members(names: Named, group: str) -> bool:
    return any(span.kind == "member" and span.group == group for span in names.spans)


def _about(article: Article, names: Named, group: str, finder: NameFinder) -> bool:
    """Is an article that names the group once or twice, in its body, about it? One of its members is in the title or
    named apart from the group, or the group is whom a sentence is about: the first, or one that says so in the end."""
    title, text = len(article.title), article.text
    own = [span for span in names.spans if span.group == group]
    named = [s for s in own if s.kind == "group" and s.end > title] or [s for s in own if s.kind == "group"]
    others = names.groups - {group}
    for span in own:
        if span.kind == "member" and not finder.owners(span.name) & others and not is_private(text, *span[:2]):
            if span.end <= title and not _aside(text, span):
                return True
            near = min(named, key=lambda s: abs(s.start - span.start))
            between = text[min(span.end, near.end) : max(span.start, near.start)]
            if span.end > title and between.strip(" ()[]의,"):
                return True
    return any(_subject(article, span, len(named) > 1) for span in named)


def _subject(article: Article, span: NameSpan, again: bool) -> bool:
    """Is the group whom the sentence is about? again: is it named once more?"""
    title, text = len(article.title), article.text
    if _REVEALED.search(text, 0, span.start) and _IS.match(text, span.end):
        return True
    if _BESIDE.match(text, span.end):
        return False
    clause = _CLAUSE.search(text, title, span.start)
    if _BEGINS.search(text, 0, span.start) or (clause and not _TOPIC.search(clause[0])):
        acts = (again or _STAGE.search(article.title)) and _ACTS.match(text, span.end)
        if acts or _WORK.match(text, span.end):
            return True
    lead, subject = text[title : span.start], _SUBJECT.match(text, span.end)
    joined = _TOPIC.search(lead) and subject and subject[0].startswith((" ", "의"))
    return bool(_LEAD.fullmatch(lead) and subject and not joined)


def _in_a_list(article: Article, names: Named, group: str) -> str:
    """How many others a list names beside the group, in Korean; "" where the group is not named in a list."""
    others = names.groups - {group}
    if len(others) >= LIST:
        return f"다른 그룹 {len(others)}팀과"
    if _members(names, group):
        return ""
    once = next(span for span in names.spans if span.kind == "group" and span.group == group)
    for row in _ROW.finditer(article.text):
        if row.start() <= once.start and once.end <= row.end():
            entries = _BETWEEN.split(row[0])
            rest = _BETWEEN.split(article.text[once.end : row.end()])[0]
            return f"다른 이름 {len(entries) - 1}개와" if _ENDS_ENTRY.match(rest) else ""
    return ""


def _ordinary(article: Article, finder: NameFinder, group: str) -> str:
    """A name of the group that stands in the text as a word; nothing there was found to be the group."""
    return next((w for w in finder.homonyms(group) if re.search(rf"(?<![가-힣]){re.escape(w)}", article.text)), "")
