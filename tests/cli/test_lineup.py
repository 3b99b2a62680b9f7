"""The contract that other tools read: one JSON object on stdout, its keys, the exit codes, nothing written."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.support.news_server import HUB, NewsServer, article
from tests.support.planting import few as few_photos

# A sentence that ends in the list of valid names.
NAMES = ("startup", "google_news", "train", "collect", "Buffalo_L", "resemblance", "knn", "kiwi", ")")


def studio(
    *arguments: str | Path, workspace: Path, seconds: float = 180, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "core", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "STUDIO_WORKSPACE": str(workspace), **environment},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == 1
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "untouched"


def test_match(workspace: Path, demo: Path) -> None:
    found = answer(studio("match", demo / "lineup", "--reference", demo / "reference", "--json", workspace=workspace))
    assert {"engine", "groups", "trainees", "lineup"} <= set(found)
    assert len(found["groups"]) == 7
    assert [t["name"] for t in found["trainees"]] == [f"trainee_{i}" for i in range(1, 7)]
    for trainee in found["trainees"]:
        assert abs(sum(trainee["scores"].values()) - 1) < 1e-6
        assert trainee["verdict"] in ("clear", "unclear")
        assert 0 < trainee["confidence"] < 1
        assert {"member", "group", "similarity"} == set(trainee["nearest"][0])
        for photo in trainee["photos"]:
            assert {"file", "status", "code", "reason", "box", "group", "scores"} <= set(photo)
            assert photo["status"] in ("ok", "weak", "rejected")
            assert bool(photo["code"]) == (photo["status"] != "ok")
            assert len(photo["box"]) == 4
    assert abs(sum(found["lineup"]["scores"].values()) - 1) < 1e-6
    low, high = found["lineup"]["interval"][found["lineup"]["top"]]
    assert 0 <= low <= found["lineup"]["scores"][found["lineup"]["top"]] <= high <= 1
    assert not workspace.exists(), "match must write nothing"


def test_match_goes_on_past_a_bad_file(workspace: Path, demo: Path, tmp_path: Path) -> None:
    bad = tmp_path / "하늘_1.jpg"
    bad.write_text("not a photo")
    good = demo / "lineup" / "trainee_1"
    found = answer(studio("match", good, bad, "--reference", demo / "reference", "--json", workspace=workspace))
    by_name = {t["name"]: t for t in found["trainees"]}
    assert by_name["하늘"]["scores"] is None and by_name["하늘"]["reason"]
    assert by_name["하늘"]["photos"][0]["status"] == "rejected"
    assert sum(t["scores"] is not None for t in found["trainees"]) == 1


@pytest.mark.slow
def test_evaluate(workspace: Path, demo: Path) -> None:
    found = answer(studio("evaluate", demo / "reference", "--json", workspace=workspace))
    assert {"photos", "faces", "missed", "groups", "members", "seconds"} <= set(found)
    assert (found["photos"], found["members"]) == (224, 28)
    assert set(found["leave_member_out"]) >= {"hit", "chance", "p"}
    assert set(found["photo_cv"]) == {"log_loss", "accuracy"}
    assert set(found["repeatability"]) >= {"top1", "clear_top1", "clear_share", "spearman", "jsd", "ece", "n"}
    assert not workspace.exists(), "evaluate must write nothing"


@pytest.fixture
def few(demo: Path, tmp_path: Path) -> Path:
    """Three groups of two members with four photos."""
    return few_photos(demo, tmp_path / "few.1")


def test_train(workspace: Path, few: Path) -> None:
    found = answer(studio("train", few, "--family", "embedding_head", "--head", "knn", "--json", workspace=workspace))
    assert set(found) == {"run", "family", "engine", "metrics"}
    assert (found["family"], found["engine"], found["metrics"]["faces"]) == ("embedding_head", "dlib", 24)
    assert set(found["metrics"]["photo_cv"]) == {"log_loss", "accuracy"}
    assert (
        json.loads((workspace / "runs" / found["run"] / "run.json").read_text("utf-8"))["run"]["data"]["name"]
        == "few.1"
    )


def test_train_on_the_active_set_goes_on_when_called_again(workspace: Path) -> None:
    command = [sys.executable, "-m", "core", "train", "--workspace", "--no-strangers", "--name", "내 모델", "--json"]
    environment = {**os.environ, "STUDIO_WORKSPACE": str(workspace)}
    first = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    until = time.monotonic() + 120
    while not list(workspace.glob("training/*/report.json")) and time.monotonic() < until:
        time.sleep(0.02)
    first.kill()
    assert first.communicate()[0] == b""
    (folder,) = workspace.glob("training/2*")
    found = answer(studio(*command[3:], workspace=workspace))
    assert found["run"] == folder.name and found["family"] == "resemblance" and not folder.exists()
    assert json.loads((workspace / "runs" / folder.name / "run.json").read_text("utf-8"))["run"]["name"] == "내 모델"


@pytest.mark.slow
def test_train_every_family_with_stand_ins(workspace: Path, few: Path) -> None:
    options = ["--epochs", "2", "--folds", "2", "--copies", "0", "--no-strangers", "--stand-in-weights"]
    found = answer(studio("train", few, "--family", "all", *options, "--json", workspace=workspace, seconds=600))
    assert not found["failed"]
    losses = {run["family"]: run["metrics"]["photo_cv"]["log_loss"] for run in found["runs"]}
    assert set(losses) == {"cnn", "resnet50", "vggface", "embedding_head", "resemblance"}
    assert losses[found["family"]] == min(losses.values())
    assert {run["run"] for run in found["runs"]} == {p.name for p in (workspace / "runs").iterdir()}


def test_news(workspace: Path, tmp_path: Path) -> None:
    found = [article(1, title="그룹 있지, 새 무대"), article(2, title="건설 소식", body="짓고 있지만 늦다.")]
    with NewsServer({"있지 ITZY": found}) as server:
        own = {**server.environment(), **{f"STUDIO_{name.upper()}": value for name, value in HUB.items()}}
        period = ("--since", "2026-03-01", "--until", "2026-03-31")
        came = answer(studio("news", "있지", *period, "--json", workspace=workspace, **own))
    assert set(came) == {"groups", "articles", "seconds"} and came["articles"] == 1
    assert came["groups"] == [
        {"group": "itzy", "found": 2, "new": 2, "admitted": 1, "left_out": {"homonym": 1}, "problem": ""}
    ]
    file = tmp_path / "articles.csv"
    file.write_text("title,body\n새 무대,예지와 리아가 나왔다\n", encoding="utf-8")
    came = answer(studio("news", "--file", file, "--group", "ITZY", "--json", workspace=workspace))
    assert (came["groups"][0]["new"], came["articles"]) == (1, 2)


@pytest.mark.slow
@pytest.mark.parametrize("analyzer", ["okt", "komoran", "kiwi"])
def test_keywords(workspace: Path, tmp_path: Path, analyzer: str) -> None:
    rows = ["group,title,body,press,date,link"]
    rows += [f"가나,몽환 {i},몽환적인 신스와 새벽의 무대를 선보였다,가람일보,2026-05-{i + 1:02d}," for i in range(9)]
    rows += [f"다라,청량 {i},청량한 여름 바다의 무대를 선보였다,가람일보,2026-06-{i + 1:02d}," for i in range(9)]
    file = tmp_path / "articles.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    found = answer(
        studio("keywords", "가나", "--articles", file, "--analyzer", analyzer, "--json", workspace=workspace)
    )
    assert {"articles", "duplicates", "keywords", "seconds"} <= set(found)
    assert found["articles"] + found["duplicates"] == 9
    assert {"word", "count", "articles", "z", "log_ratio"} <= set(found["keywords"][0])
    top = [k["word"] for k in found["keywords"][:5]]
    assert any("몽환" in word or "신스" in word or "새벽" in word for word in top)
    assert not any("청량" in word for word in top)
    assert not workspace.exists(), "keywords must write nothing"


@pytest.mark.parametrize(
    "arguments",
    [
        ("match", "no-such-folder"),
        ("match", "data/demo/lineup", "--engine", "nonsense"),
        ("match", "core", "--reference", "core/matching"),
        ("evaluate", "no-such-folder"),
        ("evaluate", "data/demo/reference", "--family", "nonsense"),
        ("train", "no-such-folder"),
        ("train", "data/demo/reference", "--family", "nonsense"),
        ("train", "data/demo/reference", "--engine", "nonsense"),
        ("train", "data/demo/reference", "--folds", "1"),
        ("train", "data/demo/reference", "--head", "nonsense"),
        ("train", "data/demo/reference/group_1/member_1"),
        ("bench", "nothing"),
        ("keywords", "없는 그룹"),
        ("news", "없는 그룹"),
        ("news", "--source", "nonsense"),
        ("news", "--source", "naver"),
        ("news", "--file", "no-such-file.csv"),
        ("news", "--file", "README.md"),
        ("keywords", "한빛결", "--analyzer", "nonsense"),
        ("keywords", "한빛결", "--articles", "README.md"),
    ],
)
def test_a_mendable_problem_is_one_line_and_exit_1(workspace: Path, arguments: tuple[str, ...]) -> None:
    done = studio(*arguments, "--json", workspace=workspace)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and done.stderr.strip().endswith((".", *NAMES))


@pytest.mark.parametrize(
    "arguments",
    [
        ("match",),
        ("evaluate",),
        ("train",),
        ("train", "x", "--workspace"),
        ("match", "x", "--nonsense"),
        ("nothing",),
        ("news", "--group", "itzy"),
        ("news", "itzy", "--file", "x.csv"),
        ("news", "--since", "yesterday"),
    ],
)
def test_wrong_usage_is_exit_2(workspace: Path, arguments: tuple[str, ...]) -> None:
    assert studio(*arguments, workspace=workspace).returncode == 2
