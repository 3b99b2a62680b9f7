import pytest

from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.analyzers.tokens import Token
from core.keywords.corpus import prepare as corpora
from core.keywords.corpus.prepare import prepare
from core.keywords.names.finder import GroupNames
from core.types import silent
from tests.support.builders import article

NAMES = (GroupNames("a", "여섯별", "SIXSTARS"), GroupNames("b", "두물"))
NEWS = {
    "a": [article(f"여섯별 소식 {i}", f"여섯별이 ‘밤의 열차 {i}’로 무대에 섰다.", group="a") for i in range(2)],
    "b": [article("두물 무대", "두물이 ‘밤의 열차 1’을 불렀다. 김하늘 기자가 전했다.", group="b")],
}


class Reporting:
    """An analyzer that reports at some of its texts."""

    name = version = "reporting"

    def __init__(self, at):
        self._at = at

    def tokens(self, texts, progress=silent):
        for done in self._at:
            progress(done, len(texts), "")
        return [_tokens(text) for text in texts]


def _tokens(text):
    at = text.find("무대")
    return [Token("무대", "noun", at, at + 2)] if at >= 0 else []


def prepared(lexicon, at, progress=silent):
    corpora.forget()
    return prepare(NEWS, NAMES, Reporting(at), MemoryTokenCache(), lexicon, progress)


@pytest.mark.parametrize("at", [(1, 2, 3), (3,), (2, 1, 2, 3), (1, 1), (0, 3, 3)])
def test_names_are_the_same_whenever_the_analyzer_reports(lexicon, at):
    never = prepared(lexicon, ())
    assert prepared(lexicon, at) == never
    assert [[span.name for span in spans] for spans in never["b"].names] == [["두물", "두물", "밤의 열차 1", "김하늘"]]


def test_a_visitor_who_leaves_stops_the_work(lexicon):
    def leave(done, total, label):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepared(lexicon, (1,), leave)
