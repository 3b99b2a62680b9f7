"""The house rules that a reader relies on: who may import whom, what is never imported early, how long pages are."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# A module may import its own layer and those above it in this list, never one below.
LAYERS = [
    {"core.types", "core.errors", "core.settings", "core.progress", "core.batches", "core.disjoint_set"},
    {
        *(
            "core.images",
            "core.intake",
            "core.catalog",
            "core.faces",
            "core.matching",
            "core.keywords",
        ),
        *("core.web", "core.news", "core.collect", "core.training", "core.charts", "core.storage", "models"),
    },
    {"core.jobs", "core.services"},
    {"core.bench", "core.__main__", "core.ui"},
    {"pages"},
    {"streamlit_app"},
]
HEAVY = {"tensorflow", "keras", "deepface", "konlpy", "jpype", "kiwipiepy", "selenium"}
FILES = sorted([ROOT / "streamlit_app.py", *(p for d in ("core", "models", "pages") for p in (ROOT / d).rglob("*.py"))])


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer(module: str) -> int | None:
    for index, names in enumerate(LAYERS):
        if any(module == name or module.startswith(name + ".") for name in names):
            return index
    return None


def imports(node: ast.AST) -> list[str]:
    found = []
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            found += [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute here, so that this test can read them"
            found.append(child.module or "")
            if child.module in ("core", "models"):
                found += [f"{child.module}.{alias.name}" for alias in child.names]
    return found


def at_import_time(tree: ast.Module) -> list[str]:
    """Imports that run when the module is imported: outside functions and type-checking blocks."""
    found: list[str] = []
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            pending.extend(node.orelse)
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += imports(node)
        pending.extend(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_imports_go_one_way(path: Path) -> None:
    own = layer(module_name(path))
    if own is None:
        assert module_name(path) == "core", f"{path} is in no layer"
        return
    for name in imports(ast.parse(path.read_text())):
        other = layer(name)
        assert other is None or other <= own, f"{module_name(path)} may not import {name}"
        if name.split(".")[0] in ("core", "models", "pages") and name != "core":
            assert other is not None, f"{name} is in no layer"


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_only_the_pages_know_streamlit(path: Path) -> None:
    name = module_name(path)
    if not name.startswith(("pages", "core.ui", "streamlit_app")):
        assert not [i for i in imports(ast.parse(path.read_text())) if i.split(".")[0] == "streamlit"]


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_heavy_packages_are_imported_where_they_are_used(path: Path) -> None:
    early = {name.split(".")[0] for name in at_import_time(ast.parse(path.read_text()))}
    assert not early & HEAVY


def test_pages_are_short() -> None:
    assert len((ROOT / "streamlit_app.py").read_text().splitlines()) < 80
    for page in (ROOT / "pages").glob("*.py"):
        assert len(page.read_text().splitlines()) < 150, page


def test_top_level_is_as_agreed() -> None:
    for name in ("streamlit_app.py", "pages", "core", "models", "data", "requirements.txt", "tests"):
        assert (ROOT / name).exists(), name


def test_every_requirement_is_pinned_and_hashed() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        entries = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
        entries = [e for e in entries if e and not e.lstrip().startswith("#")]
        assert entries
        for entry in entries:
            assert "==" in entry and "--hash=sha256:" in entry, entry


def test_asked_for_packages_are_there() -> None:
    wanted = [
        "streamlit",
        "deepface",
        "tensorflow",
        "opencv",
        "plotly",
        "pandas",
        "scikit-learn",
        "wordcloud",
        "konlpy",
        "requests",
    ]
    lock = (ROOT / "requirements.txt").read_text()
    for name in wanted:
        assert f"\n{name}" in f"\n{lock}", name
    assert lock.count("opencv-") - lock.count("#   opencv-") == 1, "exactly one OpenCV wheel may own the cv2 folder"


def test_opening_home_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from streamlit.testing.v1 import AppTest\n"
        "page = AppTest.from_file('streamlit_app.py', default_timeout=60).run()\n"
        "assert not page.exception, page.exception\n"
        "heavy = {'tensorflow', 'keras', 'deepface', 'konlpy', 'jpype', 'kiwipiepy', 'dlib', 'onnxruntime', 'onnx',"
        " 'sklearn', 'cv2', 'wordcloud', 'matplotlib', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip().splitlines()[-1] == "[]"
