"""The lexicon that a team edits: add, move, take out, undo; what that changed, what could be added, why a word counts.

Only the workspace's own file is written, and nothing here changes a token on file."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.catalog import load_demo, load_real
from core.errors import DataFileError, LexiconError, StorageError
from core.keywords.analyzers.table import get_analyzer
from core.keywords.analyzers.token_cache import TokenCache, analyse
from core.keywords.corpus.coined import join, with_coined_words
from core.keywords.corpus.compounds import CompoundProposal, Document, propose
from core.keywords.corpus.words import NotCounted, judged_words
from core.keywords.lexicon.file import LONGEST, EntryKind, Layer, LexiconEntry, check, clean, parse, plain
from core.keywords.lexicon.lexicon import OTHER, Lexicon, load_lexicon, merge, own_layer, shipped_layer
from core.keywords.names.finder import NameFinder
from core.services.concept.concept import Concept
from core.services.concept.names import group_names
from core.services.overtaken import overtaken
from core.services.permitted import permitted
from core.settings import Settings
from core.storage import lexicon as storage
from core.storage.changes import Changes
from core.text.korean import attach as josa

TOP = 30  # an effect lists words that stand this high before or after
MOVED = 3  # places; less is what a neighbour's change brings along
UPLOADED = "올린 파일"
CONTEXT = "#context"  # a key of changes: no word begins so
NEVER_COUNTED = frozenset({"group", "member"})  # kinds of names: whose news it is hangs on them
REMOVABLE: tuple[EntryKind, ...] = ("stop", "synonym", "facet")


@dataclass(frozen=True, slots=True)
class LexiconEdit:
    """What a change put into the own file and took out of it. context: before and after, where that changed."""

    added: tuple[LexiconEntry, ...] = ()
    removed: tuple[LexiconEntry, ...] = ()
    context: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words that the change is about."""
        found = {entry.word for entry in (*self.added, *self.removed)}
        return frozenset(found | {e.detail for e in (*self.added, *self.removed) if e.kind == "synonym" and e.detail})


@dataclass(frozen=True, slots=True)
class RankChange:
    """A word's place among the keywords before and after, from 1; None where it is not among them."""

    word: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class SentenceWord:
    """A word of a sentence, text[start:end]. word: what it is counted as. reason: why it does not count, or None.

    facet: `OTHER` if none. group: whose name it is, "" if unknown or no name."""

    start: int
    end: int
    word: str
    reason: NotCounted | None
    facet: str = OTHER
    group: str = ""


@permitted("concept.read")
def own_entries(settings: Settings) -> tuple[LexiconEntry, ...]:
    """What the team has added, changed and taken out, in the file's order. Raises DataFileError."""
    return own_layer(settings).entries


@permitted("lexicon.change", on="word")
def put(
    settings: Settings, kind: EntryKind, word: str, detail: str = "", seen: Collection[LexiconEntry] | None = None
) -> LexiconEdit:
    """Add a word, or move it: it stands once in the own file. detail: as of `LexiconEntry`. seen: `own_entries` as the
    person saw them.

    Raises LexiconError for what is no word or says nothing new, or where somebody else changed the same word since."""
    entry = LexiconEntry(kind, clean(word), clean(detail))
    _check_word(entry.word)
    if kind == "synonym":
        _check_word(entry.detail)

    def make(layer: Layer, lexicon: Lexicon) -> tuple[list[LexiconEntry], list[LexiconEntry]]:
        new = entry
        if kind == "synonym":
            shown = lexicon.canonical(plain(entry.detail))  # the word to show may itself be a spelling of another one,
            if plain(entry.detail) in lexicon.synonyms and plain(shown) != entry.plain:  # unless the two change places
                new = entry._replace(detail=shown)
        elif kind in ("facet", "stop") and entry.plain in lexicon.synonyms:  # they hold for the word that is shown
            new = entry._replace(word=lexicon.canonical(entry.plain))
        _check_news(new, lexicon)
        if kind == "counted":  # what else the team says of the name stays: it holds again once this is undone
            shown = lexicon.canonical(new.plain)
            return [new], [e for e in layer.of("stop", "counted") if lexicon.canonical(e.plain) == shown]
        gone = [e for e in layer.entries if e.plain == new.plain and (not e.removed or e.kind == kind)]
        if kind != "synonym":
            return [new], gone
        moved = [e for e in layer.of("synonym") if new.plain == plain(e.detail) or e.plain == plain(new.detail)]
        along = [e._replace(detail=new.detail) for e in moved if e.plain != plain(new.detail)]
        return [new, *along], [*gone, *moved]

    return _change(settings, make, seen=seen)


