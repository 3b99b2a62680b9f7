"""Whose face is it: found among other people, with any length of vector, and silent where nobody knows."""

import numpy as np
import pytest

from core.collect.evidence import fit_evidence
from core.collect.identity import Identity
from core.types import MemberId
from tests.support.builders import present


def people(count, photos, dim, seed=0, apart=1.0, noise=0.55):
    """Unit vectors of `count` people around one common face, as networks give them: (count, photos, dim)."""
    rng = np.random.default_rng(seed)
    scale = rng.gamma(2.0, 0.5, dim) / np.sqrt(dim)  # some axes tell people apart better than others
    common = 2.0 * rng.normal(size=dim) / np.sqrt(dim)
    centres = common + apart * rng.normal(size=(count, 1, dim)) * scale
    x = centres + noise * rng.normal(size=(count, photos, dim)) * scale
    return (x / np.linalg.norm(x, axis=2, keepdims=True)).astype(np.float32)


def named(count):
    return [MemberId(f"g{i % 5}", f"m{i:02d}") for i in range(count)]


def laid_out(x):
    owners = [m for m, own in zip(named(len(x)), x, strict=True) for _ in own]
    return owners, x.reshape(-1, x.shape[2]).copy()


def wrong(judged, below=0.9):
    return {i for i, j in enumerate(judged) if j is not None and j.own < below}


