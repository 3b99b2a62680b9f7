"""The lexicon: words, names, facets, stop words and spellings. The shipped file, and over it the studio's own."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from core.catalog.files import unreadable
from core.errors import DataFileError, instead_of
from core.keywords.lexicon.file import Layer, parse, plain
from core.keywords.lexicon.nouns import adnominal, nouns
from core.settings import Settings
from core.text.korean import attach as josa

OTHER = "그 밖"
MARKET = "타깃·시장"  # the facet whose words say how a group sells, not how it is
FILE = "lexicon.yaml"
SHIPPED, OWN = f"기본 낱말집({FILE})", f"작업 폴더의 낱말집({FILE})"  # as messages name them


@dataclass(frozen=True, slots=True)
class Lexicon:
    """version: changes with either file. terms, names: for the analyzers' dictionaries, from the shipped file alone,
    because a dictionary holds for the whole process and for all stored tokens. stop: words that never count.

    synonyms: spelling -> the word shown. facets: facet -> its words; facet_of: word -> facet.
    nouns: such a word, or the root of an adjective -> its noun.
    own: words of the studio that no analyzer knows, or takes for names, as they are written; they are looked for in the
    text itself.
    own_names: a name of the studio -> id of its group, "" if unknown.
    topics: common nouns that sentences about a group are about.
    adnominal: words shown in a form that modifies a noun (푸른), which a sentence can only quote.
    by_hand: what the studio itself counts as a word, whatever else it may be; lower case, without spaces.
    known: kind of name -> well-known names of it (artists, agencies, charts ...), that are nothing else.
    doubtful: names that mostly are words: members' (지수, 유아), and Latin ones in lower case (twice).
    homonyms: names that are also words; before, after, with_latin, song_before: contexts of the name; other_senses:
    phrases of the word."""

    version: str
    terms: frozenset[str]
    names: frozenset[str]
    stop: frozenset[str]
    synonyms: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    homonyms: frozenset[str]
    doubtful: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    other_senses: tuple[str, ...]
    with_latin: Mapping[str, tuple[str, ...]]
    song_before: tuple[str, ...]
    topics: frozenset[str]
    adnominal: frozenset[str]
    nouns: Mapping[str, str]
    own: frozenset[str]
    by_hand: frozenset[str]
    known: Mapping[str, tuple[str, ...]]
    own_names: Mapping[str, str]
    facet_of: Mapping[str, str] = field(repr=False)
    joined: frozenset[str] = field(repr=False)

    @property
    def dictionary_version(self) -> str:
        """Changes with the words that go into the analyzers' dictionaries."""
        words = "\n".join([*sorted(self.terms), "-", *sorted(self.names)])
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    def canonical(self, word: str) -> str:
        """The one spelling that stands for a word."""
        return self.synonyms.get(word, word)

    def noun(self, word: str) -> str:
        """A word as a sentence can say it: 당당함 for 당당, 주체성 for 주체, 차가움 for 차가운; a noun as it is."""
        return self.nouns.get(word, word)

    def is_word(self, name: str) -> bool:
        """Does the lexicon know a name as a word?"""
        return name in self.joined or name in self.stop or name in self.facet_of

    def facet(self, word: str) -> str:
        """The facet of a word, `OTHER` if it has none."""
        return self.facet_of.get(word, OTHER)

    def describes(self, word: str) -> bool:
        """Does a facet list it as a word for what a group is like, not for how it sells?"""
        return self.facet_of.get(word, MARKET) != MARKET


def own_file(settings: Settings) -> Path:
    """Where a studio's own layer is, whether it exists or not."""
    return settings.workspace / FILE


def load_lexicon(settings: Settings) -> Lexicon:
    """The lexicon of a studio; read again when one of its files changes. Raises DataFileError."""
    shipped, own = settings.lexicon / FILE, own_file(settings)
    return _merged(shipped, _stamp(shipped), own, _stamp(own))


def shipped_layer(settings: Settings) -> Layer:
    """The shipped file. Raises DataFileError."""
    path = settings.lexicon / FILE
    return _layer(path, _stamp(path), SHIPPED)


def own_layer(settings: Settings) -> Layer:
    """The studio's own file, empty where there is none. Raises DataFileError."""
    path = own_file(settings)
    return _layer(path, _stamp(path), OWN)


_Stamp = tuple[int, int, int]


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:  # no such file; one that cannot be opened fails when it is read
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=8)
def _layer(path: Path, stamp: _Stamp | None, where: str) -> Layer:
    if stamp is None and where == OWN:
        return Layer()
    with instead_of(OSError, unreadable(where)):
        return parse(path.read_bytes(), where)


