"""Errors a user can act on. Every message is one Korean sentence or two: what failed, what to do.

StudioError
  ImageError
  ArchiveError
    EntryError           one file of a ZIP (core/intake/archive.py)
  EngineError
  ReferenceSetError
  TrainingError
  UnknownNameError
  CollectError
  NewsError
    BrokenPage           one request of a search (core/news/source.py)
    _BadPhrase           one search phrase (core/news/naver_search.py)
  ProjectError
    ChangedError         what two changed at once
  AccessError
  PrivacyError
  VirtualError
  DataFileError
  CatalogError
    Clash                two changed one field otherwise (core/services/catalog/names.py)
  LexiconError
  AnalyzerError
  StorageError
    RestoringError       a studio waits until it is over (core/ui/visits/opening.py)
    DamagedError         the database can be set aside (core/storage/rescue.py)

Never shown: FetchError (core/web/fetcher.py) and NaverError (core/web/naver_api.py), which sources turn into one of the
above; Cancelled, Stopping (core/jobs.py) and Stopped (core/web/fetcher.py), which are no failures."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath


class StudioError(Exception):
    """Base of every expected failure. `str(error)` is shown as it is: in a page's box, or as a command's one line."""


class ImageError(StudioError):
    """When bytes are no photo we accept: broken, too large, another format. Of one photo; the others go on.

    code: the same to programs: "empty", "heavy", "pixels", "small", "format", "no_photo", "cut_off", "broken"."""

    def __init__(self, said: str, code: str = "broken") -> None:
        super().__init__(said)
        self.code = code


class ArchiveError(StudioError):
    """When a ZIP is broken, unsafe or over the limits of the settings."""


class EngineError(StudioError):
    """When a detector or embedder cannot run: weights are missing, damaged, or cannot be downloaded."""


class ReferenceSetError(StudioError):
    """When a reference set cannot be read, changed now, or is too small to compare with."""


class TrainingError(StudioError):
    """When a training cannot start or go on, or a run on file or in a ZIP cannot be read."""


class UnknownNameError(StudioError):
    """When a group, engine, analyzer, family or set is named that does not exist; the message lists the valid ones."""


class CollectError(StudioError):
    """When a photo source or video cannot be used: no key, terms not acknowledged, a service that refuses."""


class NewsError(StudioError):
    """When a news source cannot be asked, an article file not be read, or there are no articles to work with."""


class ProjectError(StudioError):
    """When a debut plan or a version of it does not exist, was changed by another, or cannot be read or made."""


class ChangedError(ProjectError):
    """When another changed the same since it was seen."""


class AccessError(StudioError):
    """When somebody may not see or do what was asked for."""


class PrivacyError(StudioError):
    """When a trainee's photos may not be kept, cannot be opened, or her data cannot be purged as asked."""


class VirtualError(StudioError):
    """When faces cannot be generated: a package or a file is missing or wrong, or what was asked for cannot be."""


class DataFileError(StudioError):
    """When a file of the catalogue or the lexicon cannot be read or contradicts itself."""


class CatalogError(StudioError):
    """When a change of the groups and members cannot be made: a name that is taken, nothing to compare with."""


class LexiconError(StudioError):
    """When a change of the lexicon cannot be made: no word, a word that is known already."""


class AnalyzerError(StudioError):
    """When a Korean analyzer cannot start."""


class StorageError(StudioError):
    """When the workspace cannot be read, written or locked."""


@contextmanager
def instead_of(causes: type[Exception] | tuple[type[Exception], ...], error: Exception) -> Iterator[None]:
    """What fails inside by one of `causes` fails by `error`, which a user can act on."""
    try:
        yield
    except causes as cause:
        raise error from cause


class RestoringError(StorageError):
    """While a backup is put into the place of the workspace."""


class DamagedError(StorageError):
    """When the workspace's database is damaged: the page that says so offers a way out."""


@contextmanager
def refusing(kind: type[StudioError], sentence: str | Callable[[Exception], str]) -> Iterator[None]:
    """Read untrusted bytes in this block: whatever the reader raises becomes one refusal, and the next file is read.

    sentence: Korean, what failed and what to do; or a function of the error. Errors that are sentences already pass.
    The log has the error's type and place, never its text, which may quote the file."""
    try:
        yield
    except StudioError:
        raise
    except Exception as error:  # decoders and parsers raise dozens of kinds on hostile bytes
        logging.getLogger(__name__).info("%s: %s", kind.__name__, trace(error))
        raise kind(sentence if isinstance(sentence, str) else sentence(error)) from error


def trace(error: BaseException) -> str:
    """An error's type and place, "ValueError at images.py:80": never its text, which may quote a file or a name."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {PurePath(place.filename).name}:{place.lineno}"
