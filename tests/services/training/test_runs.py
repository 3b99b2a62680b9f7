"""Runs put to work: which may judge, with which set and engine, and what happens when they are gone."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import TrainingError
from core.faces.engines import DEFAULT, get_engine
from core.intake import reference_layout
from core.services.reference import faces as reference_faces
from core.services.reference import sets as reference
from core.services.reference.importing import import_reference
from core.services.training import runs
from core.services.training.evaluate import evaluate
from core.services.training.model_card import model_card
from core.settings import Settings
from core.storage.database import Database
from core.storage.training import runs as store
from core.storage.training.features import FeatureStore
from core.text.numbers import decimal, percent
from core.training.checkpoint import Monitor
from core.training.evaluation import Evaluation
from core.training.examples import Examples, counts
from core.training.run import DataSummary, Run
from core.types import silent
from models import get_family
from tests.conftest import ROOT
from tests.support.finished_training import on_file, training
from tests.support.people import gathered


@pytest.fixture
def own(settings: Settings, demo: Path, tmp_path: Path) -> reference.ReferenceSource:
    """A set of one's own: two groups of two members with two photos each."""
    root = tmp_path / "own"
    for group, name in zip(("group_1", "group_2"), ("가온", "나래"), strict=True):
        for member in ("member_1", "member_2"):
            folder = root / name / member
            folder.mkdir(parents=True)
            for file in sorted((demo / "reference" / group / member).glob("*.jpg"))[:2]:
                shutil.copy(file, folder)
    import_reference(silent, settings, "우리 세트", root, "dlib", temporary=False)
    return next(s for s in reference.list_sources(settings) if s.id != reference.DEMO)


def trained(settings: Settings, source: reference.ReferenceSource, family: str = "resemblance", **changes: Any) -> Run:
    """A run on a set that is on file, as the worker makes it."""
    engine, kind = get_engine("dlib"), get_family(family)
    found, _ = reference_faces.load(reference_layout(source.root, settings), engine, Database(settings))
    options = kind.options(strangers=False)
    run, _, _ = training(engine_version=engine.version)
    run = replace(
        run,
        family=family,
        options=options,
        data=DataSummary(source.id, source.name, "cd" * 32, found.photos, len(found.files), 0, counts(found.members)),
    )
    run = replace(run, **changes)
    return store.save(
        settings, run, evaluate(gathered(found), kind, options), kind.fit(Examples.of(found), options, Monitor())
    )


def loaded(settings: Settings) -> reference.ActiveSet:
    return reference.load_active(settings, reference.active_source(settings), get_engine("dlib"))


def test_the_figures_of_the_model_in_use_are_of_its_engine_and_set(settings: Settings) -> None:
    first = runs.in_use(settings)
    assert first.run is None and first.measured is not None and first.measured.engine == first.engine == DEFAULT
    reference.choose_engine(settings, "dlib")
    now = runs.in_use(settings).measured
    assert now is not None and (now.engine, now.family, now.data.set_id) == ("dlib", "resemblance", reference.DEMO)
    assert runs.is_recorded(settings, now.id) and runs.read_evaluation(settings, now.id).accuracy == pytest.approx(
        now.metrics["photo_cv"]["accuracy"]
    )
    assert now in runs.list_all(settings).runs and runs.list_runs(settings).runs == ()


@pytest.mark.slow
def test_a_set_of_ones_own_has_figures_once_they_were_measured_on_these_photos(
    settings: Settings, own: reference.ReferenceSource
) -> None:
    reference.activate(settings, own.id)
    reference.choose_engine(settings, "dlib")
    assert runs.in_use(settings).measured is None and runs.list_all(settings) == runs.Listing((), ())
    unasked = trained(settings, own)  # without the bars on strangers
    assert runs.in_use(settings).measured is None
    run = trained(settings, own, id=store.new_run_id(), options=replace(unasked.options, strangers=True))
    assert runs.in_use(settings).measured == run
    next(own.root.rglob("*.jpg")).unlink()
    assert runs.in_use(settings).measured is None, "other photos make another model"
    runs.activate(settings, unasked.id)
    assert runs.in_use(settings).run == runs.in_use(settings).measured == unasked


def test_looking_for_runs_creates_nothing(settings: Settings) -> None:
    assert runs.list_runs(settings) == runs.Listing((), ()) and runs.active_run(settings) is None
    runs.deactivate(settings)
    assert not settings.workspace.exists()


