"""The analyzers to choose from, one instance each. A new one is one file beside this one and one row of ANALYZERS."""

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


class AnalyzerInfo(NamedTuple):
    """A row of the table. title: on screen; make: starts nothing yet."""

    title: str
    make: Callable[[Lexicon], Analyzer]


ANALYZERS: Mapping[str, AnalyzerInfo] = {
    "okt": AnalyzerInfo("KoNLPy Okt", Okt),
    "komoran": AnalyzerInfo("KoNLPy Komoran", Komoran),
    "kiwi": AnalyzerInfo("Kiwi", Kiwi),
}
DEFAULT = "okt"

_made: dict[tuple[str, Path, str], Analyzer] = {}
_lock = threading.Lock()


def get_analyzer(name: str = DEFAULT) -> Analyzer:
    """The analyzer of that name; the same object for everyone in the process. Starts nothing yet.

    Raises UnknownNameError with the valid names."""
    if name not in ANALYZERS:
        raise UnknownNameError(f"'{name}'이라는 분석기는 없습니다. 사용할 수 있는 분석기: {', '.join(ANALYZERS)}")
    settings = get_settings()
    lexicon = load_lexicon(settings)
    key = (name, settings.lexicon, lexicon.dictionary_version)
    with _lock:
        if key not in _made:
            _made[key] = ANALYZERS[name].make(lexicon)
        return _made[key]
