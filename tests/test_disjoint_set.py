from hypothesis import given
from hypothesis import strategies as st

from core.disjoint_set import DisjointSet

THINGS = 12

pairs = st.lists(st.tuples(st.integers(0, THINGS - 1), st.integers(0, THINGS - 1)))


@given(pairs)
def test_who_is_joined_shares_the_first_of_the_chain_and_nobody_else_does(joined):
    sets = DisjointSet(range(THINGS))
    for i, j in joined:
        sets.union(i, j)
    together = [{i} for i in range(THINGS)]  # the slow way
    for i, j in joined:
        both = together[i] | together[j]
        for k in both:
            together[k] = both
    assert sets.labels() == [min(together[i]) for i in range(THINGS)]
