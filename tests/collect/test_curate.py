"""Curation of whole sets: what was planted is found, what is right stays."""

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from core.collect.curate import Item, curate
from core.collect.profiles import profile_photos
from core.faces.engines import get_engine
from core.types import Box, MemberId, Upload
from tests.support import planting

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def items(demo):
    """Fourteen members with six photos each, as they are."""
    members = sorted(p for p in (demo / "reference").glob("*/*") if p.is_dir())[::2]
    files = [f for member in members for f in sorted(member.iterdir())[:6]]
    profiles = profile_photos(get_engine(), [Upload(str(f), f.read_bytes()) for f in files])
    return [
        Item("/".join(f.parts[-3:]), MemberId(*f.parts[-3:-1]), f"sha{i}", own)
        for i, (f, (_, own)) in enumerate(zip(files, profiles, strict=True))
    ]


def by_file(findings):
    return {f.file: f for f in findings}


def put(items, i, **changes):
    return [replace(item, **changes) if j == i else item for j, item in enumerate(items)]


def test_a_clean_set_stays_as_it_is(items):
    assert curate(items) == ()


def test_strangers(items):
    rest, outside = items[:72], items[72:]  # two members less: nobody of the set
    for i, j in ((3, 0), (25, 6), (50, 11)):
        rest = put(rest, i, profile=outside[j].profile, sha256=f"other{j}")
    found = by_file(curate(rest))
    assert set(found) == {rest[i].file for i in (3, 25, 50)}
    assert all(f.reason == "stranger" and str(f.suggestion) == "" and 0.5 < f.score < 1 for f in found.values())


def test_swaps_name_the_member(items):
    moved = put(items, 8, member=items[40].member, file=f"{items[40].member.group}/{items[40].member.member}/x.jpg")
    (finding,) = curate(moved)
    owner = items[8].member
    assert (finding.reason, str(finding.suggestion)) == ("swap", f"{owner.group}/{owner.member}")


def test_of_equal_files_the_first_name_stays(items):
    again = replace(items[5], file=items[5].file.replace(".jpg", " (1).jpg"))
    (finding,) = curate([again, *items])
    assert (finding.file, finding.reason, str(finding.suggestion)) == (again.file, "duplicate", items[5].file)
    assert finding.score is None


def test_the_larger_of_two_copies_stays(items):
    face = items[5].profile.faces[0]
    box = Box(*(2 * v for v in (face.box.left, face.box.top, face.box.width, face.box.height)))
    large = replace(items[5].profile, width=2 * items[5].profile.width, height=2 * items[5].profile.height)
    true = replace(
        items[5], file="group_1/z/later.jpg", sha256="x", profile=replace(large, faces=(replace(face, box=box),))
    )
    blown = replace(face, box=box, sharpness=face.sharpness / 4)
    (finding,) = curate([*items, replace(true, member=items[5].member)])
    assert (finding.file, finding.reason, str(finding.suggestion)) == (items[5].file, "near_duplicate", true.file)
    false = replace(true, member=items[5].member, profile=replace(large, faces=(blown,)))
    (finding,) = curate([*items, false])
    assert (finding.file, str(finding.suggestion)) == (false.file, items[5].file), "enlarging adds nothing"


def test_copies_in_a_chain_have_one_keeper(items):
    more = [replace(items[5], file=f"{items[5].file[:-4]}_{i}.jpg", sha256=f"c{i}") for i in range(3)]
    found = curate([*more, *items])
    assert {f.file for f in found} == {m.file for m in more}
    assert {str(f.suggestion) for f in found} == {items[5].file} and {f.reason for f in found} == {"near_duplicate"}


def test_of_one_picture_under_two_members_the_wrong_one_goes(items):
    other = items[40].member
    wrong = replace(items[8], member=other, file=f"{other.group}/{other.member}/00.jpg")  # the first name
    assert [(f.file, f.reason, str(f.suggestion)) for f in curate([*items, wrong])] == [
        (wrong.file, "duplicate", items[8].file)
    ]


def test_photos_that_cannot_be_used(items):
    face = items[8].profile.faces[0]

    def with_face(**changes):
        bad = replace(face, status="rejected", embedding=None, **changes)
        return replace(items[8].profile, faces=(bad,))

    for expected, own in (
        ("no_face", replace(items[8].profile, faces=())),
        ("no_face", replace(items[8].profile, faces=(), refused="파일이 비어 있습니다.", thumbnail=b"")),
        ("too_small", with_face(size=20.0)),
        ("blurred", with_face(sharpness=2.0)),
        ("no_face", with_face()),  # dark, or turned away
    ):
        (finding,) = curate(put(items, 8, profile=own))
        assert (finding.reason, str(finding.suggestion), finding.score) == (expected, "", None)


