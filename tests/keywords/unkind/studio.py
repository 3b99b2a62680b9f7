"""What the studio of today makes of the unkind press; the one place that knows how its parts are asked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.keywords.analyzers.table import get_analyzer
from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.corpus import prepare
from core.keywords.corpus.words import concept_words
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import NameFinder
from core.services.concept.concept import Concept, build_concept, sentences
from core.services.concept.names import group_names
from core.settings import get_settings
from tests.keywords.unkind import CLOUD, NAMES, TOP, Gold, Truth, gold
from tests.support.unkind_press import Act, Part, catalog, generate


@dataclass(frozen=True)
class ActReport:
    """Of one act. top, cloud: (word, where it comes from). claims, quotations: (text, verdict)."""

    act: str
    articles: int
    top: tuple[tuple[str, str], ...]
    cloud: tuple[tuple[str, str], ...]
    claims: tuple[tuple[str, str], ...]
    quotations: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Report:
    """Shares are of all acts together, 0..1. names: of the cloud's words, titles, people, houses, charts and the like;
    false_claims, false_quotations: how many; useful_quotations: share of the sentences shown."""

    acts: tuple[ActReport, ...]
    gold: Gold

    @property
    def useful(self) -> float:
        return _share([s for a in self.acts for _, s in a.top], "useful")

    @property
    def least(self) -> float:
        """The act with the fewest useful words."""
        return min(_share([s for _, s in a.top], "useful") for a in self.acts)

    @property
    def names(self) -> float:
        return _share([s for a in self.acts for _, s in a.cloud], *NAMES)

    @property
    def sources(self) -> Counter[str]:
        """Of the words on top."""
        return Counter(s for a in self.acts for _, s in a.top)

    @property
    def claims(self) -> Counter[str]:
        return Counter(v for a in self.acts for _, v in a.claims)

    @property
    def quotations(self) -> Counter[str]:
        return Counter(v for a in self.acts for _, v in a.quotations)


def _share(found: Sequence[str], *kinds: str) -> float:
    return sum(kind in kinds for kind in found) / len(found) if found else 0.0


def measure(part: Part, analyzer: str, seed: int = 0) -> Report:
    """The concept of every act of a set, and the gold terms of its sentences."""
    acts = generate(part, seed)
    prepare.forget()
    cache, groups = MemoryTokenCache(), catalog(acts)
    news = {act.group.id: act.articles for act in acts}
    canonical = load_lexicon(get_settings()).canonical
    reports = []
    for act in acts:
        truth = Truth.of(act, canonical)
        concept = build_concept(act.group.id, news, analyzer, cache, catalog=groups)
        words = [(k.word, truth.source(k.word)) for k in concept.keywords[:CLOUD]]
        reports.append(
            ActReport(
                act.group.name,
                len(act.articles),
                tuple(words[:TOP]),
                tuple(words),
                claims(concept, truth),
                quotations(concept, truth),
            )
        )
    return Report(tuple(reports), _gold(acts, analyzer))


def claims(concept: Concept, truth: Truth) -> tuple[tuple[str, str], ...]:
    """The summary's sentences in the page's own words."""
    return tuple(
        (s.text, truth.claim(s.facet, [support.word for support in s.evidence])) for s in concept.summary.sentences
    )


def quotations(concept: Concept, truth: Truth) -> tuple[tuple[str, str], ...]:
    """The sentence of the news that the page opens with for each word of the summary."""
    words = dict.fromkeys(support.word for s in concept.summary.sentences for support in s.evidence)
    shown = dict.fromkeys(found[0].sentence for word in words if (found := sentences(concept, word)))
    return tuple((text, truth.quotation(text)) for text in shown)


def _gold(acts: Sequence[Act], analyzer: str) -> Gold:
    lexicon = load_lexicon(get_settings())
    finder = NameFinder([group_names(act.group.id, (catalog(acts),)) for act in acts], lexicon)
    total = Gold()
    for act in acts:
        truth = Truth.of(act, lexicon.canonical)
        said = [s for s in act.sentences if s.says == "concept"]
        for sentence, tokens in zip(said, get_analyzer(analyzer).tokens([s.text for s in said]), strict=True):
            names = finder.find(sentence.text, act.group.id)
            found = [(m.word, m.start, m.end) for m in concept_words(sentence.text, tokens, names, lexicon)]
            total += gold(truth, sentence, found)
    return total