def countable(name: str, kind: str) -> bool:
    """Can a name of this kind (`NameKind`) be counted as a word?"""
    return kind not in NEVER_COUNTED and len(plain(name)) >= 2 and len(name) <= LONGEST and name.isprintable()


@permitted("concept.read")
def stands(settings: Settings, edit: LexiconEdit) -> bool:
    """Is the own file still as a change has left it, as far as that goes? Raises DataFileError."""
    own = set(own_entries(settings))
    return own.issuperset(edit.added) and own.isdisjoint(edit.removed)


@permitted("lexicon.change", on="word")
def take_out(settings: Settings, word: str, seen: Collection[LexiconEntry] | None = None) -> LexiconEdit:
    """Take a word out. An own entry goes; of the shipped ones a stop word is counted again, a spelling stands for
    itself, a facet word loses its facet. seen: as for `put`. Raises LexiconError."""
    wanted = clean(word)
    _check_word(wanted)

    def make(layer: Layer, lexicon: Lexicon) -> tuple[list[LexiconEntry], list[LexiconEntry]]:
        own = [e for e in layer.entries if e.plain == plain(wanted) and not e.removed]
        if own:
            return [], own
        shipped = shipped_layer(settings)
        for kind in REMOVABLE:
            new = LexiconEntry(kind, wanted, removed=True)
            if new not in layer.entries and any(e.plain == new.plain for e in shipped.of(kind)):
                return [new], []
        raise LexiconError(f"{josa(f'‘{wanted}’', '은/는')} 뺄 것이 없습니다. 낱말집에 있는 말인지 확인해 주세요.")

    return _change(settings, make, seen=seen)


@permitted("lexicon.change")
def undo(settings: Settings, edit: LexiconEdit, seen: Collection[LexiconEntry] | None = None) -> LexiconEdit:
    """Take a change back, whatever else has changed since. seen: as for `put`. Raises DataFileError where that
    contradicts it."""
    back = (edit.context[1], edit.context[0]) if edit.context else None
    return _change(settings, lambda layer, lexicon: (list(edit.removed), list(edit.added)), back, seen)


@permitted("concept.read")
def download(settings: Settings) -> bytes:
    """The own file as it is. Raises StorageError."""
    return storage.content(settings)


@permitted("lexicon.change")
def upload(settings: Settings, data: bytes, seen: Collection[LexiconEntry] | None = None) -> LexiconEdit:
    """Put a file in place of the own one; where that is broken, it is set aside. seen: as for `put`. Raises
    DataFileError where the new one is broken, LexiconError if it says the same."""
    new = parse(data, UPLOADED)
    merge(shipped_layer(settings), new, UPLOADED)
    try:
        load_lexicon(settings)
    except DataFileError:
        start_over(settings)
    context = (own_layer(settings).context, new.context)
    return _change(settings, lambda layer, lexicon: (list(new.entries), list(layer.entries)), context, seen)


@permitted("lexicon.change")
def start_over(settings: Settings) -> str:
    """Begin a new own file where the present one is broken. The old one is renamed, its name is returned."""
    with storage.changing(settings):
        return storage.set_aside(settings)


