"""The queue through its service: asked for, done, stopped, resumed, and everything that may be wrong with the input."""

import errno
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import core
from core import jobs
from core.errors import EngineError, ReferenceSetError, StudioError, TrainingError, UnknownNameError
from core.files import write_atomic
from core.services.reference import sets as reference
from core.services.reference.importing import import_reference
from core.services.training import queue as train
from core.services.training import train_one
from core.services.training.model_card import model_card
from core.services.training.watch import Watch
from core.settings import Settings
from core.storage.training import parts as training_parts
from core.storage.training import runs
from core.storage.training.queue import TrainingQueue
from core.training.checkpoint import Epoch
from core.training.neighbours import neighbour_map
from core.types import JobStatus, silent
from models import get_family
from tests.support.planting import few


@pytest.fixture
def photos(demo: Path, tmp_path: Path) -> Path:
    return few(demo, tmp_path / "우리 세트")


def request(photos: Path, family: str = "embedding_head", **changes: Any) -> train.Request:
    options = get_family(family).options(**changes)
    return train.Request(family, "dlib", options, "", photos.name, root=str(photos))


def states(settings: Settings) -> dict[str, str]:
    return {t.id: t.state for t in train.trainings(settings)}


def figures(settings: Settings, run_id: str) -> dict[str, Any]:
    return {**runs.read(settings, run_id).metrics, "seconds": 0}


def stop_at(stage: str, after: int = 0) -> Callable[[int, int, str], None]:
    """A worker that dies: nobody catches this, as nobody catches a kill."""

    def progress(done: int, total: int, label: str) -> None:
        if label.startswith(stage) and done >= after:
            raise KeyboardInterrupt

    return progress


@pytest.mark.slow
def test_two_trainings_are_done_in_turn_and_leave_only_runs(settings: Settings, photos: Path) -> None:
    asked = [request(photos), request(photos, "resemblance")]
    ids = train.plan(settings, asked)
    assert [(t.id, t.state) for t in train.trainings(settings)] == [(i, "waiting") for i in ids]
    seen: list[str] = []
    sentence = train.work(lambda done, total, label: seen.append(label), settings)
    assert "2건" in sentence and train.trainings(settings) == []
    first, second = (runs.read(settings, i) for i in ids)
    assert first.name == f"{get_family('embedding_head').title.partition(' (')[0]} LDA · 우리 세트"
    assert (first.family, second.family, first.engine) == ("embedding_head", "resemblance", "dlib")
    assert first.data.fingerprint == second.data.fingerprint and (first.data.photos, first.data.faces) == (24, 24)
    assert first.data.counts["group_1"] == {"member_1": 4, "member_2": 4}
    assert first.metrics["photo_cv"]["accuracy"] > 0.9 and len(first.folds) == 5
    assert {"studio", "python", "numpy", "scikit-learn", "onnxruntime"} == set(first.versions)
    assert set(first.seconds) == {"features", "evaluation", "map", "final"}
    assert runs.read_evaluation(settings, ids[0]).neighbours_xy is not None
    assert "얼굴 찾기 24/24" in seen and "폴드 2/5" in seen
    assert not [p for p in (settings.workspace / "training").iterdir() if p.is_dir()]
    model = runs.read_model(settings, ids[0])
    assert model.groups == ("group_1", "group_2", "group_3")


def test_the_same_training_is_asked_for_once(settings: Settings, photos: Path) -> None:
    train.plan(settings, [request(photos)])
    with pytest.raises(TrainingError, match="이미"):
        train.plan(settings, [request(photos, "resemblance"), replace(request(photos), name="다른 이름")])
    assert len(train.trainings(settings)) == 1, "all or none"
    train.plan(settings, [request(photos, seed=1)])
    assert len(train.trainings(settings)) == 2


