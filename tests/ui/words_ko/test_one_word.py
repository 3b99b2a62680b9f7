"""One thing has one word in all that a person reads. The glossary says what words mean; here are those beside them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.ui.words_ko import common as t
from tests.conftest import ROOT

# What is not said: what is said instead.
ONE_WORD = {
    "콘셉트": "컨셉",
    "키워드": "말, in the lexicon 낱말",
    "이유": "까닭",
    "빠진": "뺀, what a person took out; 빼 둠, what the studio set aside",
    "제외": "뺌 or 못 씀",
    "판단": "판정, of a person; 분석, of photos",
}
# (file, word): words of others' texts and files.
OTHERS = {
    ("core/keywords/views/rewrite.py", "콘셉트"),  # as news spells it
    ("core/keywords/corpus/description.py", "콘셉트"),  # likewise
    ("core/keywords/views/surety.py", "콘셉트"),  # likewise
    ("core/intake/known_words.py", "콘셉트"),  # as people name files
    ("core/news/bigkinds.py", "키워드"), ("core/news/bigkinds.py", "제외"), ("core/news/gate.py", "키워드"),  # columns
    ("core/news/files/columns.py", "키워드"),
    ("core/ui/words_ko/my_debut.py", "판단"),  # a game's word for where the engine looked; no person is judged there
}  # fmt: skip


def sentences(path: Path) -> Iterator[str]:
    """The texts in a module: all that is neither code nor a comment nor a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("word", ONE_WORD)
def test_one_thing_has_one_word(word: str) -> None:
    files = [
        ROOT / "streamlit_app.py",
        *(p for part in ("core", "models", "pages") for p in (ROOT / part).rglob("*.py")),
    ]
    whole = re.compile(rf"(?<![가-힣]){word}")  # 아이유 is nobody's reason
    said = [
        f"{name}: {text}"
        for path in files
        if ((name := path.relative_to(ROOT).as_posix()), word) not in OTHERS
        if word in path.read_text(encoding="utf-8")
        for text in sentences(path)
        if whole.search(text)
    ]
    assert said == [], f"{ONE_WORD[word]}: {said}"


def test_the_glossary_explains_what_the_pages_measure_with() -> None:
    explained = " ".join(word for word, _ in t.GLOSSARY_ITEMS)
    for word in ("닮음", "확신도", "재현성", "유사도", "로그 손실", "p값", "판정", "빼 둠", "낱말"):
        assert word in explained
    assert not any(word in meaning for word in ONE_WORD for _, meaning in t.GLOSSARY_ITEMS)
