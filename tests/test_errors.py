"""Every failure that a user sees says what to do, and what a reader raises is a refusal whose log quotes nothing."""

import ast
import logging
import re
from pathlib import Path

import pytest

from core import errors
from core.errors import ImageError, NewsError, StudioError, refusing
from tests.conftest import ROOT

SENTENCE = re.compile("니다|세요")
ADVICE = re.compile("주세요|두셔도 됩니다|있는 [가-힣 ]+: ")  # a request, leave to do nothing, or the choice there is
NAMES = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, StudioError)}
FILES = sorted(path for folder in ("core", "models") for path in (ROOT / folder).rglob("*.py"))


def constants(tree: ast.Module) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
    return found


def text(node: ast.AST, known: dict[str, ast.expr], depth: int = 3) -> str:
    """All that is said in an expression, constants of the module written out."""
    parts = []
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            parts.append(one.value)
        elif isinstance(one, ast.Name) and one.id in known and depth:
            parts.append(text(known[one.id], known, depth - 1))
    return "".join(parts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_refusal_says_what_to_do(path: Path) -> None:
    tree = ast.parse(path.read_text())
    known = constants(tree)
    for node in ast.walk(tree):
        named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES
        if named and isinstance(node, ast.Call) and node.args:
            said = text(node.args[0], known)
            assert not SENTENCE.search(said) or ADVICE.search(said), f"{path.name}:{node.lineno}: {said}"


def test_whatever_a_reader_raises_is_one_refusal(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for error in (ValueError("김하늘"), KeyError("김하늘"), RecursionError("김하늘"), MemoryError("김하늘")):
        with pytest.raises(NewsError, match="다시 받아 주세요") as caught, refusing(NewsError, "다시 받아 주세요."):
            raise error
        assert caught.value.__cause__ is error
    assert len(caplog.records) == 4 and "김하늘" not in caplog.text
    assert "ValueError at test_errors.py:" in caplog.text


def test_a_sentence_passes_and_whoever_stops_is_not_held_up() -> None:
    with pytest.raises(ImageError, match="사진"), refusing(NewsError, "다른 말."):
        raise ImageError("사진이 아닙니다. 사진을 올려 주세요.")
    with pytest.raises(KeyboardInterrupt), refusing(NewsError, "다른 말."):
        raise KeyboardInterrupt
    with pytest.raises(NewsError, match="ZeroDivisionError"), refusing(NewsError, lambda error: type(error).__name__):
        raise ZeroDivisionError
