import numpy as np
import pytest

from core.training.examples import Examples
from core.training.identification import ROUNDS, identification
from core.types import MemberId
from models import get_family

FAMILY = get_family("resemblance")


def examples(people: int, photos: int, noise: float, seed: int = 0) -> Examples:
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((people, 24))
    rows = np.repeat(centres, photos, axis=0) + noise * rng.standard_normal((people * photos, 24))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    members = tuple(MemberId(f"g{i % 3}", f"m{i}") for i in range(people) for _ in range(photos))
    return Examples(rows[:, None], members, tuple(map(str, range(len(rows)))), np.arange(len(rows)))


def test_people_who_differ_are_told_apart_and_people_who_do_not_are_not() -> None:
    reasons: dict[str, str] = {}
    clear = identification(examples(14, 6, 0.1), FAMILY, 0, reasons)
    assert clear == {"auc": 1.0, "tar": 1.0, "rank1": 1.0, "n": 14 * ROUNDS} and not reasons
    blurred = identification(examples(14, 6, 50.0), FAMILY, 0, reasons)
    assert blurred["auc"] == pytest.approx(0.5, abs=0.1) and blurred["rank1"] == pytest.approx(1 / 7, abs=0.12)


def test_copies_of_a_photo_are_no_second_photo() -> None:
    reasons: dict[str, str] = {}
    few = examples(14, 4, 0.1)
    copied = Examples(few.inputs, few.members, few.files, few.near_duplicates // 2)
    assert identification(copied, FAMILY, 0, reasons)["auc"] is None and "4장" in reasons["identification"]


def test_a_family_that_only_knows_its_members_says_so() -> None:
    reasons: dict[str, str] = {}
    found = identification(examples(14, 6, 0.1), get_family("embedding_head"), 0, reasons)
    assert set(found.values()) == {None, 0} and "처음 보는 두 사람" in reasons["identification"]
