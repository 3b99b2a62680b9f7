from datetime import date

from core.keywords.corpus.evidence import LONGEST, Evidence, alike, around
from core.text.near_duplicates import Folded
from core.types import Article

ARTICLE = Folded(Article("itzy", "제목", "본문", "가람일보", date(2026, 3, 1), "", "csv"), ())


def found(text: str, word: str) -> Evidence:
    start = text.index(word)
    return around(text, start, start + len(word), ARTICLE)


def test_the_sentence_around_a_word():
    one = found("첫 문장이다. 몽환적인 소리가 “길게 번진다.” 끝.", "몽환")
    assert one.sentence == "몽환적인 소리가 “길게 번진다.”"
    assert one.sentence[one.start : one.end] == "몽환"


def test_a_text_without_an_end_is_cut_around_the_word():
    one = found("가나다 " * 200 + "몽환 " + "라마바 " * 200, "몽환")
    assert one.sentence[one.start : one.end] == "몽환" and len(one.sentence) <= LONGEST + 2


def test_the_same_sentence_is_read_once_with_all_its_articles():
    first, other, again = (found(f"{before}. 몽환적이다.", "몽환") for before in ("하나", "둘", "셋"))
    unlike = found("몽환적이었다.", "몽환")
    assert alike([first, unlike, other, again]) == [(first, other, again), (unlike,)]
    assert alike([]) == []


def test_straight_and_curly_quotes_and_spaces_make_no_other_sentence():
    article = Article("g", "제목", "본문", "가람일보", None, "", "test")
    straight, curly, plain = (
        Evidence(text, 0, 1, article) for text in ('"밤하늘"을  말했다.', "“밤하늘”을 말했다.", "밤하늘을 말했다.")
    )
    assert alike([straight, plain, curly]) == [(straight, curly), (plain,)]
