"""News of real groups on file: what counts and why, what a person decided, how long it is kept."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from core.catalog import Catalog, fold_name, load_real
from core.errors import NewsError
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import NameFinder
from core.news import gate
from core.news.gate import Relevance
from core.news.reading import Reading
from core.news.wikipedia import Background
from core.services.concept.names import name_finder
from core.services.news.collect import delete_expired
from core.services.overtaken import by_whom, overtaken
from core.services.permitted import permitted
from core.settings import Settings
from core.storage import clock
from core.storage.news.articles import ArticleDecision, ArticleKey, Articles, StoredArticle, of_key
from core.storage.news.backgrounds import SOURCE as WIKIPEDIA
from core.storage.news.backgrounds import background_on_file, remove_backgrounds
from core.storage.news.retention import choose_keep_days, kept_since
from core.types import Article

NewsDecisions = Mapping[ArticleKey, ArticleDecision]


@dataclass(frozen=True, slots=True)
class Filed:
    """An article on file and whether it counts for its group, which is the one that a merged group went into.

    key: under which it was kept; fetched, decision: as in `StoredArticle`."""

    key: ArticleKey
    article: Article
    gate: Relevance
    fetched: datetime
    decision: ArticleDecision

    @property
    def group(self) -> str:
        return self.article.group


@permitted("news.read")
def articles(settings: Settings) -> dict[str, Reading]:
    """Group id -> its articles that count, for the real groups in use that have some. {} without a database; creates
    nothing."""
    found: dict[str, list[Article]] = {}
    for one in filed(settings):
        if one.gate.admitted:
            found.setdefault(one.group, []).append(one.article)
    order = [group.id for group in load_real(settings)]
    return {group: Reading(tuple(found[group])) for group in order if group in found}


@permitted("news.read")
def filed(settings: Settings, group: str = "") -> tuple[Filed, ...]:
    """The articles on file of a group in use, or of all, latest day first, those that do not count among them."""
    now = stamp(settings)
    return tuple(one for one in _filed(settings, now) if not group or one.group == group) if now else ()


@permitted("news.read")
def stamp(settings: Settings) -> str:
    """Another text whenever `filed` or `articles` could give something else; "" where there is nothing."""
    version = Articles(settings).version()
    if not version:
        return ""
    return f"{version}.{_names_version(settings)}.{clock.times(settings).sure:%Y%m%d}"  # some may be over tomorrow


@permitted("news.change")
def decide(settings: Settings, decisions: NewsDecisions, seen: NewsDecisions | None = None) -> NewsDecisions:
    """What a person decided about articles; "" leaves it to the gate again. seen: as of `Articles.decide`. Returns what
    undoes it, with `decisions` as seen."""
    return Articles(settings).decide(decisions, seen)


@permitted("news.read")
def decided_otherwise(settings: Settings, decisions: NewsDecisions) -> tuple[int, str]:
    """After `decide` with what was seen: how many articles were passed over because somebody else had decided about
    them, and who, as in "이민아님이"."""
    now = {one.key: one.decision for group in {key.group for key in decisions} for one in Articles(settings).all(group)}
    others = [key for key, decision in decisions.items() if now.get(key, decision) != decision]
    return len(others), by_whom(settings, "news", map(of_key, others)) if others else ""


@permitted("news.delete", on="group")
def forget(settings: Settings, group: str = "", source: str = "") -> int:
    """Delete what is on file of a group, of a source (`WIKIPEDIA` for backgrounds), or all; how many articles."""
    if source in ("", WIKIPEDIA):
        gone = remove_backgrounds(settings, group)
        if source:
            return gone
    own = {one.key.group for one in filed(settings, group)} if group else {""}
    return sum(Articles(settings).remove(key, source) for key in own)


@permitted("news.delete")
def set_keep_days(settings: Settings, days: Mapping[str, int], seen: Mapping[str, int] | None = None) -> int:
    """How long what comes from sources is kept, 0 until it is deleted. What is over by that goes at once; how many.
    seen: the days that they are changed from.

    Raises NewsError for a number out of range, and where somebody chose other days than `seen` since."""
    if clash := choose_keep_days(settings, days, seen):
        raise overtaken(settings, NewsError, "retention", "기사를 보관하는 날수는", clash)
    Articles(settings).changed()
    return delete_expired(settings)


@permitted("news.read")
def count_expiring(settings: Settings, days: Mapping[str, int]) -> int:
    """How many articles `set_keep_days` would delete."""
    since = {source: kept_since(settings, source, number) for source, number in days.items()}
    return sum(one.fetched < since.get(one.key.source, one.fetched) for one in filed(settings))


@permitted("news.read")
def background(settings: Settings, group: str) -> Background | None:
    """What an encyclopedia says of a group, as on file."""
    found = background_on_file(settings, group)
    return found and found[0]


def _names_version(settings: Settings) -> str:
    """Another text when a group has another name, or the lexicon tells names from words in another way."""
    known = repr((load_real(settings).groups, load_lexicon(settings).version))
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@lru_cache(maxsize=2)  # news is no personal data: shared by all users
def _filed(settings: Settings, now: str) -> tuple[Filed, ...]:
    catalog, judged = load_real(settings), _judged(settings, _names_version(settings))
    found: dict[str, list[Filed]] = {}
    for stored in Articles(settings).all():
        owner = _owner(catalog, stored.key.group)
        if owner:
            article = replace(stored.article, group=owner)
            one = Filed(stored.key, article, judged.verdict(stored, article), stored.fetched, stored.decision)
            found.setdefault(owner, []).append(one)
    return tuple(one for group in found.values() for one in _once(group))


class _Verdicts:
    """Verdicts under one set of names: after a decision about one article, no other is read again."""

    def __init__(self, finder: NameFinder) -> None:
        self._finder = finder
        self._known: dict[tuple[ArticleKey, int, bool], Relevance] = {}

    def verdict(self, stored: StoredArticle, article: Article) -> Relevance:
        if stored.decision:
            return gate.INCLUDED if stored.decision == "in" else gate.EXCLUDED
        if article.fictional:
            return gate.FICTIONAL
        # What changes an article on file makes it longer.
        place = (stored.key, len(article.body), stored.filed)
        if place not in self._known:
            self._known[place] = gate.judge(article, self._finder, article.group, filed=stored.filed)
        return self._known[place]


@lru_cache(maxsize=1)
def _judged(settings: Settings, names: str) -> _Verdicts:
    return _Verdicts(name_finder(settings))


def _owner(catalog: Catalog, group: str) -> str:
    """Id of the group that a group's articles count for now; "" where it is not in use."""
    heir = catalog.heir(catalog.get(group)) if group in catalog else None
    return heir.id if heir is not None and not heir.retired else ""


def _once(group: Sequence[Filed]) -> list[Filed]:
    """An article that several sources gave counts once, as its longest text; so does one of which a source gave the
    title alone."""
    titles: set[str] = set()
    if not all(one.article.body for one in group):
        titles = {fold_name(one.article.title) for one in group if one.gate.admitted and one.article.body}
    seen: set[str] = set()
    double: set[ArticleKey] = set()
    for one in sorted(group, key=lambda one: -len(one.article.body)):
        if not one.gate.admitted or one.decision:
            continue
        again = not one.article.body and fold_name(one.article.title) in titles
        if again or one.key.fingerprint in seen:
            double.add(one.key)
        seen.add(one.key.fingerprint)
    return [replace(one, gate=gate.DUPLICATE) if one.key in double else one for one in group]
