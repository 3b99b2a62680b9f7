"""Articles of real groups, kept as long as their source allows. Every change sets another `version`, for caches."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, false, func, not_, or_, select, true
from sqlalchemy.dialects.sqlite import insert

from core.news.fingerprint import fingerprint
from core.settings import Settings
from core.storage.changes import forget_about, write_down
from core.storage.database import Database, of_prepared, parts
from core.storage.news.retention import kept_since
from core.storage.rescue import drop_copies
from core.storage.schema import articles as table
from core.storage.schema import choices, tokens
from core.text.bylines import cut_bylines
from core.types import Article

ArticleDecision = Literal["", "in", "out"]
_VERSION = "news_version"
_KEY = ("group_id", "source", "fingerprint")  # in the order of ArticleKey
_THAT = and_(*(table.c[name] == bindparam(f"that_{name}") for name in _KEY))
_SHA256 = 64  # hex digits at the end of a key of table `tokens`


class ArticleKey(NamedTuple):
    """An article as one source gave it for one group."""

    group: str
    source: str
    fingerprint: str


def of_key(key: ArticleKey) -> str:
    """As changes on file name an article. `from_key` reads it."""
    return "/".join(key)


def from_key(text: str) -> ArticleKey:
    """An id of a group may hold any character; the other two no slash."""
    return ArticleKey(*text.rsplit("/", 2))


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """filed: a person put it under this group, no search did. fetched: UTC, the first time. decision: a person's."""

    key: ArticleKey
    article: Article
    filed: bool
    fetched: datetime
    decision: ArticleDecision


