"""Where photos lie: added once, moved whole, never outside the set, whoever else is at work."""

import os
import random
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import StorageError, UnknownNameError
from core.intake import reference_layout
from core.settings import Settings
from core.storage.reference.library import Library, LibraryPhoto, PhotoChange, PhotoDecision, file_name, which_photo
from core.types import MemberId, Photo, PhotoState, Rights, Suggestion

ANNA, BORA = MemberId("가온", "안나"), MemberId("가온", "보라")
RIGHTS = Rights(
    "commons", "제목", "작가", "CC BY 4.0", "https://l", "https://p", "https://u", datetime(2026, 5, 4, tzinfo=UTC)
)
FOUND = PhotoDecision("auto", "blurred", Suggestion(), 0.25, datetime(2026, 5, 5, 6, tzinfo=UTC))


@pytest.fixture
def library(settings: Settings) -> Library:
    return Library(settings, "abc")


def photo(shade: int, name: str = "1.jpg") -> Photo:
    return Photo(name, np.full((24, 24, 3), shade, np.uint8), f"{shade:064d}")


def lying(library: Library) -> dict[str, tuple[PhotoState, MemberId, PhotoDecision | None, str]]:
    return {p.name: (p.state, p.member, p.decision, p.sha256) for p in library.photos()}


def count(library: Library) -> Counter[PhotoState]:
    return Counter(photo.state for photo in library.photos())


def files(library: Library) -> set[str]:
    return {p.relative_to(library.root).as_posix() for p in library.root.rglob("*") if p.is_file()}


def set_aside(own: LibraryPhoto, decision: PhotoDecision | None = FOUND) -> PhotoChange:
    return PhotoChange(own.name, "rejected", own.member, decision)


def test_a_photo_is_kept_with_its_rights_and_without_its_metadata(library: Library) -> None:
    kept = library.add(ANNA, photo(9, "한 장.png"), RIGHTS, "proposed", FOUND)
    assert re.fullmatch(r"한 장-[0-9a-f]{10}\.jpg", kept.name)
    assert library.photos() == [kept] and (kept.rights, kept.decision, kept.state) == (RIGHTS, FOUND, "proposed")
    assert not Image.open(library.path(kept)).getexif()
    assert files(library) == {f".proposed/{kept.file}"} and count(library)["proposed"] == 1


def test_a_name_says_which_photo_it_is_whatever_the_photo_is_called(library: Library) -> None:
    one, same = (file_name(ANNA, photo(9, title)) for title in ("한 장.png", "다른 제목.jpg"))
    assert one != same and which_photo(one) == which_photo(same)
    others = {which_photo(file_name(ANNA, photo(8))), which_photo(file_name(BORA, photo(9)))}
    assert len(others | {which_photo(one)}) == 3


def test_the_same_photo_is_the_same_file_wherever_it_was_moved_to(library: Library) -> None:
    first = library.add(ANNA, photo(1), RIGHTS)
    assert library.add(BORA, photo(1), RIGHTS).name != first.name and library.add(ANNA, photo(2), RIGHTS) != first
    library.apply([PhotoChange(first.name, "rejected", BORA, FOUND)])
    again = library.add(ANNA, photo(1), Rights("upload"))
    assert (again.state, again.member, again.rights) == ("rejected", BORA, RIGHTS)
    assert len(library.photos()) == 3