@pytest.mark.slow
def test_activating_a_run_takes_its_set_along(settings: Settings, own: reference.ReferenceSource) -> None:
    run = trained(settings, own)
    assert reference.active_source(settings).id == reference.DEMO
    runs.activate(settings, run.id)
    assert runs.active_run(settings) == run and reference.active_source(settings) == own
    active = loaded(settings)
    assert (
        active.run == run
        and active.notice == ""
        and active.model.members == tuple(sorted(set(active.reference.members)))
    )
    runs.deactivate(settings)
    assert runs.active_run(settings) is None and loaded(settings).run is None


@pytest.mark.slow
def test_the_active_run_judges_and_not_a_new_fit(settings: Settings, own: reference.ReferenceSource) -> None:
    run = trained(settings, own)
    model = store.read_model(settings, run.id)
    doubtful = replace(model, calibration=replace(model.calibration, doubt=0.9))
    store.delete(settings, run.id)
    store.save(settings, run, evaluate_of(settings, own), doubtful)
    runs.activate(settings, run.id)
    assert loaded(settings).model.calibration.doubt == 0.9
    _, judge = reference.model_for(settings)
    assert judge.calibration.doubt == 0.9
    _, judge = reference.model_for(settings, own.root)  # a folder named on the command line is fitted
    assert judge.calibration.doubt != 0.9


def evaluate_of(settings: Settings, source: reference.ReferenceSource) -> Evaluation:
    found, _ = reference_faces.load(reference_layout(source.root, settings), get_engine("dlib"), Database(settings))
    kind = get_family("resemblance")
    return evaluate(gathered(found), kind, kind.options(strangers=False))


@pytest.mark.slow
def test_only_a_family_that_judges_strangers_is_put_to_work(settings: Settings, own: reference.ReferenceSource) -> None:
    run = trained(settings, own, "embedding_head")
    with pytest.raises(TrainingError, match=r"연습생.*닮음"):
        runs.activate(settings, run.id)
    assert runs.active_run(settings) is None and reference.active_source(settings).id == reference.DEMO


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"engine_version": "dlib-0"}, "버전"), ({"set_id": "gone"}, "멤버가 지금 세트에 없기")],
)
def test_a_run_that_does_not_fit_is_refused(settings: Settings, changes: dict[str, str], said: str) -> None:
    version = get_engine("dlib").version
    run = on_file(settings, **{"engine_version": version, **changes})
    with pytest.raises(TrainingError, match=said):
        runs.activate(settings, run.id)
    assert runs.active_run(settings) is None


@pytest.mark.slow
def test_a_run_from_elsewhere_judges_a_set_with_the_same_members(
    settings: Settings, own: reference.ReferenceSource
) -> None:
    run = trained(settings, own)
    run = replace(run, data=replace(run.data, set_id="a set of another studio"))
    data = runs.export(settings, run.id)
    runs.delete(settings, run.id)
    runs.import_run(settings, data)
    reference.activate(settings, own.id)
    runs.activate(settings, run.id)
    assert loaded(settings).run is not None and reference.active_source(settings) == own


def gone(settings: Settings, run: Run) -> None:
    shutil.rmtree(settings.workspace / "runs" / run.id)


def damaged(settings: Settings, run: Run) -> None:
    (settings.workspace / "runs" / run.id / "model.npz").write_bytes(b"x")


