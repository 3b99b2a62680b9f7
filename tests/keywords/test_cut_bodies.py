"""The unkind press as BIGKinds exports it: 200 characters of each body, and the nouns of the whole article beside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from kiwipiepy import Kiwi

from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.corpus import prepare
from core.keywords.lexicon.lexicon import load_lexicon
from core.services.concept.concept import Concept, build_concept
from core.settings import get_settings
from core.types import Article
from tests.keywords.unkind import CLOUD, NAMES, TOP, Truth
from tests.keywords.unkind.studio import claims
from tests.support.unkind_press import Act, catalog, generate

CUT = 200  # characters
_TAGS = ("NNG", "NNP", "SL")  # a list of the export's own analyzer has names and pieces of titles in it


def export(articles: Sequence[Article], kiwi: Kiwi | None) -> list[Article]:
    """kiwi: what lists the words, None for no list."""

    def words(article: Article) -> tuple[str, ...]:
        found = kiwi.tokenize(article.text) if kiwi else ()
        return tuple(token.form for token in found if token.tag in _TAGS and len(token.form) > 1)

    return [replace(article, body=article.body[:CUT], words=words(article)) for article in articles]


def concepts(acts: Sequence[Act], kiwi: Kiwi | None) -> dict[str, Concept]:
    news: Mapping[str, Sequence[Article]] = {act.group.id: export(act.articles, kiwi) for act in acts}
    cache = MemoryTokenCache()
    prepare.forget()
    return {group: build_concept(group, news, "kiwi", cache, catalog=catalog(acts)) for group in news}


def figures(acts: Sequence[Act], kiwi: Kiwi | None) -> tuple[int, float, float, int]:
    """Words of facets over all articles, useful words of the top, names in the cloud, false sentences of our own."""
    lexicon, found = load_lexicon(get_settings()), concepts(acts, kiwi)
    facets, false = 0, 0
    top: list[str] = []
    cloud: list[str] = []
    for act in acts:
        concept, truth = found[act.group.id], Truth.of(act, lexicon.canonical)
        sources = [truth.source(k.word) for k in concept.keywords[:CLOUD]]
        top, cloud = top + sources[:TOP], cloud + sources
        facets += sum(lexicon.describes(word) for document in concept.corpus.documents for word in document)
        false += sum(verdict == "false" for _, verdict in claims(concept, truth))
    useful = sum(source == "useful" for source in top) / len(top)
    return facets, useful, sum(source in NAMES for source in cloud) / len(cloud), false


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.parametrize("part", ["a", "c"])
def test_the_words_of_whole_articles_are_found_and_bring_no_names(part):
    acts, kiwi = generate(part), Kiwi()
    bare, listed = figures(acts, None), figures(acts, kiwi)
    print(part, bare, listed)
    assert listed[0] >= 1.1 * bare[0], "words of facets"
    assert listed[1] >= bare[1] - 0.01 and listed[2] <= bare[2] + 0.01 and listed[3] <= bare[3]
