"""One lexicon file: its entries read, checked for contradictions, and written back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from core.catalog.files import plain_yaml
from core.errors import DataFileError
from core.text.korean import attach as josa
from core.text.unicode import normal

EntryKind = Literal["facet", "term", "name", "counted", "stop", "synonym"]
LONGEST = 40  # characters of a word
MOST_BYTES = 1_000_000

_SECTIONS: Mapping[str, EntryKind] = {
    "terms": "term", "names": "name", "counted": "counted", "facets": "facet", "stop": "stop", "synonyms": "synonym",
}  # fmt: skip
_REMOVABLE = ("facets", "stop", "synonyms")
_NESTED = ("facets", "synonyms")  # 'key: words'; the other sections may be plain lists too
_HEADER = (
    "# 우리 팀의 낱말집. 기본 낱말집 위에 덧붙습니다. 컨셉 화면에서 고치면 이 파일을 새로 씁니다.\n"
    "# Laid over the shipped lexicon. The concept page rewrites it with every change.\n"
)


class LexiconEntry(NamedTuple):
    """One word of a lexicon file. word: of a synonym, the spelling that is replaced.

    detail: a facet word's facet, a name's group id ("" if unknown), the word a synonym is shown as, else "".
    kind `counted`: a name that counts as a word all the same; its detail: what kind of name it is (`NameKind`).
    removed: the shipped entry of that kind and word is taken out."""

    kind: EntryKind
    word: str
    detail: str = ""
    removed: bool = False

    @property
    def plain(self) -> str:
        """The word without its spaces: how the same word is recognised."""
        return plain(self.word)


@dataclass(frozen=True, slots=True)
class Layer:
    """A whole file. context: where names that are also words are found, see `Lexicon`."""

    entries: tuple[LexiconEntry, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)

    def of(self, *kinds: EntryKind, removed: bool = False) -> Iterator[LexiconEntry]:
        """The entries of some kinds, in the file's order."""
        return (entry for entry in self.entries if entry.kind in kinds and entry.removed == removed)


def plain(word: str) -> str:
    """A word as it is compared: without spaces."""
    return word.replace(" ", "")


def clean(word: str) -> str:
    """A word as it is written down: NFC, one space at most between its parts."""
    return " ".join(normal(word).split())


def parse(data: bytes, where: str) -> Layer:
    """The layer of a file's bytes. where: how a message names the file. Raises DataFileError."""
    if len(data) > MOST_BYTES:
        raise DataFileError(f"{where}의 크기가 {MOST_BYTES // 1000:,} kB를 넘습니다. 낱말을 줄여 다시 올려 주세요.")
    content = plain_yaml(data, where)
    if content is None:
        return Layer()
    known = [*_SECTIONS, "context", "removed"]
    for part, allowed in ((content, known), (_mapping(content, "removed", where), _REMOVABLE)):
        if not isinstance(part, dict):
            raise DataFileError(f"{where}의 형식이 다릅니다. ‘terms: 낱말들’ 꼴로 적어 주세요.")
        if strange := [str(key) for key in part if key not in allowed]:
            named = josa(f"‘{strange[0]}’", "이/가")
            raise DataFileError(f"{where}에 모르는 항목 {named} 있습니다. 쓸 수 있는 항목: {', '.join(allowed)}")
    entries = [entry for section in _SECTIONS for entry in _entries(content.get(section), section, where)]
    for section, listed in _mapping(content, "removed", where).items():
        kind = _SECTIONS[section]
        entries += [LexiconEntry(kind, word, removed=True) for word in _words(listed, f"removed.{section}", where)]
    layer = Layer(tuple(dict.fromkeys(entries)), _context(content, where))
    check(layer, where)
    return layer


