"""The house rules that a reader relies on: who may import whom, what is never imported early, how large folders are."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

# A row for each room, lowest first: the rooms it may import, lazy imports included. All may import BASE. Each folder of
# a package in SPLIT is a room; the package's own name allows all of them.
BASE = {"types", "errors", "settings", "core", "batches", "disjoint_set"}
MAY_IMPORT = {
    "ui.browser_script": "",
    "storage.migrations": "",
    "logs": "",
    "files": "",
    "confined": "",
    "shelf": "",
    "turns": "",
    "background": "access turns",
    "colour": "",
    "storage.schema": "",
    "storage.versions": "files storage.schema",
    "text": "",
    "catalog": "text",
    "jpeg_header": "",
    "pixels": "",
    "images": "jpeg_header pixels",
    "intake": "text",
    "photo_profile": "",
    "stats": "",
    "storage.database": "files storage.schema storage.versions",
    "storage.clock": "storage.database",
    "storage.rescue": "files storage.database storage.schema",
    "storage.npz": "",
    "faces": "files images turns",
    "keywords.lexicon": "catalog text",
    "matching": "stats",
    "access": "",
    "privacy": "text",
    "projects": "catalog matching stats",
    "virtual": "faces matching stats",
    "storage.audit": "files storage.database storage.schema",
    "storage.people": "access storage.database storage.schema",
    "services.permitted": "access storage.audit",
    "storage.changes": "access storage.database storage.schema",
    "services.overtaken": "access storage.changes",
    "services.choices": "access services.overtaken services.permitted storage",
    "sharing": "",
    "storage.links": "sharing storage.database storage.schema",
    "storage.comments": "sharing storage.database storage.schema",
    "storage.catalog_edits": "catalog files",
    "storage.work_lock": "files",
    "storage.backup": "files storage.database storage.rescue storage.versions storage.work_lock",
    "storage.collection_log": "storage.database storage.work_lock",
    "web": "text",
    "keywords.analyzers": "keywords.lexicon",
    "keywords.names": "keywords.lexicon text",
    "services.lineup": "collect faces intake matching photo_profile services.permitted stats",
    "storage.lexicon": "files keywords",
    "storage.reference": (
        "files intake photo_profile storage.collection_log storage.database storage.schema storage.work_lock web"
    ),
    "training": "matching stats",
    "collect": "faces intake matching photo_profile stats storage.reference text web",
    "jobs": "access files logs storage turns",
    "keywords.corpus": "keywords.analyzers keywords.lexicon keywords.names shelf text",
    "news": "catalog confined keywords.names text web",
    "services.catalog": (
        "catalog colour keywords.analyzers keywords.lexicon services.overtaken services.permitted storage text"
    ),
    "models": "faces matching stats training",
    "keywords.views": "keywords.analyzers keywords.corpus keywords.lexicon keywords.names text web",
    "storage.news": (
        "news storage.changes storage.clock storage.collection_log storage.database storage.rescue storage.schema text"
    ),
    "storage.privacy": "files privacy projects storage.database storage.rescue storage.schema",
    "storage.projects": "projects storage.database storage.rescue storage.schema",
    "storage.virtual": "storage.database storage.rescue storage.schema virtual",
    "storage.training": "files intake models storage.npz storage.work_lock text training",
    "charts": "colour keywords text training",
    "services.collecting": "jobs storage.collection_log web",
    "services.active_run": "matching services.choices services.permitted storage training",
    "services.concept": "catalog keywords news services.overtaken services.permitted storage text",
    "ui.word_cloud": "keywords ui.browser_script",
    "ui.chart_picture": "ui.browser_script",
    "services.lexicon": "catalog keywords services.concept services.overtaken services.permitted storage text",
    "services.news": (
        "catalog keywords news services.collecting services.concept services.overtaken services.permitted storage "
        "text web"
    ),
    "services.reference": (
        "access catalog collect faces intake jobs matching services.active_run services.choices "
        "services.collecting services.permitted storage text training web"
    ),
    "services.changes": (
        "access catalog keywords services.catalog services.concept services.lexicon services.news services.overtaken "
        "services.permitted services.reference storage text"
    ),
    "services.people": "access files services.permitted storage text",
    "services.my_debut": (
        "access catalog colour faces images keywords news reports services.concept services.lineup services.news "
        "services.permitted services.reference storage text"
    ),
    "services.backup": "access files services.permitted services.privacy storage",
    "services.health": "storage.database",
    "services.projects": "access matching projects services.permitted services.reference storage text",
    "services.virtual": (
        "access charts faces jobs keywords matching projects reports services.permitted "
        "services.reference stats storage text virtual"
    ),
    "services.privacy": (
        "access faces privacy projects services.lineup services.permitted services.projects services.reference storage "
        "text"
    ),
    "services.sharing": "access projects services.permitted sharing storage text",
    "services.upkeep": (
        "access faces files jobs services.permitted services.privacy services.projects services.reference storage"
    ),
    "services.work": "access jobs services.permitted",
    "services.training": (
        "access faces intake jobs models services.active_run services.choices services.permitted "
        "services.reference stats storage text training"
    ),
    "services.measured": (
        "access faces intake models services.permitted services.reference services.training stats storage training"
    ),
    "ui.words_ko": (
        "access catalog charts collect intake keywords matching news privacy projects services.catalog "
        "services.changes services.concept services.lexicon services.people services.reference sharing stats text "
        "training virtual"
    ),
    "reports": "charts colour keywords projects text ui.words_ko",
    "services.reports": (
        "access catalog charts colour faces keywords matching projects reports services.active_run services.concept "
        "services.news services.permitted services.projects services.reference services.sharing services.training "
        "sharing storage.reference text ui.words_ko"
    ),
    "cli": (
        "access bench catalog collect faces files intake keywords models news privacy projects reports services "
        "storage text training virtual"
    ),
    "ui.kit": (
        "access background catalog charts colour files jobs services shelf text turns ui.browser_script "
        "ui.chart_picture ui.visits ui.words_ko"
    ),
    "ui.serve": "ui.kit ui.words_ko",
    "ui.words_en": "text",
    "ui.visits": "access services.people services.upkeep ui.words_ko",
    "ui.company": "files services.people ui.serve ui.visits ui.words_ko",
    "ui.people": "access projects services.people services.projects ui.kit ui.visits ui.words_ko",
    "ui.remembered": "ui.browser_script",
    "ui.typed": "ui.browser_script",
    "ui.focused": "ui.browser_script",
    "ui.compared": "access services ui.kit ui.words_ko",
    "ui.frame": "jobs ui.browser_script ui.kit ui.visits ui.words_ko",
    "ui.backup": "access jobs services.backup ui.kit ui.visits ui.words_ko",
    "ui.health": "services.health",
    "ui.server": "files logs services turns ui.alone ui.frame ui.health ui.kit ui.privacy ui.visits ui.words_ko",
    "bench": (
        "access catalog collect faces images intake keywords matching models news projects reports services stats "
        "storage training ui.words_ko virtual web"
    ),
    "ui.catalog": "catalog colour services.catalog ui.compared ui.kit ui.words_ko",
    "ui.lineup": (
        "access background charts faces intake jobs matching services.choices services.lineup services.measured "
        "services.reference text ui.compared ui.kit ui.words_ko"
    ),
    "ui.news": "catalog jobs news services.news storage text ui.compared ui.kit ui.words_ko",
    "ui.review_grid": "catalog intake services.reference storage text ui.browser_script ui.kit ui.words_ko",
    "__main__": "cli files",
    "ui.concept": (
        "catalog charts colour keywords news services storage text ui.chart_picture ui.compared ui.kit "
        "ui.lineup ui.news ui.remembered ui.visits ui.word_cloud ui.words_ko"
    ),
    "ui.my_debut": (
        "access catalog charts faces services.lineup services.my_debut services.reference text ui.compared ui.concept "
        "ui.frame ui.kit ui.lineup ui.visits ui.words_en ui.words_ko"
    ),
    "ui.alone": "access ui.frame ui.kit ui.my_debut ui.visits",
    "ui.privacy": (
        "access privacy projects services.privacy services.projects text ui.kit ui.lineup ui.visits ui.words_ko"
    ),
    "ui.projects": (
        "access catalog charts keywords projects reports services.concept services.projects services.reference "
        "services.reports sharing stats text "
        "ui.compared ui.concept ui.focused ui.kit ui.lineup ui.privacy ui.typed ui.words_ko"
    ),
    "ui.sharing": (
        "access projects services.projects services.sharing sharing ui.concept ui.kit ui.lineup ui.people ui.projects "
        "ui.words_ko"
    ),
    "streamlit_app": (
        "ui.alone ui.kit ui.frame ui.lineup ui.my_debut ui.people ui.privacy ui.reference ui.server ui.sharing "
        "ui.words_ko"
    ),
    "ui.reference": (
        "catalog jobs services.catalog services.choices services.collecting services.reference storage text "
        "ui.compared ui.kit "
        "ui.review_grid ui.visits ui.words_ko"
    ),
    "ui.training": (
        "access catalog charts faces models services text training ui.chart_picture ui.compared ui.kit "
        "ui.reference ui.visits ui.words_ko"
    ),
    "ui.virtual": (
        "access catalog charts keywords services text ui.compared ui.concept ui.kit ui.lineup ui.projects ui.visits "
        "ui.words_ko virtual"
    ),
    "pages": "access catalog projects services training ui",
}
SPLIT = {"services", "ui", "keywords", "storage"}
STREAMLIT = {"pages", "streamlit_app", "bench.visitors.probe"}  # and all of ui
HEAVY = {"tensorflow", "keras", "deepface", "konlpy", "jpype", "kiwipiepy", "selenium"} | {
    "typst",
    "pptx",
    "xlsxwriter",
}
# Tests that belong to no package: of the house itself, of what is shipped with it, and of workspaces of older studios.
CROSS_CUTTING = {
    "dev",
    "server_docs",
    "architecture",
    "codes",
    "demo_data",
    "docs",
    "kills",
    "licences",
    "near_rows",
    "recipes",
    "rules",
    "stored_workspace",
}
CROSS_CUTTING |= {"two_hands", "version"}
# Folders of tests that drive the whole studio (commands and pages each in a process of their own), and what tests are
# made of.
ELSEWHERE = ("browser", "cli", "pages", "support")
FILES = sorted([ROOT / "streamlit_app.py", *(p for d in ("core", "models", "pages") for p in (ROOT / d).rglob("*.py"))])


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path) for path in FILES}


def room(module: str) -> str:
    """The row of a module; "core" for packages that hold nothing but rooms."""
    top, *inner = module.split(".")
    if top != "core" or not inner:
        return top
    return ".".join(inner[:2]) if inner[0] in SPLIT and inner[1:] else "core" if inner[0] in SPLIT else inner[0]


def imports(node: ast.AST) -> Iterator[str]:
    """Names of modules, ours as precisely as they can be named."""
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute here, so that this test can read them"
            inner = [f"{child.module}.{alias.name}" for alias in child.names]
            yield from (name if name in MODULES else str(child.module) for name in inner)


def allowed_rooms(own: str) -> set[str]:
    """The rooms of a row, a package's name written out."""
    entries = MAY_IMPORT[own].split()
    unknown = [entry for entry in entries if entry not in MAY_IMPORT and entry not in SPLIT]
    assert not unknown, f"the row of {own} names {unknown}, which have no row"
    return {name for name in MAY_IMPORT for entry in entries if name == entry or name.startswith(f"{entry}.")}


