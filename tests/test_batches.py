from hypothesis import given
from hypothesis import strategies as st

from core.batches import batched


@given(st.lists(st.integers()), st.integers(1, 5))
def test_batches_hold_everything_in_order(items, size):
    found = list(batched(items, size))
    assert [item for batch in found for item in batch] == items
    assert all(len(batch) == size for batch in found[:-1]) and all(found)
