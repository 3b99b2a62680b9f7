"""What Kiwi's own language model knows of the meaning of words: vectors that are near each other for words alike.

The model is the one that comes with the analyzer (CoNg, 256 numbers a morpheme); nothing is downloaded."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import AnalyzerError
from core.keywords.analyzers.kiwi import library
from core.keywords.lexicon.facet_space import unit
from core.types import Progress, silent

_TAGS = ("NNG", "XR", "MAG", "NNP")  # as what a whole word is looked up, in this order
_CONTENT = frozenset({"NNG", "NNP", "NNB", "NR", "XR", "XPN", "VA", "VV", "VA-I", "VV-I", "VA-R", "VV-R", "MAG", "IC"})
_HEAD = 1.5  # the last part says what a word is: 봄버재킷 is a 재킷
# Kiwi numbers morphemes by how often it saw them: of those between particles and such without a vector, some 400.
_LANDMARKS = range(1_000, 60_000, 150)
_LEAST = 1e-2  # an eigenvalue below it is rounding
_STEP = 100  # words between two reports of progress

_Morpheme = int | tuple[str, str]


class _Space(NamedTuple):
    """landmarks: morphemes; into: (landmarks, d), takes the likeness to each of them to a vector; mean: of theirs."""

    landmarks: tuple[int, ...]
    into: NDArray[np.float64]
    mean: NDArray[np.float64]


def vectors(words: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
    """(n, d) float32: of each word the mean of its parts', of length 1; 0 throughout for one that Kiwi does not know.

    The first call of a process loads the model, in some seconds. Raises AnalyzerError where that fails."""
    try:
        found = np.zeros((len(words), _space().into.shape[1]), np.float32)
    except Exception as error:  # the C++ side raises RuntimeError, OSError, ValueError
        raise AnalyzerError("Kiwi의 언어 모델을 읽지 못했습니다. 설치와 메모리를 확인해 주세요.") from error
    for place, word in enumerate(words):
        if place % _STEP == 0:
            progress(place, len(words), "")
        for part in (parts := _parts(word.replace(" ", ""))):
            found[place] += _vector(part) * (_HEAD if part == parts[-1] else 1)
    return unit(found)


@lru_cache(maxsize=1)
def _space() -> _Space:
    """Kiwi tells how alike two morphemes are, not their vectors: those follow from the likeness to landmarks that span
    the whole space (landmark multidimensional scaling, de Silva and Tenenbaum 2004; exact for cosines)."""
    kiwi = library()
    kiwi.tokenize("준비")  # what it puts off until the first sentence
    landmarks = tuple(n for n in _LANDMARKS if kiwi.morpheme(n).tag in _CONTENT and _has_vector(n))
    alike = np.array([[kiwi.morpheme_similarity(one, other) for other in landmarks] for one in landmarks])
    values, axes = np.linalg.eigh(alike)
    kept = values > _LEAST
    into = axes[:, kept] / np.sqrt(values[kept])
    return _Space(landmarks, into, (alike @ into).mean(axis=0))


@lru_cache(maxsize=8192)
def _vector(part: _Morpheme) -> NDArray[np.float32]:
    space, alike = _space(), library().morpheme_similarity
    found = np.array([alike(part, landmark) for landmark in space.landmarks]) @ space.into - space.mean
    return np.asarray(found / np.linalg.norm(found), np.float32)


@lru_cache(maxsize=8192)
def _parts(word: str) -> tuple[_Morpheme, ...]:
    """The morphemes that carry a word's meaning: the word itself where Kiwi knows it, else what it is made of, else the
    longest known noun that it ends in."""
    if whole := _noun(word):
        return (whole,)
    kiwi = library()
    made = (m.id for m in kiwi.tokenize(word) if m.tag in _CONTENT and kiwi.morpheme(m.id).form)  # others are guessed
    ends = (_noun(word[start:]) for start in range(1, len(word) - 1))
    return tuple(part for part in made if _has_vector(part)) or tuple(end for end in ends if end)[:1]


def _noun(word: str) -> _Morpheme | None:
    return next(((word, tag) for tag in _TAGS if _has_vector((word, tag))), None)


def _has_vector(part: _Morpheme) -> bool:
    try:
        alike: Any = library().morpheme_similarity(part, part)
    except ValueError:  # no such morpheme
        return False
    return bool(np.isfinite(alike))  # one without a vector is like nothing, not even itself
