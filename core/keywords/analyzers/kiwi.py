"""Kiwi (kiwipiepy): no Java, batch calls on several cores, decides homonyms such as 있지 by context."""

import re
import threading
import weakref
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from core.errors import AnalyzerError
from core.keywords.analyzers.sejong import CONTENT_TAGS, content
from core.keywords.analyzers.tokens import Token, merge, pattern_tokens
from core.keywords.lexicon.lexicon import Lexicon
from core.types import Progress, silent

THREADS = 2
STEP = 20  # texts between two reports of progress: as many as the workers have ahead
MAX_CHARACTERS = 20_000
# Group names Kiwi tells from the word by context, at score 0; a higher score breaks that (FACTS §3).
_IN_CONTEXT = ("있지",)
# Of the proper nouns that Kiwi gives only these are surely no concept words: 보헤미안 and 웨스턴 are proper nouns, too.
_PERSON = re.compile(r"[김이박최정강조윤장임한신권황안송류전홍문배백허유남노][가-힣]{2}")


class Kiwi:
    """The alternative analyzer; its model loads with the first text, in about a second."""

    name = "kiwi"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = lexicon.names | set(_IN_CONTEXT)
        self._loaded: list[Any] = []  # Kiwi itself, once it is there
        # Its workers must end before the process: beside a JVM, an exit with them running aborts.
        weakref.finalize(self, self._loaded.clear)
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        from importlib.metadata import version

        return f"kiwi-{version('kiwipiepy')}-4-{self._lexicon.dictionary_version}"

    def tokens(self, texts: Sequence[str], progress: Progress = silent) -> list[list[Token]]:
        """Tokens of each text."""
        kiwi = self._start()
        answers: list[list[Token]] = []
        # Lazy: while the workers are at the next texts, this thread turns the last one's morphemes into tokens.
        analysed = kiwi.tokenize(text[:MAX_CHARACTERS] for text in texts)
        for text, morphemes in zip(texts, analysed, strict=True):
            answers.append(merge(text, self._content(morphemes), pattern_tokens(text)))
            if len(answers) % STEP == 0 or len(answers) == len(texts):
                progress(len(answers), len(texts), "기사 낱말 분석")
        return answers

    def _start(self) -> Any:
        with self._lock:
            if not self._loaded:
                try:
                    from kiwipiepy import Kiwi as Library

                    kiwi = Library(num_workers=THREADS)
                    for word in sorted(self._lexicon.terms):
                        kiwi.add_user_word(word, "NNG", 0)
                    for word in sorted(self._names):
                        kiwi.add_user_word(word, "NNP", 0)
                    kiwi.tokenize("준비")  # builds the dictionary now, under the lock
                except Exception as error:  # the C++ side raises RuntimeError, OSError, ValueError
                    raise AnalyzerError("Kiwi 분석기를 시작하지 못했습니다. 설치와 메모리를 확인해 주세요.") from error
                self._loaded.append(kiwi)
            return self._loaded[0]

    def _content(self, morphemes: Sequence[Any]) -> list[Token]:
        tags = [m.tag for m in morphemes]
        found: list[Token] = []
        for m, tag, following in zip(morphemes, tags, [*tags[1:], ""], strict=False):
            if tag in CONTENT_TAGS and (part := content(m.form, tag, following, self._names, self._lexicon.terms)):
                word, kind = part
                if tag == "NNP" and _PERSON.fullmatch(word) and word not in self._lexicon.joined:
                    kind = "name"
                found.append(Token(word, kind, m.start, m.end))
        return found


@lru_cache(maxsize=256)
def in_dictionary(word: str) -> bool:
    """Does Kiwi's own dictionary have it as a common noun, an adverb, or a form of a verb? Raises AnalyzerError."""
    try:
        kiwi = library()
        first, *rest = kiwi.tokenize(word)
        if not kiwi.morpheme(first.id).form:  # one that is only guessed has none
            return False
    except Exception as error:  # as where it starts
        raise AnalyzerError("Kiwi 사전을 읽지 못했습니다. 설치와 메모리를 확인해 주세요.") from error
    if not rest:
        return bool(first.form == word and first.tag in ("NNG", "MAG", "IC"))
    return bool(first.tag[:2] in ("VV", "VA") and all(m.tag[0] == "E" for m in rest))


@lru_cache(maxsize=1)
def library() -> Any:
    """Kiwi as it comes, without the words of a lexicon and without workers: also the baseline of the benchmark."""
    from kiwipiepy import Kiwi as Library

    return Library(num_workers=1)
