from core.keywords.analyzers.tokens import Token, merge, pattern_tokens


def test_words_no_dictionary_decides():
    found = {
        t.word
        for t in pattern_tokens("R&B와 edm, 10대·1990년대 3부작 12,000대 3대 A https://a.example/Pop me@x.example")
    }
    assert found == {"R&B", "EDM", "10대", "1990년대", "3부작"}


def test_a_pattern_wins_over_the_analyzer():
    korean = [Token("밤", "noun", 0, 1), Token("대", "noun", 4, 5)]
    assert merge(korean, [Token("10대", "noun", 2, 5)]) == [korean[0], Token("10대", "noun", 2, 5)]
