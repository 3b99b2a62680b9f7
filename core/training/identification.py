"""Can a family tell people apart whom it has not seen? Two photos against two others, of one person or of two."""

from collections.abc import Mapping

import numpy as np

from core.stats.arrays import Ints
from core.training.examples import Examples
from core.training.family import Family
from core.training.metrics import told_apart
from core.types import MemberId

ROUNDS, PHOTOS = 10, 2
FEWEST = 4  # people who can be halved into those that are learned from and those that are told apart

NOTHING: Mapping[str, float | None] = {"auc": None, "rank1": None, "tar": None, "n": 0}
NOT_COMPARED = "이 모델은 학습한 멤버만 구별하므로, 처음 보는 두 사람을 비교하지 않습니다."
TOO_FEW = f"서로 다른 사진이 {2 * PHOTOS}장 이상인 멤버가 {2 * FEWEST}명 이상이어야 계산할 수 있습니다."


def identification(
    examples: Examples, family: Family, seed: int, reasons: dict[str, str]
) -> Mapping[str, float | None]:
    """`auc` of all pairs, `rank1` (whose other two photos are the most alike?), `tar` (share of a person's pairs above
    the likeness that one in a thousand pairs of two people reaches); n: pairs of one person.

    In each round half the members are learned from and the others compared, then the other way round. reasons: gets why
    the figures cannot be computed."""
    photos = _photos(examples)
    people = sorted(photos)
    if family.compare is None or len(people) < 2 * FEWEST:
        reasons["identification"] = NOT_COMPARED if family.compare is None else TOO_FEW
        return NOTHING
    alike, same, first = [], [], []
    for number in range(ROUNDS):
        rng = np.random.default_rng([seed, number])
        order = rng.permutation(len(people))
        for half in (order[::2], order[1::2]):
            met = [people[i] for i in sorted(half)]
            taken = [rng.permutation(photos[m])[: 2 * PHOTOS] for m in met]
            one, other = (np.stack([examples.plain[rows[part]] for rows in taken]) for part in (_ONE, _OTHER))
            known = examples.subset(np.array([m not in met for m in examples.members]))
            scores = family.compare(known, one, other)
            alike.append(scores.ravel())
            same.append(np.eye(len(met), dtype=np.bool_).ravel())
            first.append((scores.argmax(axis=1) == np.arange(len(met))).mean())
    pairs = np.concatenate(same)
    auc, tar = told_apart(np.concatenate(alike), pairs)
    return {"auc": auc, "tar": tar, "n": int(pairs.sum()), "rank1": float(np.mean(first))}


_ONE, _OTHER = slice(None, PHOTOS), slice(PHOTOS, 2 * PHOTOS)


def _photos(examples: Examples) -> dict[MemberId, Ints]:
    """Rows of each member's different photos, of those who have enough."""
    rows: dict[MemberId, dict[int, int]] = {}
    for row, (member, near) in enumerate(zip(examples.members, examples.near_duplicates.tolist(), strict=True)):
        rows.setdefault(member, {}).setdefault(near, row)
    return {m: np.array(list(own.values())) for m, own in rows.items() if len(own) >= 2 * PHOTOS}