@cache
def of_ours(path: Path) -> set[str]:
    return {name for name in imports(ast.parse(path.read_text())) if name in MODULES} - {module_name(path)}


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
def test_imports_keep_to_the_table(path: Path) -> None:
    own = room(module_name(path))
    others = {room(name) for name in of_ours(path)} - BASE - {own}
    allowed = allowed_rooms(own) if own in MAY_IMPORT else set()
    assert own in MAY_IMPORT or own in BASE, f"{own} has no row in MAY_IMPORT"
    assert others <= allowed, f"{own} may not import {', '.join(sorted(others - allowed))}"


def test_no_package_imports_one_that_imports_it() -> None:
    # Raises CycleError, which names the circle.
    list(TopologicalSorter({name: allowed_rooms(name) for name in MAY_IMPORT}).static_order())


def test_no_file_imports_one_that_imports_it() -> None:
    list(TopologicalSorter({module_name(path): of_ours(path) for path in FILES}).static_order())


def test_the_table_allows_no_more_than_is_used() -> None:
    used: dict[str, set[str]] = {}
    for path in FILES:
        own = room(module_name(path))
        used.setdefault(own, set()).update(room(name) for name in of_ours(path))
    for name, row in MAY_IMPORT.items():
        for entry in row.split():
            needed = any(one == entry or one.startswith(f"{entry}.") for one in used[name])
            assert needed, f"{name} no longer imports {entry}: a stale permission is an invitation"