def write(layer: Layer) -> bytes:
    """The file that `parse` reads back as the same layer."""
    import yaml

    content: dict[str, Any] = {}
    for section, kind in _SECTIONS.items():
        by_key: dict[str, list[str]] = {}
        for entry in layer.of(kind):
            by_key.setdefault(entry.detail, []).append(entry.word)
        if by_key:
            content[section] = by_key if kind not in ("term", "stop") else next(iter(by_key.values()))
    if layer.context:
        content["context"] = dict(layer.context)
    removed = {section: [e.word for e in layer.of(_SECTIONS[section], removed=True)] for section in _REMOVABLE}
    if any(removed.values()):
        content["removed"] = {section: words for section, words in removed.items() if words}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120) if content else ""
    return (_HEADER + text).encode()


def check(layer: Layer, where: str) -> None:
    """Raises DataFileError where the entries of a file contradict each other."""

    def refuse(word: str, what: str) -> DataFileError:
        return DataFileError(f"{where}에서 {josa(f'‘{word}’', '이/가')} {what}. 한 곳에만 두어 주세요.")

    heads: dict[str, str] = {}
    for entry in layer.of("synonym"):
        if heads.setdefault(entry.plain, entry.detail) != entry.detail:
            raise refuse(entry.word, "두 낱말의 같은 말입니다")
    for head in heads.values():
        if heads.get(plain(head), head) != head:
            raise refuse(head, "화면에 나올 말이면서 다른 낱말의 같은 말입니다")
    facets: dict[str, str] = {}
    for entry in layer.of("facet"):
        word = heads.get(entry.plain, entry.word)
        if facets.setdefault(plain(word), entry.detail) != entry.detail:
            raise refuse(word, "두 분류에 있습니다")
    for entry in layer.of("stop"):
        if plain(heads.get(entry.plain, entry.word)) in facets:
            raise refuse(entry.word, "세지 않는 말이면서 분류에도 있습니다")


def _entries(listed: object, section: str, where: str) -> Iterator[LexiconEntry]:
    kind = _SECTIONS[section]
    if isinstance(listed, dict):
        for key, words in listed.items():
            detail = "" if kind in ("term", "stop") else clean(str(key))  # sections of stop words only order the file
            for word in _words(words, section, where):
                if kind != "synonym" or plain(word) != detail:  # a spelling that only differs by its spaces
                    yield LexiconEntry(kind, word, detail)
    elif section in _NESTED and listed is not None:
        raise DataFileError(f"{where}의 형식이 다릅니다. ‘{section}’에는 ‘이름: [낱말, 낱말]’ 꼴로 적어 주세요.")
    else:
        yield from (LexiconEntry(kind, word) for word in _words(listed, section, where))


def _words(listed: object, section: str, where: str) -> list[str]:
    """Words parted by spaces, or a list whose words may hold spaces."""
    found: Iterable[object] = listed.split() if isinstance(listed, str) else listed if isinstance(listed, list) else ()
    words = [clean(str(word)) for word in found]
    wrong = listed is not None and not isinstance(listed, str | list)
    wrong = wrong or any(isinstance(word, bool) or not isinstance(word, str | int | float) for word in found)
    if wrong or not all(0 < len(word) <= LONGEST for word in words):
        raise DataFileError(
            f"{where}의 형식이 다릅니다. ‘{section}’에는 {LONGEST}자 이하의 낱말을 ‘[낱말, 낱말]’ 꼴로 적어 주세요."
        )
    return words


def _mapping(content: object, key: str, where: str) -> Mapping[str, Any]:
    value = (content.get(key) if isinstance(content, dict) else None) or {}
    if not isinstance(value, dict):
        raise DataFileError(f"{where}의 형식이 다릅니다. ‘{key}’에는 ‘이름: [낱말, 낱말]’ 꼴로 적어 주세요.")
    return value


def _context(content: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    context: dict[str, Any] = {}
    for key, value in _mapping(content, "context", where).items():
        if key in ("with_latin", "known"):
            by_key = _mapping({key: value}, key, where)
            context[key] = {clean(str(name)): _words(words, f"context.{key}", where) for name, words in by_key.items()}
        else:
            context[str(key)] = _words(value, f"context.{key}", where)
    return context
