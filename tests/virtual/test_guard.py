"""Nobody real is copied: how near is too near is what people on file are to each other."""

from functools import cache

import numpy as np
import pytest

from core.matching.model import ResemblanceModel
from core.virtual.guard import DISTINCT, Guard, apart
from tests.support.people import person, reference


@cache
def guard() -> Guard:
    return Guard.fit(ResemblanceModel.fit(reference()), reference())


def test_the_limits_are_what_people_on_file_keep_among_themselves() -> None:
    faces = reference()
    looks = guard().looked_at(faces.embeddings)
    assert {str(look.nearest.member) for look in looks} == {str(member) for member in faces.members}
    owner = np.array([str(member) for member in faces.members])
    distances = apart(guard().model, faces.embeddings)
    foreign = distances[owner[:, None] != owner[None]]
    assert np.mean(foreign >= guard().floor) == pytest.approx(DISTINCT, abs=0.02)
    assert -1 < guard().threshold < 1


def test_a_photo_of_somebody_on_file_is_refused_and_most_strangers_pass() -> None:
    own = guard().looked_at(reference().embeddings)
    assert not any(look.kept for look in own)
    strangers = np.concatenate([person(np.random.default_rng(1000 + seed), 1) for seed in range(100)])
    looks = guard().looked_at(strangers)
    assert np.mean([look.kept for look in looks]) > 0.6  # strict: the axes were learned from those on file
    for look in looks:
        assert look.kept <= (look.nearest.similarity <= guard().threshold)
        assert look.over == pytest.approx(look.nearest.similarity - guard().threshold)


def test_a_group_names_the_pairs_that_are_too_alike() -> None:
    rng = np.random.default_rng(3)
    twin = person(rng, 2, noise=0.01)
    group = np.concatenate([twin, *(person(rng, 1) for _ in range(3))])
    found = guard().too_alike(group)
    assert found[0][:2] == (0, 1) and found[0][2] < guard().floor
    assert [pair[2] for pair in found] == sorted(pair[2] for pair in found)
    assert guard().too_alike(group[:1]) == []