def test_folders_can_be_taken_in_at_a_glance() -> None:
    sizes = Counter(path.parent.relative_to(ROOT).as_posix() for path in FILES if path.name != "__init__.py")
    for folder, modules in sizes.items():
        # Words lie a module a page, so that a page's are found by its name.
        words = folder == "core/ui/words_ko"
        paged = folder.startswith("core/ui") and not words
        most = 24 if words else 14 if paged else 10 if folder.startswith("core/services") else 18
        assert modules <= most, f"{folder}: {modules} modules side by side: a folder is missing"


def test_a_test_lies_where_what_it_tests_lies() -> None:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        inside = path.relative_to(ROOT / "tests")
        if inside.parent == Path():
            name = path.stem.removeprefix("test_")
            assert name in CROSS_CUTTING or f"core.{name}" in MODULES, f"{inside}: no module of core has this name"
        elif inside.parts[0] not in ELSEWHERE:
            package = ".".join(inside.parent.parts if inside.parts[0] == "models" else ("core", *inside.parent.parts))
            found = any(f"{name}.".startswith(f"{package}.") for name in imports(ast.parse(path.read_text())))
            assert found, f"{inside} imports nothing of {package}"


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_only_the_pages_know_streamlit(path: Path) -> None:
    own = module_name(path).removeprefix("core.")
    if not own.startswith("ui") and room(module_name(path)) not in STREAMLIT and own not in STREAMLIT:
        assert "streamlit" not in {name.split(".")[0] for name in imports(ast.parse(path.read_text()))}


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_heavy_packages_are_imported_where_they_are_used(path: Path) -> None:
    early = {name.split(".")[0] for name in at_import_time(ast.parse(path.read_text()))}
    assert not early & HEAVY


