"""The analyzers to choose from. A new one is one file beside this one and one row of ANALYZERS."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from core.errors import UnknownNameError
from core.keywords.analyzers.kiwi import Kiwi
from core.keywords.analyzers.komoran import Komoran
from core.keywords.analyzers.okt import Okt
from core.keywords.analyzers.tokens import Analyzer
from core.keywords.lexicon.lexicon import Lexicon, load_lexicon
from core.settings import get_settings


class Measured(NamedTuple):
    """recall, precision: of the gold terms of the held-out sentences (`python -m tests.keywords.gold`).

    seconds: of a concept out of 1,000 articles, the start of the analyzer included, on two cores."""

    recall: float
    precision: float
    seconds: float


class AnalyzerInfo(NamedTuple):
    """A row of the table. title: on screen; make: starts nothing yet."""

    title: str
    make: Callable[[Lexicon], Analyzer]
    measured: Measured


ANALYZERS: Mapping[str, AnalyzerInfo] = {
    "okt": AnalyzerInfo("KoNLPy Okt", Okt, Measured(0.977, 0.945, 12)),
    "komoran": AnalyzerInfo("KoNLPy Komoran", Komoran, Measured(0.966, 0.948, 20)),
    "kiwi": AnalyzerInfo("Kiwi", Kiwi, Measured(0.983, 0.968, 10)),
}
DEFAULT = "okt"
BEST = max(ANALYZERS, key=lambda name: ANALYZERS[name].measured[:2])  # what a person is offered in its place

_made: dict[tuple[str, Path, str], Analyzer] = {}
_lock = threading.Lock()


def get_analyzer(name: str = DEFAULT) -> Analyzer:
    """The analyzer of that name, one instance per process. Starts nothing yet.

    Raises UnknownNameError with the valid names."""
    if name not in ANALYZERS:
        raise UnknownNameError(f"'{name}' 분석기는 없습니다. 사용할 수 있는 분석기: {', '.join(ANALYZERS)}")
    settings = get_settings()
    lexicon = load_lexicon(settings)
    key = (name, settings.lexicon, lexicon.dictionary_version)
    with _lock:
        if key not in _made:
            _made[key] = ANALYZERS[name].make(lexicon)
        return _made[key]
