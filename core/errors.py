"""Errors a user can act on. Every message is one Korean sentence or two: what failed, what to do."""


class StudioError(Exception):
    """Base of every expected failure. `str(error)` is shown to the user as it is."""


class ImageError(StudioError):
    """Bytes that are no photo we accept: broken, too large, wrong format."""


class ArchiveError(StudioError):
    """A ZIP that is broken or unsafe."""


class EngineError(StudioError):
    """A detector or embedder that cannot run: missing or damaged weights, no network."""


class ReferenceSetError(StudioError):
    """A reference set that cannot be read or is too small to compare against."""


class TrainingError(StudioError):
    """A training that cannot start or go on, or a run on file that cannot be read."""


class UnknownNameError(StudioError):
    """A group, engine, analyzer or family that does not exist; the message lists the valid ones."""


class CollectError(StudioError):
    """A photo source or video that cannot be used: no key, terms not acknowledged, a service that refuses."""


class NewsError(StudioError):
    """An article file or news source that cannot be read."""


class DataFileError(StudioError):
    """A file of data/ (catalogue, word list) that cannot be read or contradicts itself."""


class CatalogError(StudioError):
    """A change of the groups and members that cannot be made: a name that is taken, nothing to compare with."""


class LexiconError(StudioError):
    """A change of the lexicon that cannot be made: no word, a word that is known already."""


class AnalyzerError(StudioError):
    """A Korean analyzer that cannot start."""


class StorageError(StudioError):
    """The workspace cannot be read or written."""
