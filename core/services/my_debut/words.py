"""The words of a group's concept, as few as a card holds."""

from core.catalog import load_demo, load_real
from core.errors import NewsError
from core.keywords.analyzers.table import DEFAULT
from core.keywords.corpus.filters import Filters
from core.keywords.lexicon.lexicon import OTHER, load_lexicon
from core.keywords.views.threshold import firm
from core.news.load import load_demo_news
from core.services.concept.concept import build_concept
from core.services.concept.exclusions import exclusions
from core.services.my_debut.opening import on_the_studios_account
from core.services.news.articles import articles, stamp
from core.services.news.terms import all_terms
from core.services.permitted import permitted
from core.settings import Settings
from core.storage.database import Database
from core.types import Progress, silent

MOST, FEW = 8, 3


@permitted("debut.enter")
def state(settings: Settings, *, fictional: bool) -> str:
    """Another text whenever the words of a group could be others. Raises AccessError."""
    with on_the_studios_account(settings):
        chosen = f"{sorted(exclusions(settings))}/{sorted(all_terms(settings))}"
        return f"{load_lexicon(settings).version}/{'' if fictional else stamp(settings)}/{chosen}"


@permitted("debut.enter")
def concept_words(settings: Settings, group: str, *, fictional: bool, progress: Progress = silent) -> tuple[str, ...]:
    """The words that describe a group beyond chance, the most distinctive first: those of a facet, others only where
    these are few. group: its id in a set, which may be another spelling. Empty without news. Raises AccessError."""
    with on_the_studios_account(settings):
        catalog = load_demo(settings) if fictional else load_real(settings)
        found = catalog.lookup(group)
        news = load_demo_news(settings) if fictional else articles(settings)
        if found is None or not news.get(found.id):
            return ()
        filters = Filters(exclude=exclusions(settings), terms=tuple(all_terms(settings).items()))
        try:
            concept = build_concept(found.id, news, DEFAULT, Database(settings), progress, filters=filters)
        except NewsError:
            return ()
    words = [word for word in concept.keywords if firm(word)]
    of_a_facet = [word.word for word in words if word.facet != OTHER]
    return tuple(of_a_facet if len(of_a_facet) >= FEW else [word.word for word in words])[:MOST]
