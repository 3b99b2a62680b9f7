"""What other tools rely on with every command: the exit codes, and one line on stderr for what can be mended.

One problem of each command in a process of its own, where all that it loads could print; the others in this one."""

import os
from pathlib import Path

import pytest

from core.__main__ import command_line
from tests.conftest import ROOT
from tests.support.command_line import studio

# A sentence that ends in the list of valid names.
NAMES = ("my-debut", "google_news", "train", "collect", "Buffalo_L", "resemblance", "knn", "kiwi", ")")


def here(
    arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command in this process."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(os, "_exit", lambda code: None)  # so it leaves where another test has started Java
    capfd.readouterr()
    with pytest.raises(SystemExit) as left:
        command_line()(list(arguments), prog_name="core")
    return int(left.value.code or 0), *capfd.readouterr()


def check_mendable(code: int, out: str, err: str) -> None:
    assert code == 1
    assert out == ""
    assert len(err.splitlines()) == 1 and err.strip().endswith((".", *NAMES))


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("match", "core", "--reference", "core/matching"),
        ("evaluate", "no-such-folder"),
        ("train", "data/demo/reference/group_1/member_1"),
        ("bench", "nothing"),
        ("news", "--file", "README.md"),
        ("keywords", "한빛결", "--articles", "README.md"),
    ],
)
def test_a_mendable_problem_is_one_line_and_exit_1(workspace: Path, arguments: tuple[str, ...]) -> None:
    done = studio(*arguments, "--json", workspace=workspace)
    check_mendable(done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("match", "no-such-folder"),
        ("match", "data/demo/lineup", "--engine", "nonsense"),
        ("evaluate", "data/demo/reference", "--family", "nonsense"),
        ("train", "no-such-folder"),
        ("train", "data/demo/reference", "--family", "nonsense"),
        ("train", "data/demo/reference", "--engine", "nonsense"),
        ("train", "data/demo/reference", "--folds", "1"),
        ("train", "data/demo/reference", "--head", "nonsense"),
        ("keywords", "없는 그룹"),
        ("keywords", "한빛결", "--analyzer", "nonsense"),
        ("news", "없는 그룹"),
        ("news", "--source", "nonsense"),
        ("news", "--source", "naver"),
        ("news", "--file", "no-such-file.csv"),
    ],
)
def test_so_is_every_other_one(
    arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check_mendable(*here((*arguments, "--json"), capfd, monkeypatch))


@pytest.mark.slow
def test_wrong_usage_is_exit_2(workspace: Path) -> None:
    assert studio("match", workspace=workspace).returncode == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
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
def test_so_is_every_other_wrong_usage(
    arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here(arguments, capfd, monkeypatch)[0] == 2
