"""What every test of a page needs."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def _light_collections() -> Iterator[None]:
    """Streamlit collects all garbage around every run of a page: .3 s each time once an earlier test of the same
    process has imported TensorFlow, unless what is there already is set aside."""
    gc.freeze()
    yield
    gc.unfreeze()
