"""News to measure on: as much as a company has of seven groups, made of the sentences that are at hand."""

import re
from collections.abc import Mapping

import numpy as np

from core.catalog import load_real
from core.news.load import load_demo_news
from core.settings import ROOT, get_settings
from core.types import Article

CHARACTERS = 600
VARIED_GROUPS = 4
_SEED = 7
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_SHORTEST = 15  # characters; less is a headline's rest


def thousand(count: int = 1_000) -> Mapping[str, list[Article]]:
    """`count` articles of about 600 characters, filed under the real groups in turn.

    Each article is a draw of sentences of its own from the demo's news and, where it is beside the checkout, the set of
    real sentences. So neighbours do not repeat, but sentences do: with the set each stands in the articles 2.9 times on
    average, without it about 15 times. It is the same each time."""
    draw = np.random.default_rng(_SEED)
    texts = [article.text for found in load_demo_news(get_settings()).values() for article in found]
    demo = [part for text in texts for part in _SENTENCE_END.split(text) if len(part) > _SHORTEST]
    sentences = list(dict.fromkeys([*demo, *real_sentences()]))
    groups = [group.id for group in load_real(get_settings())]
    news: dict[str, list[Article]] = {group: [] for group in groups}
    for number in range(count):
        group = groups[number % len(groups)]
        title = sentences[draw.integers(len(sentences))][:40]
        body = ""
        while len(title) + len(body) < CHARACTERS:
            body += sentences[draw.integers(len(sentences))] + " "
        news[group].append(Article(group, title, body, "", None, "", "bench"))
    return news


def varied() -> Mapping[str, list[Article]]:
    """Articles in which no sentence repeats; empty where the set of real sentences is not beside the checkout."""
    news: dict[str, list[Article]] = {str(number): [] for number in range(VARIED_GROUPS)}
    body = ""
    for line in real_sentences():
        body += line + " "
        if len(body) >= CHARACTERS:
            group = str(sum(map(len, news.values())) % VARIED_GROUPS)
            news[group].append(Article(group, line, body, "", None, "", "bench"))
            body = ""
    return news if any(news.values()) else {}


def real_sentences() -> list[str]:
    """Those of the set beside the checkout; it may not be copied into the project."""
    path = ROOT.parent / "shared" / "text" / "korean_sentences.tsv"
    if not path.is_file():
        return []
    return [line.split("\t", 1)[1] for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
