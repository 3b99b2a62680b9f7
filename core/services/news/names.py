"""Whose names news of real groups is searched for."""

from core.catalog import load_real
from core.keywords.lexicon.lexicon import load_lexicon
from core.keywords.names.finder import NameFinder
from core.services.concept.names import group_names
from core.settings import Settings


def name_finder(settings: Settings) -> NameFinder:
    """Finds the names of every real group in use."""
    real = load_real(settings)
    return NameFinder([group_names(group.id, (real,)) for group in real], load_lexicon(settings))
