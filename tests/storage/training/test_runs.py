"""Runs on file and between studios: whole or not at all, and nothing from outside is believed."""

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import StorageError, TrainingError
from core.settings import Settings
from core.storage.npz import pack_arrays, unpack_arrays
from core.storage.training import run_exchange, runs
from core.storage.training.artifacts import encode, to_json
from core.training.checkpoint import Epoch
from core.training.evaluation import Evaluation
from core.training.run import Run
from models.dense_head import DenseHead
from models.network import Classes
from tests.support.builders import zipped
from tests.support.finished_training import again, on_file, training
from tests.support.people import person

Training = tuple[Run, Evaluation, Any]


@pytest.fixture(scope="module")
def finished() -> Training:
    return training()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(workspace=tmp_path / "w")


@pytest.fixture
def run(settings: Settings, finished: Training) -> Run:
    return runs.save(settings, again(finished[0]), *finished[1:])


def files(settings: Settings) -> dict[str, bytes]:
    root = settings.workspace
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_run_is_listed_and_read_back(settings: Settings, finished: Training, run: Run) -> None:
    _, evaluation, model = finished
    assert runs.list_runs(settings) == runs.Listing((run,), ())
    assert run.metrics == evaluation.to_json() and run.folds == evaluation.folds
    assert runs.read_evaluation(settings, run.id).to_json() == evaluation.to_json()
    photos = person(np.random.default_rng(3), 5)
    assert np.array_equal(runs.read_model(settings, run.id).score_photos(photos), model.score_photos(photos))


@pytest.mark.parametrize("head", ["lda", "logreg", "svm", "knn"])
def test_every_head_comes_back(settings: Settings, head: str) -> None:
    kept, evaluation, model = training("embedding_head", head=head)
    run = runs.save(settings, kept, evaluation, model)
    found = runs.read_model(settings, run.id)
    photos = person(np.random.default_rng(3), 5)
    assert type(found.scorer) is type(model.scorer)
    assert np.array_equal(found.score_photos(photos), model.score_photos(photos))


def test_newest_first_and_ids_are_their_own() -> None:
    ids = {runs.new_run_id() for _ in range(50)}
    assert len(ids) == 50 and all(runs.is_run_id(i) for i in ids)
    assert not any(runs.is_run_id(i) for i in ("", "..", "20261122-101010-abcdef/", "20261122-101010-ABCDEF", "a\n"))


def test_the_list_goes_by_time(settings: Settings, finished: Training) -> None:
    for second in (12, 10, 11):
        runs.save(settings, replace(finished[0], id=f"20261122-1010{second}-abcdef"), *finished[1:])
    assert [r.id[13:15] for r in runs.list_runs(settings).runs] == ["12", "11", "10"]


def test_a_broken_folder_does_not_hide_the_others(settings: Settings, finished: Training, run: Run) -> None:
    root = settings.workspace / "runs"
    halves = {"20260101-000000-000001": "run.json", "20260101-000000-000002": "model.npz"}
    for name, missing in halves.items():
        shutil.copytree(root / run.id, root / name)
        (root / name / "run.json").write_bytes(
            (root / run.id / "run.json").read_bytes().replace(run.id.encode(), name.encode())
        )
        (root / name / missing).unlink()
    shutil.copytree(root / run.id, root / "20260101-000000-000003")  # a copy made by hand keeps the old id inside
    (root / "somebody's notes").mkdir()
    (root / "file.txt").write_text("x")
    found = runs.list_runs(settings)
    assert found.runs == (run,)
    reasons = {b.id: b.reason for b in found.broken}
    assert reasons.keys() == {*halves, "20260101-000000-000003", "somebody's notes"}
    assert "model.npz" in reasons["20260101-000000-000002"] and "폴더 이름" in reasons["20260101-000000-000003"]
    runs.delete(settings, "20260101-000000-000001")
    assert "20260101-000000-000001" not in {b.id for b in runs.list_runs(settings).broken}