def another_set(settings: Settings, run: Run) -> None:
    root = settings.workspace.parent / "other"
    shutil.copytree(reference.active_source(settings).root, root)
    (root / "가온" / "member_1").rename(root / "가온" / "somebody else")
    import_reference(silent, settings, "다른 세트", root, "dlib", temporary=False)
    reference.activate(settings, next(s.id for s in reference.list_sources(settings) if s.name == "다른 세트"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("harm", "said"), [(gone, "지워져"), (damaged, "손상"), (another_set, "멤버가 지금 세트에 없기")]
)
def test_where_it_no_longer_can_the_studio_fits_and_says_so(
    settings: Settings, own: reference.ReferenceSource, harm: Callable[[Settings, Run], None], said: str
) -> None:
    run = trained(settings, own)
    runs.activate(settings, run.id)
    harm(settings, run)
    active = loaded(settings)
    assert active.run is None and said in active.notice and "새로 맞춘" in active.notice
    assert set(active.model.members) == set(active.reference.members)


@pytest.mark.slow
def test_deleting_the_active_run_goes_back_to_fitting(settings: Settings, own: reference.ReferenceSource) -> None:
    run = trained(settings, own)
    runs.activate(settings, run.id)
    runs.delete(settings, run.id)
    assert runs.active_run(settings) is None
    active = loaded(settings)
    assert active.run is None and active.notice == ""


@pytest.mark.slow
def test_deleting_a_set_forgets_what_was_computed_from_its_photos(
    settings: Settings, own: reference.ReferenceSource
) -> None:
    import hashlib

    shas = [hashlib.sha256(p.read_bytes()).hexdigest() for p in own.root.rglob("*.jpg")]
    features = FeatureStore(settings)
    features.put("base", {(sha, v): np.ones(3, np.float32) for sha in [*shas, "other"] for v in ("plain", "copy-1")})
    reference.delete(settings, own.id)
    keys = [(sha, v) for sha in [*shas, "other"] for v in ("plain", "copy-1")]
    assert features.get("base", keys).keys() == {("other", "plain"), ("other", "copy-1")}


def test_evaluation_and_rename(settings: Settings) -> None:
    run = on_file(settings, "embedding_head", head="knn")
    assert store.read(settings, run.id) == run
    assert runs.read_evaluation(settings, run.id).to_json() == dict(run.metrics)
    assert runs.rename(settings, run.id, "두 번째").name == "두 번째"
    assert [r.name for r in runs.list_runs(settings).runs] == ["두 번째"]


def test_the_card_says_what_it_is_and_names_nobody(settings: Settings) -> None:
    run = on_file(
        settings, "embedding_head", name="# <script>학습</script> [링크](http://x)", head="svm", strangers=True
    )
    card = model_card(run)
    for part in ("무엇인가", "데이터", "설정", "지표", "뜻하지 않는 것", "쓰면 안 되는 곳", "라이선스", "버전"):
        assert f"## {part}" in card or part in card
    assert "멤버 | 6명" in card and run.data.fingerprint[:12] in card and run.data.fingerprint not in card
    assert (
        decimal(run.metrics["photo_cv"]["log_loss"]) in card
        and f"| {percent(run.metrics['leave_member_out']['hit'], ' ')} |" in card
    )
    assert (
        "분류기 | SVM" in card
        and "strangers" not in card
        and "CC0" in card
        and "나이, 인종, 성별, 감정" in card
        and "선발" in card
    )
    assert "<script>" not in card and not re.search(r"(?<!\\)\]\(", card)
    for member in (m for own in run.data.counts.values() for m in own):
        assert member not in card.replace("시험", "")
    assert ".jpg" not in card and str(settings.workspace) not in card and "가온" not in card
    assert "시험용 가중치" not in card


@pytest.mark.parametrize(
    ("version", "random_weights"),
    [
        *(("vggface-stand-in-1", True), ("resnet50-stand-in-224-1", True), ("resnet50-stand-in-conv4-96-1", True)),
        *(("resnet50-imagenet-224-1", False), ("pixels-64-1", False), ("", False), ("upstand-inner-1", False)),
    ],
)
def test_runs_on_file_say_whether_random_weights_stood_in(version: str, random_weights: bool) -> None:
    run, _, _ = training("embedding_head")
    assert replace(run, base_version=version).stands_in == random_weights


def test_the_card_warns_of_stand_in_weights() -> None:
    run, _, _ = training("embedding_head")
    run = replace(run, family="vggface", base_version="vggface-stand-in-1", options=replace(run.options, stand_in=True))
    card = model_card(run)
    assert "시험용 가중치" in card and "비상업 (Oxford VGG)" in card


@pytest.mark.slow
def test_twenty_runs_are_listed_without_loading_anything_heavy(settings: Settings) -> None:
    run, evaluation, model = training()
    for second in range(20):
        store.save(settings, replace(run, id=f"20261122-1010{second:02}-abcdef"), evaluation, model)
    script = (
        "import sys\nfrom core.services.training import runs\nfrom core.settings import get_settings\n"
        "assert len(runs.list_runs(get_settings()).runs) == 20\n"
        "heavy = {'tensorflow', 'keras', 'sklearn', 'scipy', 'onnxruntime', 'deepface', 'cv2', 'streamlit'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
    start = time.perf_counter()
    runs.list_runs(settings)
    print(f"20 runs listed in {(time.perf_counter() - start) * 1e3:.0f} ms")
