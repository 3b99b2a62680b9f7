"""What other tools rely on with every command: the exit codes, and one line on stderr for what can be mended."""

from pathlib import Path

import pytest

from tests.support.command_line import studio

# A sentence that ends in the list of valid names.
NAMES = ("hostile", "google_news", "train", "collect", "Buffalo_L", "resemblance", "knn", "kiwi", ")")


@pytest.mark.slow
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


@pytest.mark.slow
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
