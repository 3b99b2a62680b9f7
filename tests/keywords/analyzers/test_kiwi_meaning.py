"""Vectors of words by Kiwi's own model."""

import numpy as np
import pytest

from core.errors import AnalyzerError
from core.keywords.analyzers import kiwi_meaning
from core.keywords.analyzers.kiwi import library
from core.keywords.analyzers.kiwi_meaning import vectors


@pytest.mark.slow
def test_words_alike_are_near_and_unknown_ones_nowhere() -> None:
    words = ["힙합", "발라드", "저고리", "봄버 재킷", "재킷", "힙합", "뷁뷁", "", "★"]
    found = vectors(words)
    alike = found @ found.T
    assert alike[0, 1] > alike[0, 2] + 0.1 and alike[3, 4] > 0.5, "the last part says what a word is"
    assert np.allclose(np.linalg.norm(found, axis=1), [1] * 6 + [0] * 3, atol=1e-5) and alike[0, 5] > 0.999


@pytest.mark.slow
def test_the_vectors_are_those_that_kiwi_compares() -> None:
    """Before the mean is taken off: the likeness that they have is the one Kiwi tells."""
    space, alike = kiwi_meaning._space(), library().morpheme_similarity
    some = [("힙합", "NNG"), ("바다", "NNG"), ("드레스", "NNG")]
    own = np.array([[alike(one, landmark) for landmark in space.landmarks] for one in some]) @ space.into
    told = np.array([[alike(one, other) for other in some] for one in some])
    assert np.allclose(own @ own.T, told, atol=0.01)


def test_a_model_that_does_not_load_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no model")

    kiwi_meaning._space.cache_clear()
    monkeypatch.setattr(kiwi_meaning, "library", broken)
    with pytest.raises(AnalyzerError, match="설치와 메모리"):
        vectors(["힙합"])
