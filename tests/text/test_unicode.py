import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from core.text.unicode import normal


@given(st.text(max_size=300))
def test_ordinary_text_becomes_what_unicode_says(text: str) -> None:
    assert normal(text) == unicodedata.normalize("NFC", text)
    assert normal(text, "NFKC") == unicodedata.normalize("NFKC", text)


def test_long_text_does_too() -> None:
    text = "하늘 위로 " * 2000 + "e\u0301" * 3000
    assert normal(text) == unicodedata.normalize("NFC", text)


def test_a_heap_of_marks_takes_no_time_and_loses_only_marks() -> None:
    start = time.process_time()
    found = normal("제목 가" + "\u0301\u0316" * 500_000 + " 끝")
    assert time.process_time() - start < 2, "seconds; in order they would take hours"
    assert found.startswith("제목 가") and found.endswith(" 끝") and len(found) < 50
