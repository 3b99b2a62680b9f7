"""KoNLPy's Okt (Open Korean Text 2.1), called so that each distinct word costs one analysis.

Okt parses every run of Hangul by itself: neighbours never change its answer (a test compares it with `Okt().nouns`).
So the runs of all texts are collected, the new ones go to Java in large calls on two threads, and their tokens are
remembered. `KoreanToken.toString` carries text, part of speech, stem and place: one string a call instead of one Java
object a token."""

import re
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from core.batches import batched
from core.errors import AnalyzerError
from core.keywords.analyzers import jvm
from core.keywords.analyzers.tokens import Token, WordKind, merge, pattern_tokens
from core.keywords.lexicon.lexicon import Lexicon
from core.types import Progress, silent

BATCH = 500  # runs a call: long enough to forget the cost of a call, short enough for a live progress bar
THREADS = 2
MAX_RUN = 40  # syllables without a space; longer is no Korean sentence, and parsing grows faster than length
MEMORY = 200_000  # remembered runs, about 60 MB at most

# What Okt's chunker reads before Hangul: a number swallows its unit, '3월' is no word '월', and Hangul stuck to such a
# number ('14만장') is Foreign to it.
_UNIT = "원|달러|위안|옌|엔|유로|등|년|월|일|회|시간|시|분|초"
_RUN = re.compile(
    rf"https?://\S+|\d+(?:,\d{{3}})*(?:[/~:.\-]\d+)?(?:[천만억조]+(?:{_UNIT})?|{_UNIT})[가-힣]*|([가-힣]+)"
)
_DETERMINERS = frozenset(("새", "첫", "옛", "헌", "온", "맨", "뭇"))  # alone before a noun; a bird would be 새가
_VERB_ENDINGS = frozenset("다고며면자게려던")  # 취하다, 전하고: 취하 and 전하 are no nouns there
_TOKEN = re.compile(r"([가-힣]+)\*?\((\w+)(?:\(([^)]*)\))?: (\d+), (\d+)\)")


class Okt:
    """The default analyzer. Java starts with the first text, in 3-7 s."""

    name = "okt"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._java: Any = None
        self._lock = threading.Lock()
        self._known: dict[str, tuple[Token, ...]] = {}  # their places are those in the run

    @property
    def version(self) -> str:
        return f"okt-2.1.0-4-{self._lexicon.dictionary_version}"

    def forget(self) -> None:
        """Empty the memory of analysed words, for benchmarks of a first run."""
        self._known.clear()

    def tokens(self, texts: Sequence[str], progress: Progress = silent) -> list[list[Token]]:
        """Tokens of each text. Nouns of one syllable are included; the caller decides whether they count."""
        runs = [list(_runs(text)) for text in texts]
        new = list(dict.fromkeys(run for text in runs for _, run in text if run not in self._known))
        fresh: dict[str, tuple[Token, ...]] = {}
        if new:
            java = self._start()
            batches = list(batched(new, BATCH))
            if len(batches) == 1:
                fresh = self._parse(java, new)  # a thread pool would cost more than the one call
            else:
                with ThreadPoolExecutor(THREADS) as pool:
                    for done, parsed in enumerate(pool.map(lambda batch: self._parse(java, batch), batches), start=1):
                        fresh.update(parsed)
                        progress(len(texts) * done // len(batches), len(texts), "기사 낱말 분석")
            with self._lock:
                if len(self._known) + len(fresh) > MEMORY:
                    self._known = {}
                self._known.update(fresh)
        known = self._known
        answers = []
        for text, found in zip(texts, runs, strict=True):
            korean: list[Token] = []
            for start, run in found:
                parts = fresh.get(run, known.get(run))
                if parts is None:  # another thread emptied the memory in between
                    parts = self._parse(self._start(), [run])[run]
                korean.extend(Token(p.word, p.kind, start + p.start, start + p.end) for p in parts)
            answers.append(merge(text, korean, pattern_tokens(text)))
        progress(len(texts), len(texts), "기사 낱말 분석")
        return answers

    def _start(self) -> Any:
        with self._lock:
            if self._java is None:
                jvm.start()
                import jpype

                try:
                    java = jpype.JClass("org.openkoreantext.processor.OpenKoreanTextProcessorJava")
                    words = sorted(self._lexicon.terms | self._lexicon.names)
                    # JVM-wide and for good: only words that are nothing else.
                    java.addNounsToDictionary(jpype.java.util.ArrayList(words))
                except (TypeError, RuntimeError, jpype.JException) as error:
                    raise AnalyzerError(
                        "Okt 분석기를 준비하지 못했습니다. 다시 시작하거나 분석기로 Kiwi를 골라 주세요."
                    ) from error
                self._java = java
            return self._java

    def _parse(self, java: Any, batch: Sequence[str]) -> dict[str, tuple[Token, ...]]:
        starts, place = [], 0
        for run in batch:
            starts.append(place)
            place += len(run) + 1
        parsed = str(java.tokenize(" ".join(batch)).mkString("\n"))
        parts: list[list[Token]] = [[] for _ in batch]
        at = 0
        for text, tag, stem, offset, length in _TOKEN.findall(parsed):
            start = int(offset)
            while at + 1 < len(starts) and starts[at + 1] <= start:
                at += 1
            begin = start - starts[at]
            if tag == "Noun" and self._no_noun(batch[at], text, begin + int(length)):
                continue
            if part := self._part(text, tag, stem):
                parts[at].append(Token(*part, begin, begin + int(length)))
        return {run: tuple(found) for run, found in zip(batch, parts, strict=True)}

    def _no_noun(self, run: str, text: str, end: int) -> bool:
        """Does the rest of the run show that this is a determiner, a verb or an adverb (일제히)?"""
        if text in self._lexicon.terms:
            return False
        return run in _DETERMINERS or (text[-1] == "하" and run[end : end + 1] in _VERB_ENDINGS) or run[end:] == "히"

    def _part(self, text: str, tag: str, stem: str) -> tuple[str, WordKind] | None:
        if tag in {"Noun", "ProperNoun"}:
            return text, "name" if text in self._lexicon.names else "noun"
        if tag == "Adjective":
            word = stem or text
            if word.endswith("하다") and len(word) >= 4:
                return word[:-2], "root"
            return word, "adjective"
        if tag == "Adverb":
            return text, "adverb"
        return None


def _runs(text: str) -> Iterable[tuple[int, str]]:
    """(place, run of Hangul) of a text, cut at MAX_RUN."""
    for match in _RUN.finditer(text):
        run = match.group(1)
        if run:
            for cut in range(0, len(run), MAX_RUN):
                yield match.start(1) + cut, run[cut : cut + MAX_RUN]


@lru_cache(maxsize=1)
def stock() -> Any:
    """KoNLPy's own Okt on the same JVM: the baseline of the benchmark."""
    jvm.start()
    from konlpy.tag import Okt as Stock

    return Stock()
