"""Which group is meant by an id, a name or an alias, and what its articles may call it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.catalog import Catalog, Group, load_real
from core.errors import UnknownNameError
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import GroupNames, NameFinder
from core.keywords.names.spans import NameKind, NameSpan
from core.services.permitted import permitted
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name in the group's articles. group: id of whose name it is, empty for a title found by its quotes.

    count: times; articles: of the group's, after folding, that hold it."""

    name: str
    kind: NameKind
    group: str
    count: int
    articles: int


def resolve(group: str, news: Mapping[str, object], catalogs: Iterable[Catalog]) -> tuple[str, str]:
    """(key in `news`, name to show) of a group given by id, name or alias. Raises UnknownNameError."""
    known = lookup(group, catalogs)
    title = known.name if known else group
    if group in news:
        return group, title
    for key in news:
        if key.casefold() == group.casefold():
            return key, title
        if known and any(catalog.lookup(key) is known for catalog in catalogs):
            return key, title
    raise UnknownNameError(f"'{group}' 그룹의 기사는 없습니다. 기사가 있는 그룹: {', '.join(news) or '없음'}")


def lookup(group: str, catalogs: Iterable[Catalog]) -> Group | None:
    """The group of that id, name or alias in the first catalogue that knows it."""
    return next((found for catalog in catalogs if (found := catalog.lookup(group))), None)


def group_names(key: str, catalogs: Iterable[Catalog]) -> GroupNames:
    """The names of a group; a group that no catalogue knows has the one it is given by."""
    group = lookup(key, catalogs)
    if group is None:
        return GroupNames(key, key)
    members = tuple(member.name for member in group.members)
    return GroupNames(key, group.name, group.latin, group.aliases, members, group.words, group.ordinary)


@permitted("concept.read")
def name_finder(settings: Settings) -> NameFinder:
    """Finds the names of every real group in use: whose news is searched for."""
    real = load_real(settings)
    return NameFinder([group_names(group.id, (real,)) for group in real], load_lexicon(settings))


def count_names(spans: Iterable[Sequence[NameSpan]]) -> tuple[NameCount, ...]:
    """Names by the number of articles that hold them. spans: those of each article."""
    times: Counter[tuple[str, NameKind, str]] = Counter()
    holding: Counter[tuple[str, NameKind, str]] = Counter()
    for article in spans:
        keys: list[tuple[str, NameKind, str]] = [(span.name, span.kind, span.group) for span in article]
        times.update(keys)
        holding.update(set(keys))
    ranked = sorted(times, key=lambda key: (-holding[key], -times[key], key[0]))
    return tuple(NameCount(*key, times[key], holding[key]) for key in ranked)