def test_a_run_deleted_by_hand_is_a_sentence(settings: Settings, run: Run) -> None:
    shutil.rmtree(settings.workspace / "runs" / run.id)
    for look in (runs.read, runs.read_evaluation, runs.read_model, runs.read_parts):
        with pytest.raises(TrainingError, match="지워져"):
            look(settings, run.id)
    with pytest.raises(TrainingError, match="지워져"):
        runs.delete(settings, run.id)


@pytest.mark.parametrize("name", ["model.npz", "model.json", "evaluation.npz", "evaluation.json"])
def test_a_changed_file_is_noticed(settings: Settings, run: Run, name: str) -> None:
    path = settings.workspace / "runs" / run.id / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    look: Callable[[Settings, str], Any] = runs.read_model if name.startswith("model") else runs.read_evaluation
    with pytest.raises(TrainingError, match=name):
        look(settings, run.id)
    with pytest.raises(TrainingError, match=name):
        run_exchange.export_zip(settings, run.id, "")


@pytest.mark.parametrize("wrong", ["..", "../runs", "", "a/b", "20261122-101010-abcdef/.."])
def test_an_id_is_never_a_path(settings: Settings, run: Run, wrong: str) -> None:
    before = files(settings)
    for call in (runs.read, runs.read_model, runs.delete, lambda s, i: runs.rename(s, i, "x")):
        with pytest.raises(TrainingError):
            call(settings, wrong)
    assert files(settings) == before


def test_a_full_disk_leaves_nothing(settings: Settings, finished: Training, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="디스크 공간"):
        runs.save(settings, *finished)
    assert len(calls) == 4 and list((settings.workspace / "runs").iterdir()) == []
    assert runs.list_runs(settings) == runs.Listing((), ())


def test_what_a_killed_process_left_is_not_listed_and_goes(settings: Settings, finished: Training, run: Run) -> None:
    left = [settings.workspace / "runs" / name for name in (".new-dead", ".gone-dead")]
    for folder in left:
        shutil.copytree(settings.workspace / "runs" / run.id, folder)
    assert runs.list_runs(settings) == runs.Listing((run,), ())
    runs.tidy(settings)
    assert not any(folder.exists() for folder in left) and runs.list_runs(settings) == runs.Listing((run,), ())


def test_the_same_id_is_not_overwritten(settings: Settings, finished: Training, run: Run) -> None:
    before = files(settings)
    with pytest.raises(TrainingError, match="이미"):
        runs.save(settings, run, *finished[1:])
    assert files(settings) == before


def test_a_network_that_diverged_is_not_kept(settings: Settings) -> None:
    run, evaluation, model = training("embedding_head")
    broken = replace(model, scorer=replace(model.scorer, bias=model.scorer.bias * np.nan))
    with pytest.raises(TrainingError, match="nan"):
        runs.save(settings, run, evaluation, broken)
    assert runs.list_runs(settings).runs == ()


def test_a_loss_that_is_no_number_is_left_empty(settings: Settings, finished: Training) -> None:
    run, evaluation, model = finished
    curve = (Epoch(1, float("nan"), 0.1, float("inf"), None),)
    odd = replace(evaluation, log_loss=float("nan"), folds=tuple(replace(f, epochs=curve) for f in evaluation.folds))
    kept = runs.save(settings, again(run), odd, model)
    assert kept.metrics["photo_cv"]["log_loss"] is None
    data = run_exchange.export_zip(settings, kept.id, "card")
    runs.delete(settings, kept.id)
    assert run_exchange.import_zip(settings, data).metrics == kept.metrics


@pytest.mark.parametrize(
    ("name", "kept"),
    [("  둘째\n학습 ", "둘째 학습"), ("\u202egnp.exe", "gnp.exe"), ("<b>*굵게*", "<b>*굵게*"), ("가" * 500, "가" * 80)],
)
def test_a_new_name_is_one_visible_line(settings: Settings, run: Run, name: str, kept: str) -> None:
    assert runs.rename(settings, run.id, name).name == kept
    assert runs.read(settings, run.id) == replace(run, name=kept)
    runs.read_model(settings, run.id)


