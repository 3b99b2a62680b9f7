"""KoNLPy's Komoran 3, called so that every token has its place in the text.

KoNLPy's own wrapper gives no places and fails on blank lines and emoji. `Token.toString` carries morpheme, part of
speech and place: one string a line of text instead of four calls a token. Neighbours decide what a word is, so a line
is analysed as a whole; lines are independent of each other."""

import re
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from core.batches import batched
from core.errors import AnalyzerError
from core.keywords.analyzers import jvm
from core.keywords.analyzers.sejong import content
from core.keywords.analyzers.tokens import Token, merge, pattern_tokens
from core.keywords.lexicon.lexicon import Lexicon
from core.types import Progress, silent

BATCH = 50  # texts
THREADS = 2
MAX_LINE = 2_000  # characters; longer is no paragraph, and the search grows with it

_TOKEN = re.compile(r"Token \[morph=([가-힣][가-힣 ]*), pos=([A-Z]+), beginIndex=(\d+), endIndex=(\d+)\]")
_LINE = re.compile(rf"[^\n]{{1,{MAX_LINE}}}")
# Java strings count what Python counts only without characters beyond the first plane, such as emoji.
_FOREIGN = re.compile(r"[^\u0020-\ud7ff\ue000-\ufffd]")
_HANGUL = re.compile(r"[가-힣]+")


class Komoran:
    """An alternative analyzer on the same Java machine. Its model loads with the first text, in about 2 s."""

    name = "komoran"

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._java: Any = None
        self._lock = threading.Lock()

    @property
    def version(self) -> str:
        return f"komoran-3.0-2-{self._lexicon.dictionary_version}"

    def tokens(self, texts: Sequence[str], progress: Progress = silent) -> list[list[Token]]:
        """Tokens of each text."""
        java = self._start() if any(_HANGUL.search(text) for text in texts) else None
        answers: list[list[Token]] = []
        with ThreadPoolExecutor(THREADS) as pool:
            for found in pool.map(lambda batch: [self._parse(java, text) for text in batch], batched(texts, BATCH)):
                answers += found
                progress(len(answers), len(texts), "기사 낱말 분석")
        return answers

    def _start(self) -> Any:
        with self._lock:
            if self._java is None:
                jvm.start()
                import jpype
                import konlpy

                models = Path(konlpy.__file__).parent / "java" / "data" / "models"
                try:
                    java = jpype.JClass("kr.co.shineware.nlp.komoran.core.Komoran")(str(models))
                    with tempfile.TemporaryDirectory() as folder:
                        path = Path(folder) / "words.txt"
                        path.write_text(self._dictionary(), encoding="utf-8")
                        java.setUserDic(str(path))
                except (TypeError, RuntimeError, OSError, jpype.JException) as error:
                    raise AnalyzerError(
                        "Komoran 분석기를 준비하지 못했습니다. 다시 시작하거나 분석기로 Kiwi를 골라 주세요."
                    ) from error
                self._java = java
            return self._java

    def _dictionary(self) -> str:
        names = self._lexicon.names
        lines = [f"{word}\tNNP" for word in sorted(names)]
        lines += [f"{word}\tNNG" for word in sorted(self._lexicon.terms - names) if _HANGUL.fullmatch(word)]
        return "\n".join(lines) + "\n"

    def _parse(self, java: Any, text: str) -> list[Token]:
        korean: list[Token] = []
        for line in _LINE.finditer(text):
            if not _HANGUL.search(line.group()):
                continue
            plain, origin = _without_surplus(line.group())
            morphemes = _TOKEN.findall(str(java.analyze(plain).getTokenList()))
            following_tags = [*(tag for _, tag, _, _ in morphemes[1:]), ""]
            for (form, tag, start, end), following in zip(morphemes, following_tags, strict=False):
                if part := content(form, tag, following, self._lexicon.names, self._lexicon.terms):
                    begin, last = origin[int(start)], origin[int(end) - 1]
                    korean.append(Token(*part, line.start() + begin, line.start() + last + 1))
        return merge(text, korean, pattern_tokens(text))


def _without_surplus(line: str) -> tuple[str, Sequence[int]]:
    """The line without foreign characters and surplus spaces, and the place of each of its characters in `line`.

    Komoran itself trims and merges spaces, and counts places afterwards."""
    plain = _FOREIGN.sub(" ", line)
    if plain == plain.strip(" ") and "  " not in plain:
        return plain, range(len(plain))
    origin = [at for at, char in enumerate(plain) if char != " " or (at and plain[at - 1] != " ")]
    return "".join(plain[at] for at in origin).rstrip(), origin