def effect(
    before: Sequence[str], after: Sequence[str], touched: Collection[str] = (), most: int = 8
) -> list[RankChange]:
    """What changed between two rankings, at most `most` words: those that the edit is about first, then whatever came
    or went or moved by some places near the top."""
    old = {word: rank for rank, word in enumerate(before, start=1)}
    new = {word: rank for rank, word in enumerate(after, start=1)}
    found: list[tuple[int, int, RankChange]] = []
    for word in dict.fromkeys([*after, *before]):
        change = RankChange(word, old.get(word), new.get(word))
        ranks = [rank for rank in (change.before, change.after) if rank is not None]
        gap = abs(ranks[0] - ranks[-1])
        moved = change.before != change.after if word in touched else len(ranks) == 1 or gap >= MOVED
        if moved and (word in touched or min(ranks) <= TOP):
            order = 0 if word in touched else 1 if len(ranks) == 1 else 2
            found.append((order, min(ranks) if order < 2 else -gap, change))
    return [change for *_, change in sorted(found, key=lambda f: f[:2])[:most]]


@permitted("concept.read")
def proposals(settings: Settings, concept: Concept, cache: TokenCache) -> list[CompoundProposal]:
    """Compounds of the group's news that the lexicon does not know. Raises AnalyzerError."""
    corpus, lexicon = concept.corpus, load_lexicon(settings)
    tokens = analyse(corpus.texts, get_analyzer(concept.analyzer), cache)
    joined = with_coined_words(corpus.texts, tokens, lexicon)  # written as one already: nothing to propose
    return propose(list(map(Document, corpus.texts, joined, corpus.names)), lexicon)


def likely_facet(proposal: CompoundProposal, lexicon: Lexicon) -> str:
    """The facet of the compound's head, its last part, else of the part before; `OTHER` if none has one."""
    found = (lexicon.facet(part) for part in reversed(proposal.parts))
    return next((facet for facet in found if facet != OTHER), OTHER)


@permitted("concept.read")
def judge(
    settings: Settings, text: str, group: str, analyzer: str, counted: Collection[str] = ()
) -> list[SentenceWord]:
    """The words of a sentence as the concept of a group would count them, in order. Raises AnalyzerError.

    counted: the words that its articles hold, which tell what the news writes as one word."""
    lexicon = load_lexicon(settings)
    catalogs = (load_real(settings), load_demo(settings))
    names = [group_names(found.id, catalogs) for catalog in catalogs for found in catalog]
    spans = NameFinder(names, lexicon).find(text, group)
    (found_tokens,) = get_analyzer(analyzer).tokens([text])
    tokens = join(text, found_tokens, frozenset(counted), lexicon)
    found = [SentenceWord(s.start, s.end, s.name, "name", group=s.group) for s in spans]
    for mention, reason in judged_words(text, tokens, spans, lexicon):
        found.append(SentenceWord(mention.start, mention.end, mention.word, reason, lexicon.facet(mention.word)))
    return sorted(found, key=lambda judged: judged.start)


_EditPlan = Callable[[Layer, Lexicon], tuple[Iterable[LexiconEntry], Iterable[LexiconEntry]]]  # what comes, what goes


def _change(
    settings: Settings,
    make: _EditPlan,
    context: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None,
    seen: Collection[LexiconEntry] | None = None,
) -> LexiconEdit:
    with storage.changing(settings):
        old = own_layer(settings)
        comes, goes = map(tuple, make(old, load_lexicon(settings)))
        if seen is not None:
            _not_overtaken(settings, old, seen, (*comes, *goes))
        gone = set(goes)
        entries = dict.fromkeys([*(e for e in old.entries if e not in gone), *comes])
        new = Layer(tuple(entries), context[1] if context else old.context)
        added = tuple(e for e in new.entries if e not in old.entries)
        removed = tuple(e for e in old.entries if e not in entries)
        changed = (old.context, new.context) if new.context != old.context else None
        if not (added or removed or changed):
            raise LexiconError("바뀐 것이 없습니다. 낱말집이 이미 그렇게 되어 있으니 그대로 두셔도 됩니다.")
        check(new, "낱말집")
        merge(shipped_layer(settings), new)
        before, after = (_by_word(layer, added, removed, bool(changed)) for layer in (old, new))
        what = next((entry.word for entry in (*added, *removed)), "")
        storage.keep(settings, new)
        try:
            Changes(settings).add("lexicon", what, before, after)
        except StorageError:
            storage.keep(settings, old)  # no change without who made it
            raise
    return LexiconEdit(added, removed, changed)


