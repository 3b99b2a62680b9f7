"""Which words a sentence of the page's own may rest on."""

from core.keywords.corpus.corpus import Corpus, select
from core.keywords.corpus.description import Description
from core.keywords.corpus.filters import EVERYTHING
from core.keywords.views.statements import attested, statements
from core.text.near_duplicates import Folded
from tests.support.builders import article

ONE = "몽환적인 신스를 앞세운 노래로 무대를 채운다"
OTHERS = ["이번 앨범은 몽환의 끝까지 간다", "몽환, 그 한마디로 요약되는 곡이다"]


def rests(*texts, words=("몽환",), held="몽환"):
    """May a sentence rest on 몽환, with these articles of one sentence each? words: said of the group in each."""
    said = tuple(
        (Description(0, len(t), tuple((w, t.index(w), t.index(w) + len(w)) for w in words), 2.0),) for t in texts
    )
    folded = tuple(Folded(article("소식", text)) for text in texts)
    nothing: tuple[dict[str, int], ...] = tuple({} for _ in texts)
    counted = tuple({held: 1} for _ in texts)
    own = select(Corpus(folded, texts, tuple(() for _ in texts), nothing, {}, {}, said, counted), EVERYTHING)
    return attested(own, statements(own), {"몽환"})


def test_three_articles_have_to_say_it_in_sentences_of_their_own():
    assert rests(ONE, *OTHERS)("몽환")
    assert not rests(ONE, OTHERS[0])("몽환")
    assert not rests(ONE, ONE, f"{ONE}.")("몽환"), "one press release"


def test_what_only_stands_in_such_sentences_is_not_said():
    assert not rests(ONE, *OTHERS, words=())("몽환")
    assert rests(ONE, *OTHERS, words=(), held="앨범")("앨범"), "it claims nothing"
