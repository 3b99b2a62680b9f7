"""What the documents say is there: commands, settings, paths, errors, who writes, words on the screen."""

import ast
import re
from pathlib import Path

import pytest
import typer.main

from core.__main__ import command_line
from core.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
SOURCES = sorted(path for folder in ("core", "models", "pages") for path in (ROOT / folder).rglob("*.py"))
WRITES = re.compile(
    r"\b(write_atomic|write_bytes|write_text|unlink|rmtree|mkstemp|mkdir|FileLock|TemporaryDirectory)\("
)


def commands() -> dict[str, set[str]]:
    """Command -> its options, but for those that all have."""
    program = typer.main.get_command(command_line())
    every = program.commands.items()  # type: ignore[attr-defined]
    parts = {name: getattr(one, "commands", {name: one}).values() for name, one in every}
    options = {
        name: {o for part in own for p in part.params for o in p.opts if o.startswith("--")}
        for name, own in parts.items()
    }
    return {name: own - {"--json", "--help"} for name, own in options.items()}


@pytest.mark.parametrize("name", commands())
def test_readme_names_every_command_with_its_options(name: str) -> None:
    (row,) = [line for line in README.splitlines() if re.match(rf"\| `{name}\b", line)]
    assert commands()[name] <= set(re.findall(r"--[a-z-]+", row))


def test_readme_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"STUDIO_[A-Z_]*[A-Z]\b(?!_?\*)", README))
    assert named == {f"STUDIO_{field.upper()}" for field in Settings.model_fields}


def test_readme_and_contributing_name_every_target_of_make() -> None:
    (targets,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.M)
    for page in (README, (ROOT / "CONTRIBUTING.md").read_text("utf-8")):
        assert set(targets.split()) <= set(re.findall(r"`make ([a-z]+)`", page))


def missing(page: Path) -> list[str]:
    """Paths that a page names in code or links to and that are not there. What only exists at run time is let pass:
    the workspace, and names with <...> or * in them."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.S)
    named = {word.split("::")[0] for code in re.findall(r"`([^`\n]+)`", text) for word in code.split()}
    paths = {word for word in named if "/" in word and not re.search(r"[<*:|]|^data/workspace|^/", word)}
    ours = {
        path for path in paths if (ROOT / path.split("/")[0]).exists() or (ROOT / "core" / path.split("/")[0]).exists()
    }
    gone = [path for path in ours if not (ROOT / path.rstrip(",.;)")).exists()]
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    return gone + [link for link in links if not (page.parent / link.split("#")[0]).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_paths_that_a_document_names_are_there(page: Path) -> None:
    assert not missing(page)


@pytest.mark.slow
def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn: dict[str, str] = {}
    above: list[str] = []
    for line in (ast.get_docstring(ast.parse((ROOT / "core" / "errors.py").read_text())) or "").splitlines():
        if found := re.match(r"((?:  )*)(_?[A-Z]\w+)(?: {3,}.*)?$", line):
            del above[len(found[1]) // 2 :]
            drawn[found[2]] = above[-1] if above else "Exception"
            above.append(found[2])
    bases = {
        node.name: base.id
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if isinstance(base, ast.Name)
    }

    def expected(name: str) -> bool:
        return name == "StudioError" or (name in bases and expected(bases[name]))

    assert drawn == {name: base for name, base in bases.items() if expected(name)}


def test_who_writes_outside_the_storage_is_told() -> None:
    table = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("## Who writes")[1].split("## ")[0]
    writing = {path.relative_to(ROOT).as_posix() for path in SOURCES if WRITES.search(path.read_text("utf-8"))}
    elsewhere = {path for path in writing if not path.startswith(("core/storage/", "core/bench/"))}
    assert set(re.findall(r"`(core/[\w/]+\.py)`", table)) == elsewhere


def test_the_words_on_the_screen_are_said_there() -> None:
    rows = re.findall(r"^\|[^|]+\|([^|]*)\|[^|]+\| `", (ROOT / "docs" / "vocabulary.md").read_text("utf-8"), re.M)
    said = "".join(path.read_text("utf-8") for path in (ROOT / "core" / "ui" / "words_ko").glob("*.py"))
    assert len(rows) > 30
    for row in rows:
        for word in filter(None, row.strip().split(", ")):
            assert word in said, word