def test_adding_a_photo_does_not_walk_the_whole_set(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add(ANNA, photo(1), RIGHTS)
    with monkeypatch.context() as patch:
        patch.setattr("core.storage.reference.folders.Folders.walk", lambda self: pytest.fail("walked"))
        library.add(ANNA, photo(2), RIGHTS)
    gone = library.add(ANNA, photo(3), RIGHTS)
    library.path(gone).unlink()  # its row still stands
    assert library.add(ANNA, photo(3), RIGHTS) == gone and len(library.photos()) == 3


@pytest.mark.parametrize("group", ["../..", "/etc", ".rejected", "a/b", "CON", "."])
def test_no_name_leads_out_of_the_set_or_hides_a_photo(library: Library, group: str) -> None:
    kept = library.add(MemberId(group, ".."), photo(3, "../../evil.jpg"), RIGHTS)
    moved = library.add(ANNA, photo(4), RIGHTS)
    library.apply([PhotoChange(moved.name, "kept", MemberId(group, "x"), None)])
    assert all(len(Path(f).parts) == 3 and not f.startswith(".") for f in files(library))
    assert library.root in library.path(kept).resolve().parents and len(library.photos()) == 2


@pytest.mark.parametrize("wrong", ["", "..", "a/b", "../abc", ".x"])
def test_what_is_no_id_is_no_set(settings: Settings, wrong: str) -> None:
    with pytest.raises(UnknownNameError):
        Library(settings, wrong)


def test_only_photos_of_the_set_are_moved(library: Library, settings: Settings) -> None:
    outside = settings.workspace / "sets" / "other" / "g" / "m" / "x.jpg"
    outside.parent.mkdir(parents=True)
    outside.write_bytes(b"x")
    library.add(ANNA, photo(1), RIGHTS)
    names = ["../other/g/m/x.jpg", "x.jpg", str(outside), "", "."]
    assert library.apply([PhotoChange(name, "rejected", ANNA, None) for name in names]) == ()
    assert outside.exists() and count(library)["kept"] == 1
    with pytest.raises(ValueError, match="a group and a name"):
        library.apply([PhotoChange(library.photos()[0].name, "kept", MemberId("g", " "), None)])


def test_whatever_was_done_can_be_undone_and_done_again(library: Library) -> None:
    names = [library.add(owner, photo(n), RIGHTS).name for n, owner in enumerate([ANNA, BORA] * 4)]
    chance = random.Random(4)
    for _ in range(20):
        before = lying(library)
        changes = [
            PhotoChange(
                name,
                chance.choice(["kept", "rejected", "proposed"]),
                chance.choice([ANNA, BORA, MemberId("나래", "다미")]),
                chance.choice(
                    [None, FOUND, PhotoDecision("person", "", Suggestion.parse("", "가온/보라"), None, FOUND.at)]
                ),
            )
            for name in chance.sample(names, 5)
        ]
        undo = library.apply(changes)
        after = lying(library)
        assert {n: after[n][:3] for n in after} == {n: before[n][:3] for n in before} | {
            c.name: (c.state, c.member, c.decision) for c in changes
        }
        redo = library.apply(undo)
        assert lying(library) == before
        library.apply(redo)
        assert lying(library) == after


def test_who_reads_the_folder_sees_what_is_kept_and_no_empty_member(library: Library, settings: Settings) -> None:
    anna, bora = library.add(ANNA, photo(1), RIGHTS), library.add(BORA, photo(2), RIGHTS)
    library.apply([set_aside(anna)])
    seen = reference_layout(library.root, settings)
    assert seen.members == (BORA,) and len(seen) == 1 and not seen.empty
    library.apply([set_aside(bora)])
    library.apply([PhotoChange(p.name, "kept", ANNA, None) for p in (anna, bora)])
    assert sorted(p.name for p in library.root.iterdir()) == ["가온"]


def test_a_photo_that_is_gone_is_passed_over_and_not_undone(library: Library) -> None:
    gone, there = library.add(ANNA, photo(1), RIGHTS), library.add(BORA, photo(2), RIGHTS)
    library.path(gone).unlink()
    assert [change.name for change in library.apply([set_aside(gone), set_aside(there)])] == [there.name]
    assert count(library) == {"rejected": 1}


def test_a_photo_that_goes_at_the_last_moment_is_passed_over(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = library.add(ANNA, photo(1), RIGHTS), library.add(ANNA, photo(2), RIGHTS)
    move = os.replace

    def late(source: Path, target: Path) -> None:
        library.path(second).unlink(missing_ok=True)
        move(source, target)

    monkeypatch.setattr(os, "replace", late)
    assert [change.name for change in library.apply([set_aside(first), set_aside(second)])] == [first.name]


def test_a_change_that_fails_half_way_changes_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    own = [library.add(ANNA, photo(n), RIGHTS) for n in range(3)]
    before, move, moves = lying(library), os.replace, []

    def full(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == 3:
            raise OSError(28, "No space left on device")
        move(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StorageError, match="옮기지 못했습니다"):
        library.apply([set_aside(p) for p in own])
    assert lying(library) == before


def test_two_who_act_at_once_lose_no_photo(library: Library, settings: Settings) -> None:
    own = [library.add(ANNA, photo(n), RIGHTS) for n in range(12)]
    hashes = {p.name: p.sha256 for p in own}

    def act(seed: int) -> None:
        chance, mine = random.Random(seed), Library(settings, "abc")
        for _ in range(15):
            owner = chance.choice([ANNA, BORA])
            state: PhotoState = chance.choice(["kept", "rejected"])
            mine.apply([PhotoChange(p.name, state, owner, None) for p in chance.sample(own, 6)])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(act, range(3)))
    assert {p.name: p.sha256 for p in library.photos()} == hashes
    assert len(files(library)) == len(own)


def test_a_folder_that_goes_while_it_is_made_is_made_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """`mkdir` meets the folder, another process removes it, and `mkdir` looks whether it is one: it says "exists"."""
    own = library.add(ANNA, photo(1), RIGHTS)
    make, met = Path.mkdir, []

    def late(folder: Path, *args: object, **kwargs: object) -> None:
        if library.root in folder.parents:
            met.append(folder)
            if len(met) in (1, 3):
                raise FileExistsError(17, "File exists", str(folder))
        make(folder, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", late)
    assert library.apply([set_aside(own)]) and library.photos()[0].state == "rejected"
    assert library.add(BORA, photo(2), RIGHTS) in library.photos()
    assert len(met) >= 4


def test_a_file_in_the_way_of_a_folder_is_said(library: Library) -> None:
    own = library.add(ANNA, photo(1), RIGHTS)
    (library.root / ".rejected").write_bytes(b"no folder")
    with pytest.raises(StorageError, match="옮기지 못했습니다"):
        library.apply([set_aside(own)])
    assert library.photos() == [own]


def test_a_file_put_there_by_hand_is_taken_in(library: Library, settings: Settings) -> None:
    folder = library.root / "가온" / "안나"
    folder.mkdir(parents=True)
    (folder / "mine.png").write_bytes(b"whatever")
    (folder / "list.txt").write_bytes(b"no photo")
    (folder / ".tmp-1").write_bytes(b"half a photo")
    (folder / "link.jpg").symlink_to(folder / "mine.png")
    (found,) = library.photos()
    assert (found.file, found.state, found.rights) == ("가온/안나/mine.png", "kept", Rights("upload"))
    library.record([LibraryPhoto("mine.png", ANNA, "kept", found.sha256, RIGHTS)])
    library.record([found], known=False)  # who lists the folder a moment before its rights are written
    assert library.photos()[0].rights == RIGHTS


def test_one_name_under_two_members_becomes_two_names(library: Library) -> None:
    """Versions before this one named a photo by its own bytes alone."""
    for member in ("안나", "보라"):
        (library.root / "가온" / member).mkdir(parents=True)
        (library.root / "가온" / member / "1-01234567.jpg").write_bytes(b"the same")
    first = {p.name: p.member for p in library.photos()}
    assert len(first) == 2 and set(first.values()) == {ANNA, BORA}
    assert {p.name: p.member for p in library.photos()} == first
    library.apply([PhotoChange(name, "kept", ANNA, None) for name in first])
    assert count(library)["kept"] == 2


def test_rights_are_filled_in_and_never_emptied(library: Library) -> None:
    known, unknown = library.add(ANNA, photo(1), RIGHTS), library.add(ANNA, photo(2), Rights("upload", "2.jpg"))
    library.set_rights([known.name, unknown.name, "nothing"], Rights("", author="새 작가", licence="CC0"))
    rights = {p.name: p.rights for p in library.photos()}
    assert rights[unknown.name] == Rights("upload", "2.jpg", "새 작가", "CC0")
    assert (rights[known.name].author, rights[known.name].page) == ("새 작가", RIGHTS.page)
    assert rights[known.name].fetched == RIGHTS.fetched


def test_what_another_set_holds_too_is_not_told_as_gone(library: Library, settings: Settings) -> None:
    shared, alone = library.add(ANNA, photo(1), RIGHTS), library.add(ANNA, photo(2), RIGHTS)
    other = Library(settings, "def")
    other.add(BORA, photo(1), RIGHTS)
    assert library.remove([shared.name]) == [] and library.photos() == [alone]
    library.add(ANNA, photo(1), RIGHTS)
    assert library.remove() == [alone.sha256] and not library.root.exists()
    assert library.photos() == [] and len(other.photos()) == 1


def test_looking_into_a_set_creates_nothing(library: Library, settings: Settings) -> None:
    assert library.photos() == [] and count(library)["kept"] == 0
    assert not settings.workspace.exists()