@pytest.mark.parametrize("dim", [128, 512, 4096])
def test_strangers_are_found_whatever_the_length_of_the_vectors(dim):
    x = people(24, 10, dim)
    owners, rows = laid_out(x[:18])
    rng = np.random.default_rng(1)
    planted = set(rng.choice(len(rows), len(rows) // 10, replace=False).tolist())
    outside = x[18:].reshape(-1, dim)
    for i in planted:
        rows[i] = outside[rng.integers(len(outside))]
    judged = Identity.fit(owners, rows).judgements
    found = wrong(judged)
    assert len(found & planted) >= 0.95 * len(planted) and len(found - planted) <= 0.02 * len(rows)
    strange = [judged[i] for i in planted if judged[i] is not None]
    assert np.mean([j.nobody > j.other for j in strange]) > 0.8


def test_swapped_photos_name_their_member():
    owners, rows = laid_out(people(15, 8, 128))
    truth = {i: owners[i] for i in range(0, len(rows), 20)}
    for i in truth:
        owners[i] = named(15)[(named(15).index(owners[i]) + 4) % 15]
    judged = Identity.fit(owners, rows).judgements
    assert wrong(judged) == set(truth)
    found = [(present(judged[i]), owner) for i, owner in truth.items()]
    assert all(one.suggestion == owner and one.other > 0.5 for one, owner in found)


@pytest.mark.parametrize("members", [3, 4, 5])
def test_the_smallest_sets_that_can_be_judged_tell_their_swaps(members):
    owners, rows = laid_out(people(members, 10, 128))
    truth, owners[4] = owners[4], owners[14]
    judged = Identity.fit(owners, rows).judgements
    assert wrong(judged, below=0.5) == {4} and present(judged[4]).suggestion == truth


def test_nobody_is_told_where_all_photos_are_the_same():
    rows = np.repeat(people(1, 1, 128)[0], 24, axis=0)
    fitted = Identity.fit([owner for owner in named(4) for _ in range(6)], rows)
    assert set(fitted.judgements) == {None} and fitted.whose(rows[0]) == []


def test_clean_sets_are_left_alone():
    for seed in range(5):
        owners, rows = laid_out(people(12, 8, 128, seed))
        assert len(wrong(Identity.fit(owners, rows).judgements)) <= 1


def test_one_stranger_several_times_in_a_folder_is_still_a_stranger():
    x = people(13, 10, 128)
    owners, rows = laid_out(x[:12])
    rows[:4] = x[12, :4]  # four of ten of the first member are one other person
    assert wrong(Identity.fit(owners, rows).judgements) == {0, 1, 2, 3}


def test_many_different_strangers_in_a_folder_do_not_make_a_face_that_all_resemble():
    x = people(24, 10, 128)
    owners, rows = laid_out(x[:12])
    rows[:5] = x[13:18, 0]
    assert wrong(Identity.fit(owners, rows).judgements) == {0, 1, 2, 3, 4}


def test_two_equal_parts_are_left_to_a_person():
    x = people(13, 4, 128)
    owners, rows = laid_out(x[:12])
    rows[:2] = x[12, :2]
    assert not wrong(Identity.fit(owners, rows).judgements) & {0, 1, 2, 3}


def test_a_person_who_is_a_member_of_two_groups_is_no_swap():
    x = people(12, 16, 128)
    twin = np.concatenate([x[:, :8], x[3:4, 8:]])  # the same person once more under another name
    owners = [m for m in [*named(12), MemberId("solo", "again")] for _ in range(8)]
    owners_rows = twin.reshape(-1, 128)
    assert not wrong(Identity.fit(owners, owners_rows).judgements)


def test_copies_of_a_stranger_give_each_other_no_support():
    x = people(13, 6, 128)
    owners, rows = laid_out(x[:12])
    rows[:4] = x[12, 0]  # one photo of a stranger, four times; two photos of the member
    pictures = list(range(len(rows)))
    pictures[:4] = [0] * 4
    judged = Identity.fit(owners, rows, pictures).judgements
    assert wrong(judged) == {0, 1, 2, 3}


@pytest.mark.parametrize("members", [0, 1, 2])
def test_too_few_members_say_nothing(members):
    owners, rows = laid_out(people(max(members, 1), 6, 128)[:members])
    identity = Identity.fit(owners, rows)
    assert identity.judgements == (None,) * len(rows) and identity.whose(np.ones(128) / np.sqrt(128)) == []


def test_members_with_one_photo_are_not_judged():
    owners, rows = laid_out(people(8, 6, 128))
    judged = Identity.fit([*owners, MemberId("new", "one")], np.concatenate([rows, rows[:1]])).judgements
    assert judged[-1] is None and all(j is not None for j in judged[:-1])


def test_whose_face_is_told_among_those_in_question():
    x = people(14, 10, 128)
    owners, rows = laid_out(x[:12, :8])
    identity = Identity.fit(owners, rows)
    for i, member in enumerate(named(12)):
        found = identity.whose(x[i, 9])
        assert found[0][0] == member and 0.8 < found[0][1] < 1
        assert sum(p for _, p in found) < 1.001
        others = [m for m in named(12) if m != member]
        assert all(p < 0.5 for _, p in identity.whose(x[i, 9], others))
    for face in x[12:].reshape(-1, 128):
        assert all(p < 0.5 for _, p in identity.whose(face)), "nobody is a fair answer"
    assert identity.whose(x[0, 9], []) == []
    assert identity.whose(x[0, 9], [MemberId("x", "unknown")]) == []


def test_the_order_of_photos_changes_nothing():
    owners, rows = laid_out(people(10, 7, 128))
    rows[[0, 20]] = rows[[40, 60]]
    order = np.random.default_rng(3).permutation(len(rows))
    there = Identity.fit(owners, rows).judgements
    back = Identity.fit([owners[i] for i in order], rows[order]).judgements
    for place, i in enumerate(order):
        assert present(back[place]).own == pytest.approx(present(there[i]).own, abs=1e-6)


def test_evidence_is_for_one_person_where_the_scores_of_one_person_lie():
    rng = np.random.default_rng(0)
    evidence = fit_evidence(rng.normal(3, 1, 200), rng.normal(-3, 1, 4000))
    assert evidence(np.array([3.0]))[0] > 3 and evidence(np.array([-3.0]))[0] < -3
    assert abs(evidence(np.array([0.0]))[0]) < 1.5, "how many of each kind there are does not shift it"
