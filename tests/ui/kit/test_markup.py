"""Text from outside stays text."""

import ast
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.kit import markup
from tests.conftest import ROOT

MARKDOWN_CHOICES = ("st.pills", "st.radio", "st.segmented_control")


@given(st.text(max_size=60))
def test_markup_lets_no_tag_through(text):
    for made in (
        markup.bars([(text, 0.5, text)]), markup.dots([(text, text)]), markup.sentence(text, [], text),
        markup.headline(text, text, text, text, text), markup.live(text),
    ):  # fmt: skip
        assert "<script" not in made.lower()
        inside = made.replace("<div", "").replace("</div>", "").replace("<span", "").replace("</span>", "")
        inside = (
            inside.replace("<br>", "")
            .replace("<mark", "")
            .replace("</mark>", "")
            .replace("<p ", "")
            .replace("</p>", "")
        )
        assert "<" not in inside


def test_markdown_from_outside_stays_text():
    said = markup.escape_markdown("[x](http://a) **b** :red[c] <i> $y$ `z`")
    assert said.count("\\") >= 14
    assert markup.escape_markdown("34\u00a0%") == "34\u00a0%"


@pytest.mark.parametrize("name", [":material/home:", ":smile:", "a:red:b", "::star::"])
def test_a_name_is_no_icon(name):
    assert not re.search(r":[\w/+-]+:", markup.escape_markdown(name).replace("\\", ""))
    assert markup.escape_markdown("오후 3:15, 별: 달").count("\N{WORD JOINER}") == 0


def test_a_name_leads_nowhere():
    """Streamlit makes links of addresses, however they are escaped."""
    for address in ("http://a.b", "HTTPS://a.b", "www.a.b"):
        assert address not in markup.escape_markdown(address).replace("\\", "")
        assert address in markup.escape_markdown(address, linked=True).replace("\\", "")


def test_choices_that_browsers_read_as_markdown_say_how_they_are_called():
    """Options of a list are plain text; those of these are Markdown, and may be names."""
    for file in (ROOT / "core" / "ui").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in (
                "st.pills",
                "st.radio",
                "st.segmented_control",
            ):
                named = {keyword.arg for keyword in call.keywords}
                assert "format_func" in named, f"{file.name}:{call.lineno}: format_func=escape_markdown"


def test_a_highlight_stands_where_it_was_asked_for():
    assert ">밤하늘</mark>" in markup.sentence("긴 밤하늘 아래", [(2, 5)], "#123456")
