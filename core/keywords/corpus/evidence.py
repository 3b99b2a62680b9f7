"""The sentences that a word comes from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.text.near_duplicates import Folded
from core.types import Article

LONGEST = 220  # characters shown around the word when a sentence has no end

_ONE_QUOTE = str.maketrans(dict.fromkeys("“”„‟«»「」『』‘’‚‛`´'", '"'))
SENTENCE_END = re.compile(r"(?<=[.!?…])([\"'”’」』)]*)\s+|\n+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """sentence[start:end] is the word as the article has it. copies: near-duplicates that the article stands for."""

    sentence: str
    start: int
    end: int
    article: Article
    copies: tuple[Article, ...] = ()


def alike(found: Iterable[Evidence]) -> list[tuple[Evidence, ...]]:
    """Evidence grouped by sentences that are identical but for their quotation marks and spaces, in the order given:
    articles that are no copies of each other often share one from a press release."""
    together: dict[str, tuple[Evidence, ...]] = {}
    for one in found:
        said = " ".join(one.sentence.translate(_ONE_QUOTE).split())
        together[said] = (*together.get(said, ()), one)
    return list(together.values())


def around(text: str, start: int, end: int, folded: Folded) -> Evidence:
    """The sentence of `text` that holds text[start:end]."""
    left, right = 0, len(text)
    for match in SENTENCE_END.finditer(text):
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end:
            right = match.start() if match[1] is None else match.end(1)  # what closes a quotation belongs to it
            break
    if right - left > LONGEST:
        left = max(left, start - LONGEST // 2)
        right = min(right, end + LONGEST // 2)
    sentence = text[left:right]
    shift = len(sentence) - len(sentence.lstrip())
    sentence = sentence.strip()
    return Evidence(sentence, start - left - shift, end - left - shift, folded.article, folded.copies)
