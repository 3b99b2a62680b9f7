"""Findings are applied and undone; a person's word stands. The network and the judgement are stand-ins here."""

import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import UnknownNameError
from core.photo_profile import PhotoProfile
from core.services.reference import curation, examine
from core.services.reference import sets as reference
from core.services.reference.importing import import_reference
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.library import Library, PhotoDecision
from core.types import Finding, MemberId, Photo, PhotoFaces, Rights, Suggestion, Upload, silent

ANNA, BORA = MemberId("가온", "안나"), MemberId("가온", "보라")


class Eye:
    """An engine that is never asked for vectors."""

    name, version = "eye", "eye-1"


class Judge:
    """Stands in for `curate`: flags photos by the first word of their name, copies only beside what they are of."""

    def __init__(self) -> None:
        self.flags: dict[str, tuple[Any, str]] = {}
        self.seen: list[str] = []

    def __call__(self, items: Sequence[Any]) -> tuple[Finding, ...]:
        self.seen = [word(item.file) for item in items]
        by_word = {word(item.file): item.file for item in items}
        found = []
        for name, (reason, other) in self.flags.items():
            if name in by_word and (not reason.endswith("duplicate") or other in by_word):
                suggested = Suggestion.parse(reason, by_word.get(other, other))
                found.append(Finding(by_word[name], reason, suggested, 0.75))
        return tuple(found)