def test_pages_are_short() -> None:
    assert len((ROOT / "streamlit_app.py").read_text().splitlines()) < 80
    for page in (ROOT / "pages").glob("*.py"):
        assert len(page.read_text().splitlines()) < 150, page


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=module_name)
def test_functions_of_a_page_use_no_variable_that_is_made_below_them(path: Path) -> None:
    made: dict[str, int] = {}
    tree = ast.parse(path.read_text())
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    for node in (n for statement in tree.body if statement not in functions for n in ast.walk(statement)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id.islower():
            made.setdefault(node.id, node.lineno)
    for function in functions:
        own = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        own |= {n.arg for n in ast.walk(function) if isinstance(n, ast.arg)}
        used = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)} - own
        assert not [name for name in used if made.get(name, 0) > function.lineno], function.name


def test_top_level_is_as_agreed() -> None:
    for name in ("streamlit_app.py", "pages", "core", "models", "data", "requirements.txt", "tests"):
        assert (ROOT / name).exists(), name


def test_every_requirement_is_pinned_and_hashed() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt", "requirements-virtual.txt"):
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


@pytest.mark.parametrize("page", ["home", "reference_data"])
def test_opening_a_page_imports_nothing_heavy(page: str) -> None:
    script = (
        "import sys\n"
        "from streamlit.testing.v1 import AppTest\n"
        "page = AppTest.from_file('streamlit_app.py', default_timeout=60).run()\n"
        f"page.switch_page('pages/{page}.py').run()\n"
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
