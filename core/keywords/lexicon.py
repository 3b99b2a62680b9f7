"""The lexicon: one editable file of words, names, facets, stop words and spellings, read once and checked."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.errors import DataFileError
from core.settings import Settings

OTHER = "그 밖"
FILE = "lexicon.yaml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """version: changes with any list. terms, names: for the analyzers' dictionaries. stop: words never shown.

    synonyms: spelling -> the word shown. facets: facet -> its words; facet_of: word -> facet.
    adnominal: words shown in a form that modifies a noun (푸른), which a sentence can only quote.
    homonyms: names that are also words; before, particles, with_latin, song_before: their contexts."""

    version: str
    terms: frozenset[str]
    names: frozenset[str]
    stop: frozenset[str]
    synonyms: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    homonyms: frozenset[str]
    before: tuple[str, ...]
    particles: tuple[str, ...]
    with_latin: Mapping[str, tuple[str, ...]]
    song_before: tuple[str, ...]
    adnominal: frozenset[str]
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

    def facet(self, word: str) -> str:
        """The facet of a word, `OTHER` if it has none."""
        return self.facet_of.get(word, OTHER)


def load_lexicon(settings: Settings) -> Lexicon:
    """The lexicon of a studio; read again when its file changes. Raises DataFileError."""
    path = settings.lexicon / FILE
    try:
        found = path.stat()
    except OSError as error:
        raise _unreadable(path) from error
    return _load(path, (found.st_mtime_ns, found.st_size))


@lru_cache(maxsize=4)
def _load(path: Path, stamp: tuple[int, int]) -> Lexicon:
    try:
        return _build(_read(path))
    except (TypeError, AttributeError) as error:  # a list where a mapping should stand, or the reverse
        raise DataFileError(f"낱말집 '{path.name}'의 형식이 다릅니다. 처음의 파일과 견주어 고쳐 주세요.") from error


def _build(content: Mapping[str, Any]) -> Lexicon:
    facets, stop, synonyms, context = (content.get(key) or {} for key in ("facets", "stop", "synonyms", "context"))
    terms = frozenset(_words(content.get("terms"))) | frozenset(w for ws in facets.values() for w in _words(ws))
    spelling = {
        plain: _nfc(word)
        for word, variants in synonyms.items()
        for variant in variants or ()
        if (plain := _nfc(variant).replace(" ", "")) != _nfc(word)
    }
    of_facet: dict[str, str] = {}
    by_facet: dict[str, tuple[str, ...]] = {}
    for facet, listed in facets.items():
        words = tuple(dict.fromkeys(spelling.get(word, word) for word in _words(listed)))
        for word in words:
            if of_facet.setdefault(word, facet) != facet:
                raise DataFileError(f"낱말집에서 '{word}'이(가) 두 분류에 있습니다. 한 곳에만 두어 주세요.")
        by_facet[facet] = words
    safe = frozenset(word for word in terms if len(word) >= 2)
    homonyms = frozenset(map(_nfc, context.get("homonyms") or ()))
    return Lexicon(
        version=hashlib.sha256(repr(content).encode()).hexdigest()[:16],
        terms=safe - homonyms,
        names=frozenset(_words(content.get("names"))) - homonyms,
        stop=frozenset(word for listed in stop.values() for word in _words(listed)),
        synonyms=spelling,
        facets=by_facet,
        homonyms=homonyms,
        before=tuple(map(_nfc, context.get("before") or ())),
        particles=tuple(map(_nfc, context.get("particles") or ())),
        with_latin={_nfc(k): tuple(v) for k, v in (context.get("with_latin") or {}).items()},
        song_before=tuple(map(_nfc, context.get("song_before") or ())),
        adnominal=frozenset(word for variant, word in spelling.items() if variant.endswith("다") and _ends_in_n(word)),
        facet_of=of_facet,
        joined=safe | frozenset(spelling),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _unreadable(path) from error
    if not isinstance(content, dict):
        raise DataFileError(f"낱말집 '{path.name}'의 형식이 다릅니다. '이름: 낱말들' 꼴로 적어 주세요.")
    return content


def _unreadable(path: Path) -> DataFileError:
    return DataFileError(f"낱말집 '{path.name}'을(를) 읽을 수 없습니다. 파일과 YAML 형식을 확인해 주세요.")


def _words(listed: object) -> list[str]:
    """Words parted by spaces, or a list of them."""
    if isinstance(listed, str):
        return _nfc(listed).split()
    return [_nfc(str(word)) for word in listed] if isinstance(listed, list) else []


def _ends_in_n(word: str) -> bool:
    return "가" <= word[-1] <= "힣" and (ord(word[-1]) - ord("가")) % 28 == 4


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", str(text))