@pytest.mark.parametrize("name", ["", "  \n", "\u200b\u202e"])
def test_no_name_is_no_name(settings: Settings, run: Run, name: str) -> None:
    with pytest.raises(TrainingError, match="비어"):
        runs.rename(settings, run.id, name)
    assert runs.read(settings, run.id) == run


def test_a_family_that_is_not_here(settings: Settings, finished: Training) -> None:
    run = runs.save(settings, replace(again(finished[0]), family="vision_transformer"), *finished[1:])
    assert runs.list_runs(settings).runs == (run,)
    with pytest.raises(TrainingError, match="모델 종류"):
        runs.read_model(settings, run.id)


# ---- between studios


def exported(settings: Settings, run: Run) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(run_exchange.export_zip(settings, run.id, "# 카드"))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def forged(entries: dict[str, bytes]) -> bytes:
    """As somebody would make it who knows how the hashes are computed."""
    entries = dict(entries)
    try:
        record = json.loads(entries["run.json"])
        record["files"] = {name: runs.sha256(entries[name]) for name in record["files"]}
        entries["run.json"] = to_json(record)
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    del entries["manifest.json"]
    hashes = {name: runs.sha256(data) for name, data in entries.items()}
    return zipped(*entries.items(), ("manifest.json", to_json({"format": 1, "files": hashes})))


@pytest.fixture
def other(tmp_path: Path) -> Settings:
    return Settings(workspace=tmp_path / "other")


def refused(other: Settings, data: bytes, match: str = "[가-힣]") -> None:
    with pytest.raises(TrainingError, match=match) as caught:
        run_exchange.import_zip(other, data)
    assert str(caught.value).endswith(".")
    assert not other.workspace.exists(), "a refused run wrote something"


def test_a_run_travels_whole(settings: Settings, other: Settings, run: Run) -> None:
    runs.rename(settings, run.id, "옮긴 학습 <b>")
    data = run_exchange.export_zip(settings, run.id, "# 카드")
    assert data == run_exchange.export_zip(settings, run.id, "# 카드")
    found = run_exchange.import_zip(other, data)
    assert found == replace(run, name="옮긴 학습 <b>", origin="imported") == runs.read(other, run.id)
    photos = person(np.random.default_rng(3), 5)
    ours, theirs = (runs.read_model(s, run.id).judge(photos) for s in (settings, other))
    assert np.array_equal(ours.scores, theirs.scores) and ours.confidence == theirs.confidence
    assert exported(settings, run)["MODEL_CARD.md"].decode() == "# 카드"


def test_the_same_run_twice_is_refused(settings: Settings, run: Run) -> None:
    before = files(settings)
    with pytest.raises(TrainingError, match="이미"):
        run_exchange.import_zip(settings, run_exchange.export_zip(settings, run.id, ""))
    assert files(settings) == before


def test_other_files_are_refused(settings: Settings, other: Settings, run: Run) -> None:
    good = exported(settings, run)
    for extra in ("../evil.json", "/etc/x", "extra.txt", "model.pkl", "runs/run.json", "C:\\x.json"):
        refused(other, zipped(*good.items(), (extra, b"x")))
    for name in good:
        refused(other, zipped(*((n, d) for n, d in good.items() if n != name)))
    with pytest.warns(UserWarning, match="Duplicate"):
        buffer = io.BytesIO(zipped(*good.items()))
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr("run.json", good["run.json"])
    refused(other, buffer.getvalue())
    for data in (b"", b"PK\x03\x04", b"x" * 1000, zipped(), zipped(*good.items())[:-50]):
        refused(other, data)


@pytest.mark.parametrize("name", [*runs.PARTS, "run.json", "MODEL_CARD.md"])
def test_a_tampered_file_is_refused(settings: Settings, other: Settings, run: Run, name: str) -> None:
    good = exported(settings, run)
    refused(other, zipped(*{**good, name: good[name] + b" "}.items()), "바뀐")


