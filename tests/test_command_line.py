"""The contract that other tools read: one JSON object on stdout, its keys, the exit codes, nothing written."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

# A sentence that ends in the list of valid names.
NAMES = ("startup", "Buffalo_L", "embedding_head", "kiwi", ")")


def studio(*arguments: str | Path, workspace: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "core", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "STUDIO_WORKSPACE": str(workspace)},
        capture_output=True,
        text=True,
        timeout=180,
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
            assert {"file", "status", "reason", "box", "group", "scores"} <= set(photo)
            assert photo["status"] in ("ok", "weak", "rejected")
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


@pytest.mark.slow
@pytest.mark.parametrize("analyzer", ["okt", "kiwi"])
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
        ("bench", "nothing"),
        ("keywords", "없는 그룹"),
        ("keywords", "한빛결", "--analyzer", "nonsense"),
        ("keywords", "한빛결", "--articles", "README.md"),
    ],
)
def test_a_mendable_problem_is_one_line_and_exit_1(workspace: Path, arguments: tuple[str, ...]) -> None:
    done = studio(*arguments, "--json", workspace=workspace)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and done.stderr.strip().endswith((".", *NAMES))


@pytest.mark.parametrize("arguments", [("match",), ("evaluate",), ("match", "x", "--nonsense"), ("nothing",)])
def test_wrong_usage_is_exit_2(workspace: Path, arguments: tuple[str, ...]) -> None:
    assert studio(*arguments, workspace=workspace).returncode == 2