def test_others_in_the_picture_are_no_fault_where_the_member_is_meant(items):
    pair = replace(items[8].profile, faces=(items[8].profile.faces[0], items[40].profile.faces[0]))
    assert curate(put(items, 8, profile=pair)) == ()


def test_the_member_is_another_face_than_the_meant_one(items):
    pair = replace(items[8].profile, faces=(items[40].profile.faces[0], items[8].profile.faces[0]), thumbnail=b"")
    (finding,) = curate(put(items, 8, profile=pair))
    names = {f"{items[i].member.group}/{items[i].member.member}" for i in (8, 40)}
    assert finding.reason == "several_faces" and set(map(str, finding.suggestion.members)) == names


def test_a_group_shot_without_the_member_is_worth_cutting_apart(items):
    faces = tuple(items[i].profile.faces[0] for i in (40, 60))
    shot = replace(items[8].profile, faces=faces, thumbnail=b"")
    (finding,) = curate(put(items, 8, profile=shot))
    names = {f"{items[i].member.group}/{items[i].member.member}" for i in (40, 60)}
    assert finding.reason == "several_faces" and set(map(str, finding.suggestion.members)) == names


def test_who_is_meant_is_open_where_nobody_can_tell(items):
    both = replace(items[8].profile, faces=(items[8].profile.faces[0], items[40].profile.faces[0]))
    alone = [
        Item("g/m/1.jpg", MemberId("g", "m"), "a", both),
        Item("g/m/2.jpg", MemberId("g", "m"), "b", items[9].profile),
    ]
    (finding,) = curate(alone)
    assert (finding.file, finding.reason, str(finding.suggestion)) == ("g/m/1.jpg", "several_faces", "")


def test_findings_come_in_the_order_given_and_nothing_is_no_error(items):
    bad = [replace(items[i], profile=replace(items[i].profile, faces=())) for i in (30, 2, 17)]
    assert [f.file for f in curate([*bad])] == [b.file for b in bad]
    assert curate([]) == ()


@pytest.fixture(scope="module")
def curated():
    """Planted -> file -> what is found there. Most photos lie in several sets and are looked at once."""
    looked_at = {}

    def curated(planted):
        uploads = [Upload(f, (planted.root / f).read_bytes()) for f in planted.files]
        shas = [hashlib.sha256(upload.data).hexdigest() for upload in uploads]
        new = {sha: upload for sha, upload in zip(shas, uploads, strict=True) if sha not in looked_at}
        profiles = profile_photos(get_engine(), list(new.values()))
        looked_at.update({sha: own for sha, (_, own) in zip(new, profiles, strict=True)})
        return by_file(
            curate(
                [
                    Item(upload.path, MemberId(*upload.path.split("/")[:2]), sha, looked_at[sha])
                    for upload, sha in zip(uploads, shas, strict=True)
                ]
            )
        )

    return curated


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_strangers_among_real_people(curated, shared_faces, tmp_path, seed):
    planted = planting.copy_set(shared_faces / "lfw_groups", tmp_path / "set")
    people = sorted((shared_faces / "lfw_unseen").rglob("*.jpg"))
    planting.strangers(planted, people, 0.1, np.random.default_rng(seed))
    found = set(curated(planted))
    assert len(found & planted.strangers) >= 0.95 * len(planted.strangers)
    assert len(found & planted.true) <= 0.02 * len(planted.true)


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_swaps_and_copies_among_real_people(curated, shared_faces, tmp_path, seed):
    planted = planting.copy_set(shared_faces / "lfw_groups", tmp_path / "set")
    rng = np.random.default_rng(seed)
    planting.copies(planting.swaps(planted, 0.05, rng), 0.1, rng)
    found = curated(planted)
    right = [f for f, owner in planted.swaps.items() if f in found and str(found[f].suggestion) == owner]
    assert len(right) >= 0.95 * len(planted.swaps)
    pairs = [
        copy
        for copy, original in planted.copies.items()
        if [f for f in (copy, original) if f in found and found[f].reason == "near_duplicate"]
    ]
    assert len(pairs) >= 0.98 * len(planted.copies)
    originals = set(planted.copies.values())
    assert len(set(found) & planted.true - originals) <= 0.01 * len(planted.true)
