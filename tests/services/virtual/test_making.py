"""Faces from chance to a group: judged as a line-up is, steered, kept on file, gone on with, handed on."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import jobs
from core.access.acting import acting_as
from core.access.actor import LOCAL, Actor
from core.errors import AccessError, UnknownNameError, VirtualError
from core.faces.engine import Engine
from core.services.lineup.match import analyse
from core.services.virtual import groups, searches, sheets
from core.services.virtual.generators import generators, open_generator
from core.services.virtual.judge import Judge, load_judge
from core.services.virtual.pictures import picture
from core.services.virtual.steering import distance_again, embedding_of, steer
from core.services.virtual.targets import of_controls, of_lineup
from core.settings import Settings
from core.storage.virtual import Virtual
from core.types import Upload, silent
from core.virtual.generator import Generator
from core.virtual.group import seed_of, share
from core.virtual.mark import source_in
from core.virtual.steer import Target
from tests.support.made_up import GROUPS, studio

pytestmark = pytest.mark.slow
TARGET = Target.of_group("g2")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, engine: Engine, demo: Path) -> Settings:
    return studio(tmp_path_factory.mktemp("studio"), engine, demo)


@pytest.fixture(scope="module")
def generator(small: Settings) -> Iterator[Generator]:
    own = open_generator(small)
    yield own
    own.close()


@pytest.fixture(scope="module")
def judge(small: Settings) -> Judge:
    return load_judge(small)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Jobs are only noted; a test does their work itself."""
    started: list[tuple[Any, ...]] = []

    def start(settings: Settings, title: str, work: Any, *arguments: Any, **more: Any) -> str:
        started.append((work, *arguments))
        return f"job{len(started)}"

    monkeypatch.setattr(jobs, "start", start)
    return started


def test_a_face_is_steered_to_a_group_and_says_what_a_line_up_would(
    small: Settings, generator: Generator, judge: Judge
) -> None:
    found = steer(generator, judge, TARGET, 4, evaluations=14)
    assert found.start is not None and found.score > found.start and found.kept
    assert found.similarity is not None and found.similarity <= judge.guard.threshold
    front = picture(small, generator, found.face)
    trainee = analyse([Upload("하나/01.png", front)], judge.engine, judge.model).trainees[0]
    assert trainee.scores is not None and trainee.scores.values["g2"] == pytest.approx(found.score, abs=0.1)  # the mark
    one = embedding_of(generator, judge, found.face)
    assert one is not None and found.embedding is not None and distance_again(one, found.embedding) < 1e-6


