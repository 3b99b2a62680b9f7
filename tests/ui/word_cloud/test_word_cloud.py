import re
from pathlib import Path

from core.ui import word_cloud

HERE = Path(word_cloud.__file__).parent


def test_the_scripts_set_text_as_text_and_hold_no_korean():
    for path in HERE.glob("*.js"):
        script = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script), path.name
        assert not re.search("[가-힣]", script), f"{path.name}: Korean words stand in text_concept_ko"


def test_the_scripts_use_every_text_they_are_given_and_no_other():
    from core.ui.words_ko import concept as t

    known = {"word_cloud": t.CLOUD_TEXTS, "word_sentences": t.SENTENCE_TEXTS}
    for name, texts in known.items():
        script = (HERE / f"{name}.js").read_text(encoding="utf-8")
        assert set(re.findall(r"\btexts\.(\w+)", script)) == set(texts)


def test_a_legend_names_the_kinds_of_the_words_that_are_shown_and_no_other():
    words = [word_cloud.CloudWord("", "#111111", "우연"), *[word_cloud.CloudWord("", "#222222", "분위기")] * 2]
    assert word_cloud.legend(words, ["우연"]) == [("분위기", "#222222"), ("우연", "#111111")]
