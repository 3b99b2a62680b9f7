"""The editable word lists of data/lexicon, read once and checked."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from core.errors import DataFileError

OTHER = "그 밖"


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


def load_lexicon(folder: Path) -> Lexicon:
    """The lists of a folder; read again when a file changes. Raises DataFileError."""
    files = sorted(folder.glob("*.yaml"))
    stamp = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    return _load(folder, stamp)


@lru_cache(maxsize=4)
def _load(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Lexicon:
    try:
        return _build(folder)
    except (TypeError, AttributeError) as error:  # a list where a mapping should stand, or the reverse
        raise DataFileError(
            f"'{folder.name}' 폴더의 낱말 목록 형식이 다릅니다. 처음의 파일과 견주어 고쳐 주세요."
        ) from error


def _build(folder: Path) -> Lexicon:
    paths = sorted(folder.glob("*.yaml"))
    compounds, facets = _read(folder / "compounds.yaml"), _read(folder / "facets.yaml")
    stop, synonyms, names = (_read(folder / f"{name}.yaml") for name in ("stopwords", "synonyms", "names"))
    terms = frozenset(_words(compounds.get("terms"))) | frozenset(w for ws in facets.values() for w in _words(ws))
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
                raise DataFileError(f"facets.yaml에서 '{word}'이(가) 두 분류에 있습니다. 한 곳에만 두어 주세요.")
        by_facet[facet] = words
    safe = frozenset(word for word in terms if len(word) >= 2)
    homonyms = frozenset(map(_nfc, names.get("homonyms") or ()))
    return Lexicon(
        version=hashlib.sha256(repr([(path.name, path.read_bytes()) for path in paths]).encode()).hexdigest()[:16],
        terms=safe - homonyms,
        names=frozenset(_words(compounds.get("names"))) - homonyms,
        stop=frozenset(word for listed in stop.values() for word in _words(listed)),
        synonyms=spelling,
        facets=by_facet,
        homonyms=homonyms,
        before=tuple(map(_nfc, names.get("before") or ())),
        particles=tuple(map(_nfc, names.get("particles") or ())),
        with_latin={_nfc(k): tuple(v) for k, v in (names.get("with_latin") or {}).items()},
        song_before=tuple(map(_nfc, names.get("song_before") or ())),
        adnominal=frozenset(word for variant, word in spelling.items() if variant.endswith("다") and _ends_in_n(word)),
        facet_of=of_facet,
        joined=safe | frozenset(spelling),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DataFileError(
            f"낱말 목록 '{path.name}'을(를) 읽을 수 없습니다. 파일과 YAML 형식을 확인해 주세요."
        ) from error
    if not isinstance(content, dict):
        raise DataFileError(f"낱말 목록 '{path.name}'의 형식이 다릅니다. '이름: 낱말들' 꼴로 적어 주세요.")
    return content


def _words(listed: object) -> list[str]:
    """Words parted by spaces, or a list of them."""
    if isinstance(listed, str):
        return _nfc(listed).split()
    return [_nfc(str(word)) for word in listed] if isinstance(listed, list) else []


def _ends_in_n(word: str) -> bool:
    return "가" <= word[-1] <= "힣" and (ord(word[-1]) - ord("가")) % 28 == 4


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", str(text))