@lru_cache(maxsize=4)
def _merged(shipped: Path, stamp: _Stamp | None, own: Path, own_stamp: _Stamp | None) -> Lexicon:
    return merge(_layer(shipped, stamp, SHIPPED), _layer(own, own_stamp, OWN))


def merge(shipped: Layer, own: Layer, where: str = OWN) -> Lexicon:
    """The lexicon of both layers: where they disagree, the own one holds. Raises DataFileError for an unknown facet."""
    known = list(dict.fromkeys(entry.detail for entry in shipped.of("facet")))
    if strange := next((e for e in own.of("facet") if e.detail not in known), None):
        what = josa(f"모르는 분류 ‘{strange.detail}’", "이/가")
        raise DataFileError(f"{where}에 {what} 있습니다. 쓸 수 있는 분류: {', '.join(known)}")
    gone = {(entry.kind, entry.plain) for entry in own.entries if entry.removed}
    spelling = _spelling(shipped, own, gone)

    def canonical(word: str) -> str:
        return spelling.get(plain(word), word)

    own_stop = {canonical(entry.word) for entry in own.of("stop")}
    own_words = {canonical(entry.word) for entry in own.of("facet", "term", "counted")}
    stop = {e.word for e in shipped.of("stop") if ("stop", e.plain) not in gone and e.word not in own_words} | own_stop
    facet_of = {canonical(entry.word): entry.detail for entry in own.of("facet")}
    elsewhere = own_stop | {canonical(entry.word) for entry in own.of("facet", removed=True)}
    # The canonical word decides where the spellings of one word stand in several facets.
    for entry in sorted(shipped.of("facet"), key=lambda e: canonical(e.word) != e.word):
        if canonical(entry.word) not in elsewhere:
            facet_of.setdefault(canonical(entry.word), entry.detail)
    homonyms = set(shipped.context.get("homonyms", ()))
    safe = {entry.word for entry in shipped.of("term", "facet") if len(entry.word) >= 2}
    dictionary = frozenset(safe - homonyms)
    counted = {entry.plain for entry in own.of("counted")}
    written = {entry.word for entry in own.of("facet", "term", "counted", "stop", "synonym")} | {
        e.detail for e in own.of("synonym")
    }

    def context(key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*shipped.context.get(key, ()), *own.context.get(key, ())]))

    return Lexicon(
        version=hashlib.sha256(repr((shipped, own)).encode()).hexdigest()[:16],
        terms=dictionary,
        names=frozenset(entry.word for entry in shipped.of("name")) - homonyms,
        stop=frozenset(stop),
        synonyms=spelling,
        facets={facet: tuple(word for word, its in facet_of.items() if its == facet) for facet in known},
        homonyms=frozenset(context("homonyms")),
        doubtful=frozenset(context("doubtful")),
        before=context("before"),
        after=context("after"),
        other_senses=context("other_senses"),
        with_latin={k: tuple(v) for layer in (shipped, own) for k, v in layer.context.get("with_latin", {}).items()},
        song_before=context("song_before"),
        topics=frozenset(context("topics")),
        adnominal=adnominal(spelling),
        nouns=nouns(spelling, facet_of.keys()),
        own=frozenset(w for w in written if len(plain(w)) >= 2 and (w not in dictionary or plain(w) in counted)),
        by_hand=frozenset(entry.plain.lower() for entry in own.of("facet", "term", "counted", "synonym")),
        known=_known(shipped, own),
        own_names={entry.word: entry.detail for entry in own.of("name") if entry.plain not in counted},
        facet_of=facet_of,
        joined=frozenset(safe | set(spelling) | {plain(word) for word in written if len(plain(word)) >= 2}),
    )


def _known(*layers: Layer) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for layer in layers:
        for kind, names in layer.context.get("known", {}).items():
            found[kind] = (*found.get(kind, ()), *names)
    return found


def _spelling(shipped: Layer, own: Layer, gone: Collection[tuple[str, str]]) -> dict[str, str]:
    """Spelling without spaces -> the word shown, never one that is itself replaced."""
    base = {e.plain: e.detail for e in shipped.of("synonym") if ("synonym", e.plain) not in gone}
    over = {e.plain: e.detail for e in own.of("synonym")}
    for entry in own.of("facet", "term", "counted", "stop"):
        if entry.plain != entry.word:  # a word that is written with a space is found without it, too
            over.setdefault(entry.plain, entry.word)
    heads = {plain(word) for word in over.values()}
    merged = {variant: word for variant, word in base.items() if variant not in heads} | over
    merged = {variant: over.get(plain(word), word) for variant, word in merged.items()}
    return {variant: word for variant, word in merged.items() if variant != word}