def test_two_browsers_start_the_same_training_at_once(settings: Settings, photos: Path) -> None:
    together = threading.Barrier(4)

    def click(_: int) -> bool:
        together.wait()
        try:
            train.plan(settings, [request(photos)])
        except TrainingError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(click, range(4))) == [False, False, False, True]
    assert len(train.trainings(settings)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("place", [("폴드", 2), ("멤버를 빼고", 5), ("사진 지도", 0), ("전체 사진", 0), ("얼굴", 0)])
def test_a_worker_that_dies_anywhere_is_noticed_and_its_training_goes_on(
    settings: Settings, photos: Path, place: tuple[str, int]
) -> None:
    whole = train.train_now(settings, request(photos, seed=3))
    runs.delete(settings, whole.id)
    (own,) = train.plan(settings, [request(photos, seed=3)])
    with pytest.raises(KeyboardInterrupt):
        train.work(stop_at(*place), settings)
    assert states(settings) == {own: "interrupted"}
    computed = sorted(p.name for p in (settings.workspace / "training" / own).glob("parts/*"))
    train.work(silent, settings)
    assert figures(settings, own) == {**whole.metrics, "seconds": 0}
    assert len(computed) >= {"폴드": 2, "얼굴": 0}.get(place[0], 5)


@pytest.mark.slow
@pytest.mark.parametrize(("changed", "fits"), [((), 2), (("__version__", "9.9.9"), 2), (("TRAINING_RULES", 0), 5)])
def test_a_kept_part_is_not_computed_again_unless_the_rules_changed(
    settings: Settings, photos: Path, monkeypatch: pytest.MonkeyPatch, changed: tuple[str, Any], fits: int
) -> None:
    train.plan(settings, [request(photos)])
    with pytest.raises(KeyboardInterrupt):
        train.work(stop_at("폴드 4"), settings)
    if changed:
        monkeypatch.setattr(core if changed[0] == "__version__" else train_one, *changed)
    done = []
    family = get_family("embedding_head")

    def counted(*arguments: Any) -> Any:
        done.append(1)
        return family.fit(*arguments)

    monkeypatch.setattr(train_one, "get_family", lambda name: replace(family, fit=counted))
    train.work(silent, settings)
    assert len(done) == fits + 6 + 1  # folds, six members left out, the final fit


@pytest.mark.slow
def test_photos_that_changed_meanwhile_make_it_begin_anew(settings: Settings, photos: Path) -> None:
    (own,) = train.plan(settings, [request(photos)])
    with pytest.raises(KeyboardInterrupt):
        train.work(stop_at("사진 지도"), settings)
    next((photos / "group_1" / "member_1").iterdir()).unlink()
    train.work(silent, settings)
    assert figures(settings, own)["photos"] == 23
    evaluation = runs.read_evaluation(settings, own)
    assert evaluation.neighbours_xy is not None and len(evaluation.neighbours_xy) == len(evaluation.files) == 23


@pytest.mark.slow
def test_killed_between_the_run_and_the_end_does_nothing_twice(
    settings: Settings, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own,) = train.plan(settings, [request(photos)])
    with monkeypatch.context() as patch:
        patch.setattr(TrainingQueue, "remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            train.work(silent, settings)
    assert runs.exists(settings, own) and train.trainings(settings) == []
    train.work(silent, settings)
    assert [run.id for run in runs.list_runs(settings).runs] == [own]
    assert TrainingQueue(settings).entries() == []


@pytest.mark.slow
def test_cancel_while_waiting_needs_no_worker_and_resume_queues_again(settings: Settings, photos: Path) -> None:
    first, second = train.plan(settings, [request(photos), request(photos, "resemblance")])
    train.cancel(settings, first)
    assert states(settings) == {first: "cancelled", second: "waiting"}
    train.work(silent, settings)
    assert states(settings) == {first: "cancelled"}
    train.resume(settings, first)
    train.work(silent, settings)
    assert runs.exists(settings, first)


@pytest.mark.slow
def test_cancel_at_work_stops_at_the_next_report_and_keeps_what_is_finished(settings: Settings, photos: Path) -> None:
    first, second = train.plan(settings, [request(photos), request(photos, "resemblance")])

    def click(done: int, total: int, label: str) -> None:
        if label == "폴드 3/5" and states(settings)[first] == "running":
            train.cancel(settings, first)
            (shown, _) = train.trainings(settings)
            assert shown.state == "running" and shown.cancelling and shown.stage == "evaluation"
            with pytest.raises(TrainingError, match="취소"):
                train.forget(settings, first)

    train.work(click, settings)
    assert states(settings) == {first: "cancelled"} and runs.exists(settings, second)
    assert {p.name for p in (settings.workspace / "training" / first / "parts").iterdir()} >= {
        "fold-0.npz",
        "fold-1.npz",
    }
    assert train.plan(settings, [replace(request(photos), name="둘째")]) == [first], "asked for again, it goes on"
    assert [t.title for t in train.trainings(settings)] == ["둘째"]
    train.cancel(settings, first)
    train.forget(settings, first)
    assert train.trainings(settings) == [] and not (settings.workspace / "training" / first).exists()


@pytest.mark.slow
def test_one_that_fails_says_why_and_does_not_stop_the_next(settings: Settings, photos: Path, demo: Path) -> None:
    gone = few(demo, photos.parent / "gone")
    failing, fine = train.plan(settings, [request(gone), request(photos)])
    shutil.rmtree(gone)
    assert "1건은 하지 못했습니다" in train.work(silent, settings)
    (shown,) = train.trainings(settings)
    assert (shown.id, shown.state) == (failing, "failed") and shown.label.endswith(".")
    assert runs.exists(settings, fine)
    few(demo, gone)
    train.resume(settings, failing)
    train.work(silent, settings)
    assert runs.exists(settings, failing)


@pytest.mark.slow
def test_a_set_that_is_deleted_while_its_training_waits(settings: Settings, photos: Path) -> None:
    import_reference(silent, settings, "우리 세트", photos, "dlib", temporary=False)
    (source,) = (s for s in reference.list_sources(settings) if s.id != reference.DEMO)
    asked = replace(request(photos), set_id=source.id, set_name=source.name, root="")
    train.plan(settings, [asked])

    def delete(done: int, total: int, label: str) -> None:
        if label == "폴드 2/5":
            with pytest.raises(ReferenceSetError, match="학습하고 있어"):
                reference.delete(settings, source.id)
            raise jobs.Stopping

    with pytest.raises(jobs.Stopping):
        train.work(delete, settings)
    reference.delete(settings, source.id)
    train.work(silent, settings)
    (shown,) = train.trainings(settings)
    assert shown.state == "failed" and "'우리 세트' 세트가 지워져" in shown.label


@pytest.mark.slow
def test_a_full_disk_is_told_and_nothing_is_lost(
    settings: Settings, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own,) = train.plan(settings, [request(photos)])
    write = write_atomic

    def full(path: Path, data: bytes) -> None:
        if path.name == "fold-3.npz":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(training_parts, "write_atomic", full)
        train.work(silent, settings)
    (shown,) = train.trainings(settings)
    assert shown.state == "failed" and "디스크" in shown.label
    assert len(list((settings.workspace / "training" / own / "parts").iterdir())) == 3
    train.resume(settings, own)
    train.work(silent, settings)
    assert runs.exists(settings, own)


@pytest.mark.slow
def test_what_nobody_expected_is_a_sentence_without_details(
    settings: Settings, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train.plan(settings, [request(photos)])
    monkeypatch.setattr(train_one, "neighbour_map", lambda *_: 1 / 0)
    train.work(silent, settings)
    (shown,) = train.trainings(settings)
    assert shown.state == "failed" and "ZeroDivisionError" in shown.label and "division" not in shown.label


def test_too_little_room_is_refused_before_it_starts(
    settings: Settings, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(photos)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100 * 2**20))
    train.plan(settings, [request(photos)])
    with pytest.raises(TrainingError, match="디스크 공간"):
        train.plan(settings, [request(photos, "cnn")])


def test_what_cannot_work_is_refused_with_a_sentence(settings: Settings, photos: Path, demo: Path) -> None:
    lonely = few(demo, photos.parent / "lonely", groups=1)
    (lonely / "빈 그룹").mkdir()
    with pytest.raises(TrainingError, match="빈 그룹"):
        train.plan(settings, [request(lonely)])
    ok = request(photos)
    for bad, kind in (
        (request(lonely), TrainingError),
        (replace(ok, family="nonsense"), UnknownNameError),
        (replace(ok, engine="nonsense"), UnknownNameError),
        (replace(ok, name=" \u200b"), TrainingError),
        (replace(ok, engine="ArcFace"), EngineError),
        (replace(ok, root="", set_id="nonsense"), TrainingError),
        (replace(ok, root=str(photos / "nowhere")), StudioError),
    ):
        with pytest.raises(kind, match=r"[가-힣].*"):
            train.plan(settings, [ok, bad])
    assert train.trainings(settings) == []


@pytest.mark.slow
def test_odd_sets_train_all_the_same(settings: Settings, photos: Path) -> None:
    """A group with one member, one with one photo, an empty one, one photo in two groups, and unreadable files."""
    shutil.rmtree(photos / "group_2" / "member_2")
    for file in sorted((photos / "group_3").glob("*/*"))[1:]:
        file.unlink()
    (photos / "group_9" / "member_1").mkdir(parents=True)
    shutil.copy(next((photos / "group_1" / "member_1").iterdir()), photos / "group_2" / "member_1" / "same.jpg")
    for i in range(3):
        (photos / "group_1" / "member_2" / f"broken{i}.jpg").write_bytes(b"no photo")
    run = train.train_now(settings, request(photos))
    assert run.data.missed == 3 + 2, "three that cannot be read, and both places of the disputed photo"
    assert run.data.faces == run.data.photos - run.data.missed
    assert "group_9" in run.metrics["reasons"]["members"] and "group_9" not in model_card(run)
    assert run.metrics["photo_cv"]["accuracy"] is not None


@pytest.mark.slow
def test_the_terminal_goes_on_where_it_was_interrupted(settings: Settings, photos: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        train.train_now(settings, request(photos), stop_at("폴드 3"))
    ((own, state),) = states(settings).items()
    assert state == "interrupted"
    train.work(silent, settings)
    assert states(settings) == {own: "interrupted"}, "whoever stopped it at the terminal did so on purpose"
    assert train.train_now(settings, replace(request(photos), name="이름")).id == own
    assert runs.read(settings, own).name == "이름" and train.trainings(settings) == []


@pytest.mark.slow
def test_the_page_may_take_over_what_the_terminal_left(settings: Settings, photos: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        train.train_now(settings, request(photos), stop_at("폴드 3"))
    (own,) = states(settings)
    train.resume(settings, own)
    train.work(silent, settings)
    assert runs.exists(settings, own)


@pytest.mark.slow
def test_a_stopping_studio_leaves_its_training_waiting(settings: Settings, photos: Path) -> None:
    (own,) = train.plan(settings, [request(photos)])

    def stopping(done: int, total: int, label: str) -> None:
        if label == "폴드 3/5":
            raise jobs.Stopping

    for _ in range(5):  # however often
        with pytest.raises(jobs.Stopping):
            train.work(stopping, settings)
        assert states(settings) == {own: "waiting"}


def test_keep_running_starts_one_worker_and_none_without_work(
    settings: Settings, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[dict[str, Any]] = []

    def start(*_: Any, **options: Any) -> str:
        started.append(options)
        return "a job"

    monkeypatch.setattr(jobs, "start", start)
    train.keep_running(settings)
    assert not started and not settings.workspace.exists()
    train.plan(settings, [request(photos)])
    with TrainingQueue(settings).working():
        train.keep_running(settings)
    assert not started, "another studio works on it"
    train.keep_running(settings)
    assert started == [{"lane": "training"}]
    failed = JobStatus("a job", "학습", "failed", label="작업 폴더를 잠글 수 없습니다.")
    monkeypatch.setattr(jobs, "status", lambda *_: failed)
    train.keep_running(settings)
    assert len(started) == 1, "a page that looks every second starts no process every second"


@pytest.fixture
def _no_worker_left(settings: Settings) -> Iterator[None]:
    yield
    for training in train.trainings(settings):
        train.cancel(settings, training.id)
    until = time.monotonic() + 60
    while jobs.busy("training") and time.monotonic() < until:
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.usefixtures("_no_worker_left")
def test_the_queue_is_worked_off_in_another_process(settings: Settings, photos: Path) -> None:
    ids = train.plan(settings, [request(photos), request(photos, "resemblance")])
    until = time.monotonic() + 120
    while train.trainings(settings) and time.monotonic() < until:
        train.keep_running(settings)
        time.sleep(0.1)
    assert all(runs.exists(settings, i) for i in ids)


@pytest.fixture
def watched(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> tuple[Watch, Callable[[float], float | None]]:
    """A watch on five folds of ten epochs, and what it says is left after so many more seconds."""
    queue = TrainingQueue(settings)
    options = get_family("cnn").options(epochs=10)
    with queue.changing():
        own = queue.add(train.Request("cnn", "dlib", options, "demo", "데모"))
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])

    def later(seconds: float) -> float | None:
        clock[0] += seconds
        return queue.entry(own).report.seconds_left

    return Watch(queue, queue.entry(own), silent), later


Watched = tuple[Watch, Callable[[float], float | None]]


def test_time_left_counts_what_this_attempt_computed(watched: Watched) -> None:
    watch, later = watched
    with watch.stage("evaluation", ""):
        for fold in range(2):  # computed by an earlier attempt: they took no time now
            watch.evaluation(fold, 8, "")
            watch.part(f"fold-{fold}", True)
        watch.evaluation(2, 8, "")
        watch.part("fold-2", False)
        assert later(1) is None
        later(10)
        watch.evaluation(3, 8, "")
        assert later(1) == pytest.approx(11 * 7), "seven of ten steps are left, the last took eleven seconds"
        watch.evaluation(3, 8, "")
        assert later(0) == pytest.approx(11 * 7 - 1)


def test_what_a_training_says_it_does(settings: Settings) -> None:
    queue, said = TrainingQueue(settings), []
    with queue.changing():
        own = queue.add(train.Request("cnn", "dlib", get_family("cnn").options(), "demo", "데모"))
    watch = Watch(queue, queue.entry(own), lambda done, total, label: said.append(label))
    watch.reading(3, 1200, "보라")
    watch.computing(4, 1200, "특징 계산")
    watch.part("fold-4", False)
    watch.part("left-0", False)
    watch.evaluation(6, 9, "멤버를 빼고 평가 1/4")
    watch.part("left-1", False)
    alone = "멤버를 빼고 평가"
    assert said == ["얼굴 찾기 3/1,200", "특징 계산 4/1,200", "폴드 5/5", alone, f"{alone} 1/4", f"{alone} 1/4"]


def test_time_left_follows_the_epochs_of_a_network(watched: Watched) -> None:
    watch, later = watched
    with watch.stage("evaluation", ""):
        watch.evaluation(0, 5, "")
        watch.part("fold-0", False)
        later(30)  # building the network
        for number in (5, 6, 7):  # an earlier attempt did four
            watch.epoch(Epoch(number, 1.5, 0.5, None, None))
            later(2)
        # 0.7 of 7 steps done, two seconds a tenth
        watch.epoch(Epoch(8, 1.4, 0.5, None, None))
        assert later(1) == pytest.approx(2 * 62)


def test_the_map_is_the_same_each_time_and_absent_for_a_handful() -> None:
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((40, 1, 128)) + np.repeat(np.eye(4), 10, axis=0)[:, None, :].repeat(32, axis=2) * 3
    one, two = neighbour_map(rows, 1), neighbour_map(rows, 1)
    assert one is not None and two is not None and one.shape == (40, 2) and np.array_equal(one, two)
    own = np.repeat(np.arange(4), 10)
    distance = np.linalg.norm(one[:, None] - one[None], axis=2) + np.eye(40) * 1e9
    assert (own[distance.argmin(axis=1)] == own).mean() > 0.9
    assert neighbour_map(rows[:9], 1) is None and neighbour_map(np.zeros((12, 5)), 1) is None