def _by_word(
    layer: Layer, added: Iterable[LexiconEntry], removed: Iterable[LexiconEntry], context: bool
) -> dict[str, Any]:
    """Word as it is compared -> what the own file says of it, None for nothing: of the words that a change is about.
    context: beside them, what helps to tell names from words."""
    about = {entry.plain for entry in (*added, *removed)}
    said: dict[str, Any] = dict.fromkeys(sorted(about))
    for entry in layer.entries:
        if entry.plain in about:
            said[entry.plain] = [*(said[entry.plain] or []), list(entry)]
    return {**said, **({CONTEXT: layer.context} if context else {})}


def _not_overtaken(
    settings: Settings, now: Layer, seen: Collection[LexiconEntry], about: Iterable[LexiconEntry]
) -> None:
    """Raises LexiconError where the words that a change is about are no longer as they were seen."""
    changed = {entry.plain for entry in set(now.entries) ^ set(seen)}
    both = next((entry for entry in about if entry.plain in changed), None)
    if both is not None:
        raise overtaken(settings, LexiconError, "lexicon", josa(f"‘{both.word}’", "은/는"), [both.plain])


def _check_word(word: str) -> None:
    if not any(letter.isalnum() for letter in word):
        raise LexiconError("낱말이 비어 있습니다. 한글, 영문, 숫자로 적어 주세요.")
    if len(word) > LONGEST or not word.isprintable():
        raise LexiconError(f"낱말은 {LONGEST}자까지 한 줄로 적어 주세요.")


def _check_news(entry: LexiconEntry, lexicon: Lexicon) -> None:
    """Does an entry say something that the lexicon does not?"""
    kind, word = entry.kind, entry.plain
    shown = lexicon.canonical(word)
    topic = josa(f"‘{entry.word}’", "은/는")
    if kind == "facet" and entry.detail not in lexicon.facets:
        raise LexiconError(f"분류를 골라 주세요. 쓸 수 있는 분류: {', '.join(lexicon.facets)}")
    if kind == "facet" and lexicon.facet_of.get(shown) == entry.detail:
        raise LexiconError(f"{topic} 이미 {entry.detail} 분류에 있습니다. 그대로 두셔도 됩니다.")
    if kind == "counted" and not countable(entry.word, entry.detail):
        raise LexiconError(f"{topic} 낱말로 셀 수 없습니다. 그룹이나 멤버가 아닌, 두 글자 이상의 이름을 골라 주세요.")
    if kind == "counted" and word.lower() in lexicon.by_hand:
        raise LexiconError(f"{topic} 이미 낱말로 셉니다. 그대로 두셔도 됩니다.")
    if kind in ("term", "name") and len(word) < 2:
        raise LexiconError("한 글자 낱말은 분류를 골라 컨셉 낱말로 넣어 주세요. 다른 말과 너무 쉽게 겹칩니다.")
    if kind == "term" and shown not in lexicon.stop and word in lexicon.terms:
        raise LexiconError(f"{topic} 이미 아는 말입니다. 분류에 넣으려면 분류를 골라 주세요.")
    if kind == "name" and entry.word in lexicon.homonyms:
        raise LexiconError(f"{topic} 다른 뜻도 있는 이름이라 이미 문맥을 보고 찾습니다. 그대로 두셔도 됩니다.")
    if kind == "stop" and shown in lexicon.stop:
        raise LexiconError(f"{topic} 이미 세지 않는 말입니다. 그대로 두셔도 됩니다.")
    if kind == "synonym" and (word == plain(entry.detail) or shown == entry.detail):
        raise LexiconError(f"{topic} 이미 {josa(f'‘{entry.detail}’', '으로/로')} 셉니다. 그대로 두셔도 됩니다.")
