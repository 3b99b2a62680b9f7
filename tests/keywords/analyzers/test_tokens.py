import pytest

from core.keywords.analyzers.tokens import Token, merge, pattern_tokens


def words(text):
    return {token.word for token in pattern_tokens(text) if token.word}


def test_words_no_dictionary_decides():
    text = "R&B와 edm, 10대·1990년대 3부작 12,000대 3대 A https://a.example/Pop me@x.example"
    assert words(text) == {"R&B", "EDM", "10대", "1990년대", "3부작"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K-POP, Lo-Fi, hip-hop, T-ARA, I’m", {"K-POP", "LO-FI", "HIP-HOP", "T-ARA", "I'M"}),
        ("2NE1과 Y2K, 4세대, 5인조, 808, 3.5세대", {"2NE1", "Y2K", "4세대", "5인조", "808", "3.5세대"}),
        ("1st 2nd 3rd 5th 21st 170cm 60fps 3kg 5 mm", {"MM"}),
        ("www.garam.example, garam.co.kr, n.garam.com/a?b=1", set()),
        ("100만장, 3월 5일, 10주년에, 20개국을 돌며 1위로 14만여 명", set()),
    ],
)
def test_digits_and_hyphens_belong_to_their_words(text, expected):
    assert words(text) == expected


def test_a_pattern_wins_over_the_analyzer():
    text = "밤 10대 100만장 K팝 K-팝 2막 A씨"
    korean = [Token(text[a:b], "noun", a, b) for a, b in ((0, 1), (4, 5), (10, 11), (13, 14), (17, 18), (23, 24))]
    assert text[13:14] == text[17:18] == "팝" and text[23:24] == "씨"
    merged = merge(text, korean, pattern_tokens(text))
    assert [(t.word, text[t.start : t.end]) for t in merged] == [
        *(("밤", "밤"), ("10대", "10대"), ("K팝", "K팝"), ("K팝", "K-팝"), ("씨", "씨"))
    ]
