"""A group's summary in smoother words, on request. A blend is never sent: its weights are a line-up's."""

from core.keywords.analyzers.table import get_analyzer
from core.keywords.views.rewrite import SENTENCES_A_WORD, Rewriting, rewrite
from core.services.concept.concept import Concept, sentences
from core.settings import Settings


def rewritten(settings: Settings, concept: Concept) -> Rewriting:
    """The rewriting of the concept's sentences, or the reason why they stay. Takes seconds; keeps nothing."""
    words = {support.word for sentence in concept.summary.sentences for support in sentence.evidence}
    evidence = {word: [e.sentence for e in sentences(concept, word)[:SENTENCES_A_WORD]] for word in words}
    return rewrite(settings, concept.summary, evidence, get_analyzer(concept.analyzer))