class Articles:
    """The articles of one workspace. Looking creates nothing. Methods raise StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def version(self) -> str:
        """A text that differs after every change, "" before the first."""
        return (Database(self._settings).choice(_VERSION) or "") if self._settings.database.exists() else ""

    def all(self, group: str = "") -> list[StoredArticle]:
        """Of one group, or of all, latest day first, without expired ones."""
        return list(self._read(and_(_where(group), not_(self._over()))))

    def keep(self, group: str, articles: Iterable[Article], *, filed: bool) -> int:
        """Keep articles of a group; how many of them are new.

        One that was here before is kept once: a longer body takes the place of a shorter one, one with the words of the
        whole article that of one without, and its days still count from the first time."""
        came: dict[ArticleKey, Article] = {}
        for article in articles:
            key = ArticleKey(group, article.source, fingerprint(article))
            if key not in came or _says_more(article, came[key]):
                came[key] = article
        prints = [key.fingerprint for key in came]
        begun = {"fetched": datetime.now(UTC), "decision": "", "filed": filed}
        with Database(self._settings).writing() as connection:
            found = [one for part in parts(prints) for one in _stored(connection, _where(group, prints=part))]
            known = {one.key: one for one in found}
            new = [key for key in came if key not in known]
            longer = [key for key in came if key in known and _says_more(came[key], known[key].article)]
            now_filed = [key for key in came if filed and key in known and not known[key].filed]
            if not (new or longer or now_filed):
                return 0
            _set_version(connection)
            if new:
                rows = [dict(zip(_KEY, key, strict=True)) | _columns(came[key]) | begun for key in new]
                connection.execute(insert(table), rows)
            for key in longer:
                connection.execute(table.update().where(_THAT).values(**_columns(came[key])), _that(key))
            for key in now_filed:
                connection.execute(table.update().where(_THAT).values(filed=True), _that(key))
            _drop_tokens(connection, [known[key].article for key in longer])
        return len(new)

    def decide(
        self,
        decisions: Mapping[ArticleKey, ArticleDecision],
        seen: Mapping[ArticleKey, ArticleDecision] | None = None,
    ) -> dict[ArticleKey, ArticleDecision]:
        """Write down what a person decided; "" takes it back. Returns what this changed, as it was before.

        seen: what was decided when the person looked; an article about which somebody decided since is passed over."""
        before: dict[ArticleKey, ArticleDecision] = {}
        with self._changing() as connection:
            for key, decision in decisions.items():
                row = connection.execute(select(table.c.decision, table.c.title).where(_THAT), _that(key)).first()
                if row is None or row.decision == decision or (seen is not None and row.decision != seen[key]):
                    continue
                before[key] = row.decision
                write_down(connection, "news", row.title, {of_key(key): row.decision}, {of_key(key): decision})
                connection.execute(table.update().where(_THAT).values(decision=decision), _that(key))
        return before

    def remove(self, group: str = "", source: str = "") -> int:
        """Delete articles of a group, of a source, or all, with what was computed from them; how many."""
        return self._remove(list(self._read(_where(group, source))))

    def remove_over(self) -> int:
        """Delete expired articles; how many."""
        return self._remove(list(self._read(self._over())))

    def changed(self) -> None:
        """Set another version, such as after other days to keep were chosen."""
        with self._changing():
            pass

    def _over(self) -> ColumnElement[bool]:
        """The condition of expired rows."""
        if not self._settings.database.exists():
            return false()
        with Database(self._settings).reading() as connection:
            sources = connection.execute(select(table.c.source).distinct()).scalars().all()
        since = {source: kept_since(self._settings, source) for source in sources}
        return or_(false(), *(and_(table.c.source == one, table.c.fetched < since[one]) for one in sources))

    def _remove(self, going: Sequence[StoredArticle]) -> int:
        if going:
            with self._changing() as connection:
                connection.execute(table.delete().where(_THAT), [_that(one.key) for one in going])
                forget_about(connection, "news", [of_key(one.key) for one in going])
                _drop_tokens(connection, [one.article for one in going])
            drop_copies(self._settings)
        return len(going)

    def _read(self, where: ColumnElement[bool]) -> Iterator[StoredArticle]:
        if not self._settings.database.exists():
            return
        with Database(self._settings).reading() as connection:
            found = list(_stored(connection, where))
        yield from found

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with Database(self._settings).writing() as connection:
            _set_version(connection)
            yield connection


def _says_more(one: Article, other: Article) -> bool:
    """Has it a longer body, or the words of the whole article beside the same one?"""
    return (len(one.body), bool(one.words)) > (len(other.body), bool(other.words))


def _stored(connection: Connection, where: ColumnElement[bool]) -> Iterator[StoredArticle]:
    query = select(table).where(where).order_by(table.c.day.desc(), table.c.title, table.c.fingerprint)
    for row in connection.execute(query):
        yield StoredArticle(
            ArticleKey(row.group_id, row.source, row.fingerprint),
            Article(
                row.group_id, row.title, row.body, row.press, row.day, row.link, row.source, row.fictional,
                row.at, *_lists(row.tags),
            ),
            row.filed, row.fetched, row.decision,
        )  # fmt: skip


def _set_version(connection: Connection) -> None:
    version = secrets.token_hex(8)
    row = insert(choices).values(key=_VERSION, value=version)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": version}))


def _where(group: str, source: str = "", prints: Sequence[str] | None = None) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [true()]
    if group:
        wanted.append(table.c.group_id == group)
    if source:
        wanted.append(table.c.source == source)
    if prints is not None:
        wanted.append(table.c.fingerprint.in_(prints))
    return and_(*wanted)


def _that(key: ArticleKey) -> dict[str, str]:
    """The parameters of `_THAT`."""
    return {f"that_{name}": value for name, value in zip(_KEY, key, strict=True)}


def _columns(article: Article) -> dict[str, Any]:
    same = {name: getattr(article, name) for name in ("title", "body", "press", "at", "link", "fictional")}
    lists = {"names": article.tags, "words": article.words} if article.words else article.tags
    return {**same, "day": article.date, "tags": json.dumps(lists, ensure_ascii=False)}


def _lists(tags: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and words; what was kept before there were words is a list of names."""
    lists = json.loads(tags)
    return (tuple(lists["names"]), tuple(lists["words"])) if isinstance(lists, dict) else (tuple(lists), ())


def _drop_tokens(connection: Connection, articles: Iterable[Article]) -> None:
    """Delete the analyses of these texts, of every analyzer. A text of another article, too, is analysed again."""
    texts = (cut_bylines(article.text) for article in articles)
    hashes = {hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in texts}
    if not hashes:
        return
    connection.execute(tokens.delete().where(of_prepared()))  # corpora hold words of all their articles
    analyzers = func.substr(tokens.c.key, 1, func.length(tokens.c.key) - _SHA256)
    versions = connection.execute(select(analyzers).distinct()).scalars().all()
    for part in parts([version + sha for version in versions for sha in sorted(hashes)]):
        connection.execute(tokens.delete().where(tokens.c.key.in_(part)))