def test_a_search_that_was_cut_off_goes_on_and_is_on_file(small: Settings, now: list[tuple[Any, ...]]) -> None:
    search = searches.new_search(small, TARGET, 9, evaluations=28)
    calls = 0

    def cancel(done: int, total: int, label: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        searches.run_search(cancel, *now[0][1:])
    view = searches.search_view(small, search)
    assert view.found is None and view.evaluations == 14 and view.best is not None
    searches.go_on(small, search)
    assert "겹치는" in searches.run_search(silent, *now[1][1:])
    found = searches.search_view(small, search).found
    assert found is not None and found.evaluations == 28 and found.seed == 9 and found.target == TARGET
    searches.forget_search(small, search)
    with pytest.raises(VirtualError, match="없습니다"):
        searches.search_view(small, search)


def test_a_sheet_goes_on_where_it_stopped_and_colleagues_star_it(small: Settings, now: list[tuple[Any, ...]]) -> None:
    sheet = sheets.new_sheet(small, "첫 시트", TARGET, 3, 24)
    calls = 0

    def cancel(done: int, total: int, label: str) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise jobs.Cancelled

    with pytest.raises(jobs.Cancelled):
        sheets.fill(cancel, *now[0][1:])
    assert sheets.sheet_view(small, sheet.id).missing == 16
    seen = [one.face for one in sheets.sheet_view(small, sheet.id).candidates]
    assert "24명" in sheets.fill(silent, *now[0][1:])
    for person in ("a1", "b2"):
        with acting_as(Actor(person, person, "viewer")):
            sheets.star(small, sheet.id, 5)
            sheets.star(small, sheet.id, 5)
    sheets.star(small, sheet.id, 6)
    sheets.star(small, sheet.id, 6, given=False)
    view = sheets.sheet_view(small, sheet.id)
    assert view.missing == 0 and view.stars == {5: 2} and view.mine == set()
    assert seen == [one.face for one in view.candidates[: len(seen)]]
    assert [one.place for one in view.candidates] == list(range(24)) and view.sheet.name == "첫 시트"
    assert source_in(view.candidates[0].preview) == "trainedAlgorithmicMedia"
    assert all(one.kept for one in view.best)
    if view.candidates[5].kept:
        assert view.best[0].place == 5
    with acting_as(Actor("c3", "c", "viewer")), pytest.raises(AccessError, match="가상 얼굴"):
        sheets.new_sheet(small, "다른 시트", TARGET, 3, 24)
    with pytest.raises(VirtualError, match="24명에서 60명"):
        sheets.new_sheet(small, "작은 시트", TARGET, 3, 5)
    with pytest.raises(VirtualError):
        sheets.star(small, sheet.id, 99)
    sheets.forget_sheet(small, sheet.id)
    assert sheets.sheets(small) == [] and Virtual(small).stars(sheet.id) == []


def test_a_group_keeps_its_floor_is_kept_changed_and_comes_back_from_its_file(
    small: Settings, generator: Generator, judge: Judge
) -> None:
    names = ("하나", "둘")
    made = groups.make_group(generator, judge, TARGET, names, 2, name="은하", evaluations=0)
    if all(member.kept for member in made.members):
        assert groups.problems(generator, judge, made) == []
    again = groups.make_group(generator, judge, TARGET, names, 2, evaluations=0, held={1: made.members[1]})
    assert again.members[1].held and again.members[1].face == made.members[1].face
    filed = groups.keep_group(small, made)
    assert groups.groups(small) == [filed] == [groups.group(small, filed.id)]
    other = groups.keep_group(small, filed.replaced(0, replace(filed.members[0], held=True)))
    assert other.revision == 1 and other.members[0].held
    with pytest.raises(VirtualError, match="먼저 고쳤습니다"):
        groups.keep_group(small, replace(filed, name="늦은 이름"))
    back = groups.imported(groups.exported(other))
    assert back.id == "" and back.members[0].scores == other.members[0].scores
    for junk in (b"", b"[]", b"{}", b"\xff"):
        with pytest.raises(VirtualError):
            groups.imported(junk)
    groups.forget_group(small, other.id)
    assert groups.groups(small) == []


def test_two_faces_too_alike_are_named(generator: Generator, judge: Judge) -> None:
    face = generator.sample(1)
    twins = groups.group_of(generator, judge, TARGET, [("하나", face), ("둘", face)], 0)
    assert ("floor", (0, 1)) in [(one.kind, one.places) for one in groups.problems(generator, judge, twins)]


def test_targets_come_from_a_line_up_and_from_controls(generator: Generator, judge: Judge) -> None:
    blend = of_lineup({"g1": 0.5, "g2": 0.489, "g3": 0.011})
    assert set(blend.mix) == {"g1", "g2"} and sum(blend.mix.values()) == pytest.approx(1)
    moved = steer(generator, judge, of_controls({"axis_1": 1.0}), 0)
    start = generator.sample(0)
    assert moved.evaluations == 0 and moved.face.latent[0] == pytest.approx(start.latent[0] + 1)
    assert share({"g1": 0.5, "g2": 0.5}, blend.mix) == pytest.approx(0.994, abs=0.01)


def test_a_picture_is_marked_and_another_generator_refused(small: Settings, generator: Generator) -> None:
    data = picture(small, generator, generator.sample(0), kind="jpeg", pixels=128)
    assert source_in(data) == "trainedAlgorithmicMedia"
    signing = small.model_copy(update={"credentials_certificate": Path("none"), "credentials_key": Path("none")})
    with pytest.raises(VirtualError, match="STUDIO_CREDENTIALS"):
        picture(signing, generator, generator.sample(0), pixels=128)
    with pytest.raises(UnknownNameError, match="heads, stylegan"):
        open_generator(small, "dream")
    with acting_as(LOCAL):
        why = {one.code: one.why_not for one in generators(small.model_copy(update={"stylegan_synthesis": None}))}
    assert "STUDIO_STYLEGAN_SYNTHESIS" in why["stylegan"]
    assert seed_of(1, 2) != seed_of(1, 3) and set(GROUPS) == {"g1", "g2", "g3"}


def test_directions_are_read_from_a_file_of_arrays_alone(small: Settings, tmp_path: Path, generator: Generator) -> None:
    size = generator.size
    np.savez(tmp_path / "d.npz", smile=np.ones(size, np.float32))
    named = open_generator(small.model_copy(update={"stylegan_directions": tmp_path / "d.npz"}))
    assert [control.code for control in named.controls] == ["smile"]
    (tmp_path / "e.npz").write_bytes(b"junk")
    with pytest.raises(VirtualError, match=r"e\.npz"):
        open_generator(small.model_copy(update={"stylegan_directions": tmp_path / "e.npz"}))


def test_the_commands_say_what_other_tools_read(
    small: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.cli import virtual as cli
    from core.settings import get_settings

    for name in ("workspace", "data", "stylegan_mapping", "stylegan_synthesis", "stylegan_truncation"):
        monkeypatch.setenv(f"STUDIO_{name.upper()}", str(getattr(small, name)))
    get_settings.cache_clear()
    answer = json.loads(json.dumps(cli.steer(["g2=2", "g1=1"], seed=4, evaluations=0, out=tmp_path), allow_nan=False))
    assert answer["target"] == {"g2": pytest.approx(2 / 3), "g1": pytest.approx(1 / 3)} and answer["seed"] == 4
    assert {"resemblance", "start", "evaluations", "seconds", "nearest", "guard", "floor"} <= answer.keys()
    assert answer["nearest"].keys() == {"member", "group", "similarity"}
    assert source_in((tmp_path / "steered.png").read_bytes()) == "trainedAlgorithmicMedia"
    made = json.loads(json.dumps(cli.group(["g2"], members=2, seed=1, evaluations=0), allow_nan=False))
    assert len(made["members"]) == 2 and made["repeated"] < 0.02 and made["group"]["form"] == 1
