"""The measurement of training, on hardly any photos: what it times is what it says."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.bench import train
from core.faces.engines import get_engine
from core.intake import reference_layout
from core.services.reference.faces import load
from core.settings import get_settings
from core.training.examples import Examples
from core.training.options import HEADS, Options
from tests.support.people import reference
from tests.support.planting import few


def test_every_head_is_cross_validated(capsys: pytest.CaptureFixture[str]) -> None:
    train._heads(Examples.of(reference({"a": (4, 4), "b": (4, 4)})))
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == list(HEADS)


def test_each_fold_is_scored_by_a_fit_on_the_others() -> None:
    sizes: list[tuple[int, int]] = []

    class Counted:
        def __init__(self, learned: int) -> None:
            self.learned = learned

        def score_photos(self, inputs: np.ndarray) -> None:
            sizes.append((self.learned, len(inputs)))

    train._cross_validate(Examples.of(reference()), lambda e, *_: Counted(len(e.members)), Options())
    assert len(sizes) == 5 and all(a + b == 96 for a, b in sizes) and sum(b for _, b in sizes) == 96


@pytest.mark.slow
def test_faces_are_cut_in_the_order_of_the_reference(demo: Path, tmp_path: Path) -> None:
    photos = few(demo, tmp_path, groups=2, members=2, photos=2)
    layout = reference_layout(photos, get_settings())
    whole, _ = load(layout, get_engine())
    chips = train._chips(layout, whole, 48)
    assert chips.shape == (8, 48, 48, 3) and chips.reshape(8, -1).std(axis=1).min() > 10
    turned = replace(whole, members=whole.members[::-1], files=whole.files[::-1])
    assert np.array_equal(train._chips(layout, turned, 48), chips[::-1])