@pytest.mark.slow
def test_a_bomb_is_not_unpacked(settings: Settings, other: Settings, run: Run) -> None:
    good = exported(settings, run)
    refused(other, forged({**good, "model.npz": bytes(60 * 2**20)}))
    refused(other, forged({**good, "MODEL_CARD.md": b"# " * (20 * 2**20)}))


def change(name: str, edit: Callable[[Any], Any]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def apply(entries: dict[str, bytes]) -> dict[str, bytes]:
        tree = json.loads(entries[name])
        edit(tree)
        return {**entries, name: json.dumps(tree).encode()}

    return apply


def arrays(name: str, edit: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def apply(entries: dict[str, bytes]) -> dict[str, bytes]:
        found = unpack_arrays(entries[name])
        edit(found)
        return {**entries, name: pack_arrays(found)}

    return apply


def whole(name: str, data: bytes) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda entries: {**entries, name: data}


def objects() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **{"resemblance.members": np.array([{}], dtype=object)})  # type: ignore[arg-type]
    return buffer.getvalue()


def set_key(*path: Any, value: Any) -> Callable[[Any], None]:
    def edit(tree: Any) -> None:
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = value

    return edit


FORGERIES: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "unknown family": change("run.json", set_key("run", "family", value="vit")),
    "family of another model": change("run.json", set_key("run", "family", value="embedding_head")),
    "unknown option": change("run.json", set_key("run", "options", "magic", value=1)),
    "option out of range": change("run.json", set_key("run", "options", "folds", value=10**9)),
    "id that is a path": change("run.json", set_key("run", "id", value="../../x")),
    "name of nothing": change("run.json", set_key("run", "name", value="\u200b")),
    "name turned around": change("run.json", set_key("run", "name", value="a\u202eb")),
    "name that is a list": change("run.json", set_key("run", "name", value=["x"])),
    "other format": change("run.json", set_key("format", value=2)),
    "better metrics": change("run.json", set_key("run", "metrics", "photo_cv", "accuracy", value=0.999)),
    "deep metrics": whole("run.json", b'{"format":1,"files":{},"run":' + b"[" * 50_000 + b"]" * 50_000 + b"}"),
    "other counts": change("run.json", lambda t: t["run"]["data"]["counts"]["가온"].update(m0=5)),
    "list": whole("run.json", b"[]"),
    "text": whole("model.json", b"model"),
    "nan in JSON": whole("model.json", b'{"groups": NaN}'),
    "group in control characters": change("evaluation.json", lambda t: t["groups"].__setitem__(0, "a\x1bb")),
    "photo of nobody": change("evaluation.json", lambda t: t["files"].pop()),
    "member too many": change("model.json", lambda t: t["members"].append({"group": "다솜", "member": "z"})),
    "other groups": change("model.json", lambda t: t["groups"].__setitem__(0, "가짜")),
    "endless temperature": change("model.json", set_key("calibration", "temperature", value="inf")),
    "temperature of nothing": change("model.json", set_key("calibration", "temperature", value=-1e-320)),
    "probability above one": arrays("evaluation.npz", lambda a: a["probabilities"].__setitem__(0, 7.0)),
    "label out of range": arrays("evaluation.npz", lambda a: a["labels"].__setitem__(0, 3)),
    "fold out of range": arrays("evaluation.npz", lambda a: a["fold_of"].__setitem__(0, -1)),
    "shorter map": arrays("evaluation.npz", lambda a: a.update(map_xy=a["map_xy"][:-1])),
    "endless map": arrays("evaluation.npz", lambda a: a["map_xy"].__setitem__(0, np.inf)),
    "nan weights": arrays("model.npz", lambda a: a["resemblance.signal"].__setitem__(0, np.nan)),
    "other shape": arrays(
        "model.npz", lambda a: a.update({"resemblance.verifier.members": a["resemblance.verifier.members"][:, :-1]})
    ),
    "a million draws": arrays("model.npz", lambda a: a.update(draws=np.zeros((10**4, 24)))),
    "wrong owner": arrays("model.npz", lambda a: a["group_of"].__setitem__(0, 2)),
    "another array": arrays("model.npz", lambda a: a.update(more=np.ones(1))),
    "float32": arrays("model.npz", lambda a: a.update(draws=a["draws"].astype(np.float32))),
    "objects": whole("model.npz", objects()),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_with_right_hashes_is_refused(settings: Settings, other: Settings, run: Run, name: str) -> None:
    good = exported(settings, run)
    assert run_exchange.import_zip(Settings(workspace=other.workspace.with_name("x")), forged(good)).id == run.id
    refused(other, forged(FORGERIES[name](good)))


@pytest.mark.parametrize("head", ["lda", "knn"])
def test_a_forged_head_is_refused(settings: Settings, other: Settings, head: str) -> None:
    run = on_file(settings, "embedding_head", head=head)
    good = exported(settings, run)
    assert json.loads(good["model.json"])["scorer"]["kind"] == ("Linear" if head == "lda" else "Nearest")
    refused(other, forged(change("model.json", set_key("scorer", "kind", value="Path"))(good)))
    refused(other, forged(change("model.json", set_key("temperature", value=0))(good)))
    name = "scorer.bias" if head == "lda" else "scorer.owner"
    refused(other, forged(arrays("model.npz", lambda a: a.update({name: a[name][:-1]}))(good)))
    if head == "knn":
        refused(other, forged(arrays("model.npz", lambda a: a["scorer.owner"].__setitem__(-1, 99))(good)))


def test_the_codec_of_a_run_is_stable(finished: Training) -> None:
    assert encode(finished[0]) == encode(replace(finished[0]))


def network(settings: Settings, family: str, make: Callable[[Classes], Any]) -> tuple[Run, Any]:
    """A run whose model is a network for the same members; what was measured is another's, which nobody can tell."""
    run, evaluation, model = training("embedding_head")
    made = make(Classes(model.groups, tuple(m.group for m in model.members), model.members))
    return runs.save(settings, replace(run, family=family), replace(evaluation, family=family), made), made


def test_a_dense_head_travels(settings: Settings, other: Settings) -> None:
    rng = np.random.default_rng(0)

    def make(classes: Classes) -> DenseHead:
        c = len(classes.names)
        weights = [rng.standard_normal(s).astype(np.float32) for s in ((64, 16), 16, (16, c), c)]
        return DenseHead(classes, 2.5, 0.01, *weights)

    run, model = network(settings, "vggface", make)
    good = exported(settings, run)
    assert run_exchange.import_zip(Settings(workspace=other.workspace.with_name("x")), forged(good)).family == "vggface"
    photos = rng.standard_normal((5, 64)).astype(np.float32)
    assert np.array_equal(runs.read_model(settings, run.id).score_photos(photos), model.score_photos(photos))
    refused(other, forged(change("model.json", lambda t: t["classes"]["names"].reverse())(good)))
    refused(other, forged(arrays("model.npz", lambda a: a.update(out_bias=a["out_bias"][:-1]))(good)))
    refused(other, forged(change("model.json", set_key("temperature", value=0.0))(good)))


@pytest.mark.slow
def test_a_network_is_rebuilt_from_its_weights(settings: Settings, other: Settings) -> None:
    from models import cnn

    def make(classes: Classes) -> cnn.Cnn:
        built = cnn.network(64, len(classes.names), seed=3)
        return cnn.Cnn(classes, 1.0, 0.01, tuple(built.get_weights()))

    run, model = network(settings, "cnn", make)
    good = exported(settings, run)
    run_exchange.import_zip(Settings(workspace=other.workspace.with_name("x")), forged(good))
    photos = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3), dtype=np.uint8)
    assert np.array_equal(runs.read_model(settings, run.id).score_photos(photos), model.score_photos(photos))
    refused(other, forged(arrays("model.npz", lambda a: a.update({"weights.0": a["weights.0"][:, :, :, :2]}))(good)))
