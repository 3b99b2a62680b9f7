"""No branch reads a Korean text. Codes are compared, so that rewording a sentence changes nothing but that sentence."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import get_args

import pytest

from core.news.gate import LeftOut
from core.ui.words_ko import news as words
from tests.conftest import ROOT

# Where Korean is what is read, not what is said: grammar, articles and their files, names of files.
KOREAN_IS_THE_DATA = ("core/keywords/", "core/text/", "core/news/", "core/intake/naming.py")
# Values that happen to be Korean: the folder of photos of nobody knows whom, facets of the lexicon.
DATA = {
    "core.catalog.groups.UNKNOWN",
    "core.keywords.lexicon.lexicon.OTHER",
    "core.keywords.lexicon.lexicon.MARKET",
    "core.charts.concept_colours._FACETS",
}
ASKS = {"startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition", "find", "index", "count"}
HANGUL = re.compile("[ㄱ-ㅎㅏ-ㅣ가-힣]")
PATHS = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ("core", "models", "pages")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
MODULES = [m for m, path in PATHS.items() if not path.relative_to(ROOT).as_posix().startswith(KOREAN_IS_THE_DATA)]

Names = Mapping[str, ast.expr | str]  # of a module's constants: the value, or where it is imported from


def names_in(tree: ast.Module, module: str = "") -> Names:
    found: dict[str, ast.expr | str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                pairs: Iterable[tuple[ast.expr, ast.expr]] = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = zip(target.elts, node.value.elts, strict=False)  # a star takes several
                found |= {one.id: value for one, value in pairs if isinstance(one, ast.Name) and one.id.isupper()}
    return {name: value for name, value in found.items() if f"{module}.{name}" not in DATA}


@cache
def names_of(module: str) -> Names:
    return names_in(ast.parse(PATHS[module].read_text()), module) if module in PATHS else {}


def korean(node: ast.expr | str | None, names: Names) -> bool:
    """Is it a Korean text or a collection of some, written out or under a name?"""
    if isinstance(node, str):
        module, _, name = node.rpartition(".")
        return korean(names_of(module).get(name), names_of(module))
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(HANGUL.search(node.value))
    if isinstance(node, ast.Name):
        return korean(names.get(node.id), names)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        place = names.get(node.value.id)
        return isinstance(place, str) and korean(f"{place}.{node.attr}", names)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(korean(one, names) for one in node.elts)
    if isinstance(node, ast.Dict):
        return any(korean(one, names) for one in node.keys)
    if isinstance(node, ast.JoinedStr):
        return any(korean(one, names) for one in node.values)
    return isinstance(node, ast.BinOp) and (korean(node.left, names) or korean(node.right, names))


def decided_by_texts(tree: ast.Module, names: Names) -> Iterator[str]:
    for node in ast.walk(tree):
        asked: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS:
            asked = node.args
        elif isinstance(node, ast.MatchValue | ast.Subscript):
            asked = [node.value] if isinstance(node, ast.MatchValue) or isinstance(node.value, ast.Dict) else []
        if any(korean(one, names) for one in asked):
            yield ast.unparse(node)


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_decided_by_a_korean_text(module: str) -> None:
    found = list(decided_by_texts(ast.parse(PATHS[module].read_text()), names_of(module)))
    assert not found, f"{module}: give it a code and compare that"


@pytest.mark.parametrize(
    "line",
    [
        'what = "특징 계산" if label == "특징 계산" else "얼굴 찾기"',
        'first = kind == "left" and label.startswith("폴드")',
        'first = label in ("폴드", other)',
        'match label:\n    case "폴드":\n        pass',
        "code = found.reason == NO_FACE",
        "{t.STOP: stop, t.GO_ON: go_on}[view]()",
        "DAYS = {t.STOP: 91}\nfound = period in DAYS",
    ],
)
def test_what_used_to_be_decided_so_is_noticed(line: str) -> None:
    tree = ast.parse(
        f"from core.faces.engine import NO_FACE\nfrom core.ui.words_ko import reference as t\n{line}"
    )  # fmt: skip
    assert len(list(decided_by_texts(tree, names_in(tree)))) == 1


def test_every_code_that_leaves_an_article_out_has_its_words() -> None:
    assert set(words.LEFT_OUT) == set(get_args(LeftOut))