def word(name: str) -> str:
    return name.rpartition("/")[2].partition("-")[0]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files in the order in which they were looked at."""
    seen: list[str] = []

    def profile_photos(
        engine: Eye, uploads: Sequence[Upload], progress: Any = silent
    ) -> list[tuple[PhotoFaces, PhotoProfile]]:
        seen.extend(word(upload.path) for upload in uploads)
        for n, upload in enumerate(uploads, 1):
            progress(n, len(uploads), upload.path)
        vector = np.eye(1, 8, dtype=np.float32)[0]
        return [
            (PhotoFaces(u.path, "ok", "", embedding=vector), PhotoProfile(9, 9, bytes(8), bytes(8), (), "", u.data[:9]))
            for u in uploads
        ]

    monkeypatch.setattr(examine, "profile_photos", profile_photos)
    monkeypatch.setattr(examine, "get_engine", lambda name: Eye())
    return seen


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch, looked: list[str]) -> Judge:
    own = Judge()
    monkeypatch.setattr("core.collect.curate.curate", own)
    return own


@pytest.fixture
def mine(settings: Settings) -> str:
    """A set of six photos of two members."""
    set_id = reference.new_set(settings, "우리 세트")
    for n, name in enumerate(("2", "10", "blur", "swap", "copy", "other")):
        add(settings, set_id, BORA if name == "other" else ANNA, name, n)
    return set_id


def add(settings: Settings, set_id: str, member: MemberId, name: str, shade: int, **how: Any) -> str:
    photo = Photo(f"{name}.jpg", np.full((24, 24, 3), 20 * shade, np.uint8), f"{shade:064d}")
    return Library(settings, set_id).add(member, photo, Rights("upload", f"{name}.jpg"), **how).name


def run(settings: Settings, set_id: str) -> str:
    return examine.examine(silent, settings, set_id, "eye")


def states(settings: Settings, set_id: str) -> dict[str, tuple[str, str, str, str]]:
    """By first word: state, member, reason and who decided."""
    return {word(i.name): (i.state, i.member.member, i.reason, i.by) for i in curation.items(settings, set_id)}


def named(settings: Settings, set_id: str, *words: str) -> list[str]:
    return [item.name for item in curation.items(settings, set_id) if word(item.name) in words]


def flag_all(judge: Judge) -> None:
    judge.flags = {
        "blur": ("blurred", ""), "swap": ("swap", "가온/보라"), "copy": ("near_duplicate", "2"),
    }  # fmt: skip


def test_what_is_found_is_set_aside_and_told_with_its_reason(settings: Settings, mine: str, judge: Judge) -> None:
    flag_all(judge)
    said = run(settings, mine)
    assert "남긴 사진은 3장" in said and "3장을 새로 빼 두었으니 '검토'" in said
    found = {word(item.name): item for item in curation.items(settings, mine)}
    assert (found["blur"].state, found["blur"].reason, found["blur"].by) == ("rejected", "blurred", "auto")
    assert (str(found["swap"].suggestion), found["swap"].score) == ("가온/보라", 0.75)
    assert found["copy"].suggestion.file == found["2"].file
    assert (found["2"].state, found["2"].reason, found["2"].by, found["2"].score) == ("kept", "", "", None)


def test_examining_an_unchanged_set_again_changes_nothing(
    settings: Settings, mine: str, judge: Judge, looked: list[str]
) -> None:
    flag_all(judge)
    run(settings, mine)
    before, seen = Library(settings, mine).photos(), len(looked)
    assert "새로 빼" not in run(settings, mine)
    assert sorted(Library(settings, mine).photos(), key=str) == sorted(before, key=str)
    assert len(looked) == seen == 6


def test_what_is_no_longer_wrong_comes_back_by_itself(settings: Settings, mine: str, judge: Judge) -> None:
    flag_all(judge)
    run(settings, mine)
    del judge.flags["blur"]
    judge.flags["swap"] = ("stranger", "")
    assert "1장은 다시 넣었습니다" in run(settings, mine)
    now = states(settings, mine)
    assert now["blur"] == ("kept", "안나", "", "") and now["swap"] == ("rejected", "안나", "stranger", "auto")


def test_a_persons_word_stands(settings: Settings, mine: str, judge: Judge) -> None:
    flag_all(judge)
    run(settings, mine)
    curation.accept(settings, mine, named(settings, mine, "blur"))
    curation.reject(settings, mine, named(settings, mine, "other"))
    proposed = add(settings, mine, ANNA, "proposed", 9, state="proposed")
    judge.flags |= {"other": ("stranger", ""), "proposed": ("stranger", "")}
    run(settings, mine)
    now = states(settings, mine)
    assert now["blur"] == ("kept", "안나", "blurred", "person")  # what was found stays written down
    assert now["other"] == ("rejected", "보라", "", "person") and now["proposed"][0] == "proposed"
    assert "blur" in judge.seen and not {"other", "proposed"} & set(judge.seen)  # what is evidence and what is not
    assert proposed in named(settings, mine, "proposed")


def test_what_a_person_says_while_the_set_is_examined_stands(
    settings: Settings, mine: str, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    flag_all(judge)

    def meanwhile(items: Sequence[Any]) -> tuple[Finding, ...]:
        found = judge(items)
        curation.accept(settings, mine, named(settings, mine, "blur"))
        curation.move(settings, mine, named(settings, mine, "swap"), BORA)
        return found

    monkeypatch.setattr("core.collect.curate.curate", meanwhile)
    assert "1장을 새로 빼 두었으니" in run(settings, mine)
    now = states(settings, mine)
    assert now["blur"] == ("kept", "안나", "", "person") and now["swap"] == ("kept", "보라", "", "person")
    assert now["copy"] == ("rejected", "안나", "near_duplicate", "auto")


def test_a_photo_set_aside_by_a_process_that_died_is_judged_again(settings: Settings, mine: str, judge: Judge) -> None:
    library = Library(settings, mine)
    for own in [photo for photo in library.photos() if word(photo.name) in ("2", "blur")]:
        there = library.root / ".rejected" / own.file
        there.parent.mkdir(parents=True, exist_ok=True)
        library.path(own).rename(there)
    judge.flags = {"blur": ("blurred", "")}
    run(settings, mine)
    now = states(settings, mine)
    assert now["2"] == ("kept", "안나", "", "") and now["blur"] == ("rejected", "안나", "blurred", "auto")


def test_the_copy_of_a_photo_that_a_person_rejected_does_not_come_back(
    settings: Settings, mine: str, judge: Judge
) -> None:
    flag_all(judge)
    run(settings, mine)
    curation.reject(settings, mine, named(settings, mine, "2"))
    run(settings, mine)
    assert states(settings, mine)["copy"][0] == "rejected" and "copy" not in judge.seen


def test_photos_come_by_group_member_and_number(settings: Settings, mine: str) -> None:
    assert [word(item.name) for item in curation.items(settings, mine)] == ["other", "2", "10", "blur", "copy", "swap"]
    few, many = curation.counts(curation.items(settings, mine))
    assert (few.member, few.photos, few.kept, few.few) == (BORA, 1, 1, True)
    for n in range(5, 12):
        add(settings, mine, ANNA, f"more{n}", n)
    curation.reject(settings, mine, named(settings, mine, "2"))
    _, anna = curation.counts(curation.items(settings, mine))
    assert (anna.photos, anna.kept, anna.rejected, anna.proposed, anna.few) == (12, 11, 1, 0, False)
    assert many.few


Verb = Callable[[Settings, str, list[str]], curation.Undo]


@pytest.mark.parametrize(
    ("name", "verb", "after"),
    [
        ("swap", curation.follow, ("kept", "보라", "", "person")),
        ("blur", curation.follow, ("rejected", "안나", "blurred", "person")),
        ("copy", curation.follow, ("rejected", "안나", "near_duplicate", "person")),
        ("new", curation.follow, ("kept", "안나", "", "person")),
        ("2", curation.follow, ("kept", "안나", "", "")),
        ("new", curation.accept, ("kept", "안나", "", "person")),
        ("2", curation.reject, ("rejected", "안나", "", "person")),
        ("swap", lambda s, i, n: curation.move(s, i, n, MemberId("나래", "다미")), ("kept", "다미", "", "person")),
    ],
)
def test_every_decision_can_be_taken_back(
    settings: Settings, mine: str, judge: Judge, name: str, verb: Verb, after: tuple[str, ...]
) -> None:
    flag_all(judge)
    run(settings, mine)
    hint = PhotoDecision("auto", "", Suggestion.parse("", "가온/안나"), 0.5, datetime(2026, 1, 2, tzinfo=UTC))
    add(settings, mine, ANNA, "new", 9, state="proposed", decision=hint)
    before = curation.items(settings, mine)
    undo = verb(settings, mine, named(settings, mine, name))
    assert states(settings, mine)[name] == after
    redo = curation.undo(settings, mine, undo)
    assert curation.items(settings, mine) == before
    curation.undo(settings, mine, redo)
    assert states(settings, mine)[name] == after


def test_what_a_member_got_by_hand_is_evidence_for_her(settings: Settings, mine: str, judge: Judge) -> None:
    judge.flags = {"swap": ("swap", "가온/보라")}
    run(settings, mine)
    curation.follow(settings, mine, named(settings, mine, "swap"))
    judge.flags = {"swap": ("swap", "가온/안나")}
    run(settings, mine)
    assert states(settings, mine)["swap"] == ("kept", "보라", "", "person") and "swap" in judge.seen


def test_names_that_are_not_in_the_set_change_nothing(settings: Settings, mine: str) -> None:
    before = curation.items(settings, mine)
    names = ["../x", "", "가온/안나/2.jpg", "nothing.jpg"]
    assert curation.reject(settings, mine, names) == curation.follow(settings, mine, names) == ()
    assert curation.picture(settings, mine, "../../studio.db") is None
    assert curation.items(settings, mine) == before
    with pytest.raises(UnknownNameError, match="골라 주세요"):
        curation.move(settings, mine, [before[0].name], MemberId("가온", " "))


@pytest.mark.parametrize("wrong", ["demo", "..", "", "nothing"])
def test_only_a_set_of_ones_own_is_reviewed(settings: Settings, mine: str, wrong: str) -> None:
    for call in (
        lambda: curation.items(settings, wrong),
        lambda: curation.credits(settings, wrong),
        lambda: curation.reject(settings, wrong, ["x"]),
        lambda: run(settings, wrong),
    ):
        with pytest.raises(UnknownNameError, match="없습니다"):
            call()


def test_pictures_come_from_the_look_and_from_the_file(settings: Settings, mine: str, judge: Judge) -> None:
    (first, *_) = curation.items(settings, mine)
    assert curation.thumbnails(settings, [first.sha256]) == {}
    run(settings, mine)
    whole = curation.picture(settings, mine, first.name)
    assert whole is not None and curation.thumbnails(settings, [first.sha256, "x"]) == {first.sha256: whole[:9]}


def test_a_photo_that_was_changed_by_hand_is_looked_at_anew(
    settings: Settings, mine: str, judge: Judge, looked: list[str]
) -> None:
    library = Library(settings, mine)
    own = next(p for p in library.photos() if word(p.name) == "blur")
    library.path(own).write_bytes(b"another photo")
    run(settings, mine)
    now = next(p for p in library.photos() if p.name == own.name)
    assert now.sha256 != own.sha256 and now.rights == own.rights
    assert set(Database(settings).faces(Eye.version, [now.sha256, own.sha256])) == {now.sha256}
    assert "blur" in judge.seen and len(looked) == 6
    run(settings, mine)
    assert len(looked) == 6


def test_a_cancelled_look_changes_no_photo(settings: Settings, mine: str, judge: Judge) -> None:
    class Stop(Exception):
        pass

    def cancel(done: int, total: int, label: str) -> None:
        raise Stop

    flag_all(judge)
    before = curation.items(settings, mine)
    with pytest.raises(Stop):
        examine.examine(cancel, settings, mine, "eye")
    assert curation.items(settings, mine) == before


def test_credits_name_every_photo_and_keep_what_was_filled_in(settings: Settings, mine: str) -> None:
    name = named(settings, mine, "2")[0]
    curation.set_rights(settings, mine, [name], Rights("", author="김작가", licence="CC BY 4.0"))
    told = {credit.name: credit for credit in curation.credits(settings, mine)}
    assert len(told) == 6 and told[name].rights == Rights("upload", "2.jpg", "김작가", "CC BY 4.0")
    assert (told[name].member, told[name].state) == (MemberId("가온", "안나"), "kept")
    assert told[name].file == f"가온/안나/{name}"


@pytest.mark.slow
def test_what_is_found_in_real_photos_is_found_again_and_nothing_else(
    settings: Settings, demo: Path, tmp_path: Path
) -> None:
    for path in sorted((demo / "reference").glob("group_[12]/member_[12]/0[1-4].jpg")):
        target = tmp_path / "set" / path.relative_to(demo / "reference")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    shutil.copy(target, target.with_name("copy.jpg"))
    Image.new("RGB", (300, 300), "grey").save(target.with_name("empty.jpg"))
    import_reference(silent, settings, "우리 세트", tmp_path / "set", "dlib", temporary=False)
    (mine,) = (source.id for source in reference.list_sources(settings) if source.id != reference.DEMO)
    found = {item.name.partition("-")[0]: item.reason for item in curation.items(settings, mine) if item.reason}
    assert found["empty"] == "no_face" and "duplicate" in (found.get("04"), found.get("copy"))
    before = Library(settings, mine).photos()
    examine.examine(silent, settings, mine, "dlib")
    assert sorted(Library(settings, mine).photos(), key=str) == sorted(before, key=str)
