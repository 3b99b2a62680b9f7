"""`match --json`: its keys, and that nothing is written."""

from pathlib import Path

import pytest

from tests.support.command_line import answer, studio
from tests.support.planting import few


@pytest.mark.slow
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
            assert bool(photo["code"]) == (photo["status"] != "ok")
            assert photo["status"] in ("ok", "weak", "rejected")
            assert len(photo["box"]) == 4
    assert abs(sum(found["lineup"]["scores"].values()) - 1) < 1e-6
    low, high = found["lineup"]["interval"][found["lineup"]["top"]]
    assert 0 <= low <= found["lineup"]["scores"][found["lineup"]["top"]] <= high <= 1
    assert not workspace.exists(), "match must write nothing"


@pytest.mark.slow
def test_match_goes_on_past_a_bad_file(workspace: Path, demo: Path, tmp_path: Path) -> None:
    bad = tmp_path / "하늘_1.jpg"
    bad.write_text("not a photo")
    good, reference = demo / "lineup" / "trainee_1", few(demo, tmp_path / "few")
    found = answer(studio("match", good, bad, "--reference", reference, "--json", workspace=workspace))
    by_name = {t["name"]: t for t in found["trainees"]}
    assert by_name["하늘"]["scores"] is None and by_name["하늘"]["reason"]
    assert by_name["하늘"]["photos"][0]["status"] == "rejected"
    assert sum(t["scores"] is not None for t in found["trainees"]) == 1
