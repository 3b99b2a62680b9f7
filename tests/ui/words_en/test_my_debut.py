"""The English of a page says all that its Korean says, under the same names and with the same codes."""

import inspect
import itertools
import re
from types import ModuleType
from typing import get_args

from core.services.my_debut.answer import Advice
from core.ui.words_en import my_debut as english
from core.ui.words_ko import my_debut as korean

ADVICE: tuple[str, ...] = get_args(Advice)
HANGUL = re.compile("[가-힣]")


def said(module: ModuleType) -> dict[str, object]:
    own = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return {
        name: value for name, value in own.items()
        if isinstance(value, str | dict) or (inspect.isfunction(value) and value.__module__ == module.__name__)
    }  # fmt: skip


def test_both_languages_say_the_same_things() -> None:
    ours, theirs = said(korean), said(english)
    assert ours.keys() == theirs.keys()
    for name, value in ours.items():
        other = theirs[name]
        assert type(value) is type(other)
        if isinstance(value, dict):
            assert value.keys() == other.keys(), name  # type: ignore[attr-defined]
        elif callable(value):
            assert inspect.signature(value) == inspect.signature(other)  # type: ignore[arg-type]


def test_english_has_no_korean_and_every_code_is_said() -> None:
    source = inspect.getsource(english)
    assert not HANGUL.search(source)
    assert set(korean.ADVICE) == set(ADVICE)
    for words in (korean, english):
        cases = itertools.product(("clear", "unclear", "nobody"), (True, False))
        lines = {words.line(verdict, ("A", 0.5), ("B", 0.45), close=close) for verdict, close in cases}
        assert len(lines) == 4, "a clear answer and none at all do not speak of a close race"
        assert "50" in words.line("unclear", ("A", 0.5), ("B", 0.45), close=True)
