"""How worn a word is: in how many groups' articles, and in which share of all articles, it stood of late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.keywords.corpus.corpus import Selection

DAYS = 90  # that count as late: three months
GROUPS = 3  # with enough late articles, at least
ARTICLES = 5  # late ones, for a group to be counted
USES = 2  # articles of a group that hold a word, for the group to use it: one may only mention it


@dataclass(frozen=True, slots=True)
class WornWord:
    """groups: ids of those that use the word. articles: late ones of all the groups that hold it; share: 0..1."""

    word: str
    groups: tuple[str, ...]
    articles: int
    share: float


@dataclass(frozen=True, slots=True)
class Worn:
    """since, until: first and last late day, None without a dated article. groups: those that are counted. articles:
    their late ones. words: used by most groups first. reason: a Korean sentence where nothing can be said, else
    empty."""

    since: date | None
    until: date | None
    groups: tuple[str, ...]
    articles: int
    words: tuple[WornWord, ...]
    reason: str = ""


def worn(selections: Mapping[str, Selection], words: Sequence[str]) -> Worn:
    """The last `DAYS` days up to the newest article of any group. selections: of all groups, by id."""
    days = [day for part in selections.values() for day in part.kept.values() if day]
    if not days:
        return Worn(None, None, (), 0, (), "날짜가 있는 기사가 없어 얼마나 쓰였는지 알 수 없습니다.")
    until = max(days)
    since = until - timedelta(days=DAYS - 1)
    late = {
        group: {index for index, day in part.kept.items() if day and day >= since} for group, part in selections.items()
    }
    late = {group: found for group, found in late.items() if len(found) >= ARTICLES}
    total = sum(map(len, late.values()))
    if len(late) < GROUPS:
        reason = f"최근 {DAYS // 30}개월 기사가 {ARTICLES}건 이상인 그룹이 {len(late)}팀이어서 견줄 수 없습니다."
        return Worn(since, until, tuple(late), total, (), reason)
    found = []
    for word in words:
        holding = {group: len(selections[group].holding([word]) & own) for group, own in late.items()}
        articles = sum(holding.values())
        users = tuple(group for group, count in holding.items() if count >= USES)
        found.append(WornWord(word, users, articles, articles / total))
    ranked = sorted(found, key=lambda one: (-len(one.groups), -one.articles, one.word))
    return Worn(since, until, tuple(late), total, tuple(ranked))
