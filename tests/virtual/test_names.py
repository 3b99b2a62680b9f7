"""Names of made-up people, and the key of a face."""

from dataclasses import replace

import numpy as np

from core.virtual.face import Face
from core.virtual.names import face_key, group_name, member_names


def test_names_are_all_different_not_taken_and_the_same_for_a_seed() -> None:
    names = member_names(4, 12)
    assert len(set(names)) == 12 and names == member_names(4, 12) and names != member_names(5, 12)
    assert not set(member_names(4, 12, taken=names)) & set(names)
    assert group_name(1) != group_name(1, taken=[group_name(1)])


def test_a_key_changes_with_all_that_changes_a_picture() -> None:
    face = Face(np.zeros(3, np.float32), {"hair_style": "pixie"}, "heads", "1")
    others = [replace(face, version="2"), replace(face, look={}), replace(face, latent=np.ones(3, np.float32))]
    keys = {face_key(one) for one in (face, *others)} | {face_key(face, "fresh")}
    assert len(keys) == 5 and face_key(face) == face_key(replace(face))
