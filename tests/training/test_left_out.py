from dataclasses import replace

import numpy as np
import pytest

from core.training.checkpoint import Checkpoint
from core.training.examples import Examples
from core.training.left_out import leave_out, rounds
from core.types import MemberId
from models import get_family
from tests.support.people import reference

MEMBERS = [MemberId(g, m) for g, own in {"a": "123", "b": "12", "c": "1"}.items() for m in own]


def test_alone_each_member_has_a_round_of_her_own() -> None:
    assert rounds(MEMBERS, together=False) == [(m,) for m in MEMBERS]


def test_together_every_member_is_left_out_once_and_no_group_vanishes() -> None:
    plan = rounds(MEMBERS, together=True)
    assert sorted(m for r in plan for m in r) == sorted(MEMBERS)
    for out in plan:
        left = {m.group for m in MEMBERS if m not in out}
        assert left >= {"a", "b"} and ("c" in left or out == (MemberId("c", "1"),))
    assert len(plan) == 4


@pytest.mark.parametrize(("name", "at_once"), [("resemblance", 1), ("embedding_head", 1), ("embedding_head", 4)])
def test_a_member_is_never_judged_by_a_model_that_saw_her(name: str, at_once: int) -> None:
    family = replace(get_family(name), by_epochs=at_once > 1)
    examples = Examples.of(reference())
    seen_counts: list[int] = []
    out = leave_out(examples, family, family.options(), sorted(set(examples.members)), seen_counts.append, Checkpoint())
    everyone = sorted(set(examples.members))
    owner = [everyone.index(examples.members[i]) for i in out.photo]
    assert sorted(out.photo.tolist()) == list(range(len(examples.members)))
    assert not out.seen[np.arange(len(owner)), owner].any() and out.seen.sum(axis=1).tolist() == [12 - at_once] * len(
        owner
    )
    assert not out.evidence[~out.seen].any()
    assert len(out.same) == 12 * 20 and seen_counts[-1] == 12 // at_once
