"""Whose photos stand behind the members that a report names: as stored with the photos, or why it is not known."""

from dataclasses import replace

import numpy as np
import pytest

from core.projects.version import JudgedMember, Version
from core.reports.report import Table
from core.reports.trust import credits_of
from core.reports.words_ko import NO_CREDITS
from core.services.reference import sets
from core.services.reports.credits import credits_on_file
from core.settings import Settings
from core.storage.reference.library import Library
from core.types import MemberId, Photo, Rights
from tests.support.versions import BY, version

NAYEON, YEJI = MemberId("twice", "나연"), MemberId("itzy", "예지")
FREE = Rights("commons", "무대", "사진가", "CC BY 4.0", page="https://e.example/1")


@pytest.fixture
def judged(settings: Settings) -> Version:
    """Of a set of one's own: two photos of the member who is named, one of another."""
    made = sets.new_set(settings, "우리 세트")
    library = Library(settings, made)
    for number, (member, rights) in enumerate(((NAYEON, FREE), (NAYEON, Rights("upload")), (YEJI, FREE))):
        pixels = np.full((8, 8, 3), number, np.uint8)
        library.add(member, Photo(f"{number}.jpg", pixels, f"{number}" * 64), rights)
    own = version({"하나": (0.1, 0.2, 0.7)}, judged=replace(BY, set_id=made, fictional=False))
    one = replace(own.trainees[0], carriers=(JudgedMember(NAYEON, "나연", 0.3, 1.0),))
    return replace(own, trainees=(one,))


def test_photos_of_named_members_come_with_what_is_known_of_them(settings: Settings, judged: Version) -> None:
    found = credits_on_file(settings, judged)
    assert [(one.whose, one.rights.author, one.rights.page) for one in found.known] == [
        ("나연(TWICE)", "사진가", "https://e.example/1")
    ]
    assert list(found.unknown) == [("나연(TWICE)", "upload", 1)]
    known, unknown = (block for block in credits_of(found)[1] if isinstance(block, Table))
    assert {"CC BY 4.0", "사진가", "무대"} < {cell.written for cell in known.rows[0]}
    assert unknown.rows[0][2].value == 1


def test_what_is_not_known_says_why(settings: Settings, judged: Version) -> None:
    other = replace(judged.trainees[0], carriers=(), known=JudgedMember(MemberId("twice", "사나"), "사나"))
    nobody = replace(judged.trainees[0], carriers=())
    for why, changed in (
        ("none", replace(judged, trainees=(other,))),
        ("nobody", replace(judged, trainees=(nobody,))),
        ("demo", replace(judged, judged=BY)),
    ):
        found = credits_on_file(settings, changed)
        assert (found.known, found.unknown, found.why) == ((), (), NO_CREDITS[why])
    sets.delete(settings, judged.judged.set_id)
    assert credits_on_file(settings, judged).why == NO_CREDITS["gone"]
