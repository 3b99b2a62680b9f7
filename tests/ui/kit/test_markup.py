"""Text from outside stays text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.kit import markup


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


def test_a_highlight_stands_where_it_was_asked_for():
    assert ">밤하늘</mark>" in markup.sentence("긴 밤하늘 아래", [(2, 5)], "#123456")
