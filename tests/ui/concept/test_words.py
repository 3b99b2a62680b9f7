from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from core.keywords.views.threshold import CHANCE, FULL_Z
from core.services.concept.concept import ConceptWord
from core.ui.concept.words import (
    CLOUD,
    HEAVY,
    NARROW,
    Inked,
    _told,
    in_order,
    inked,
    layouts,
    leading,
    scores,
    word_kind,
)
from core.ui.word_cloud import CloudWord

FIRM = [ConceptWord(f"말{i}", 9, 9, 9.0 - i, 1.0, facet="분위기") for i in range(5)]
NOISE = [ConceptWord(f"우연{i}", 9, 9, 1.0, 0.3, facet="사운드") for i in range(40)]


def _shown(firm: list[ConceptWord], rest: list[ConceptWord], *, compared: bool = True) -> Any:
    words = {k.word: k for k in (*firm, *rest)}
    return SimpleNamespace(
        words=tuple(words), firm=tuple(k.word for k in firm), compared=compared, blend=None,
        concept=SimpleNamespace(keyword=words.get),
    )  # fmt: skip


def test_what_may_be_chance_stands_beside_few_firm_words_only_and_never_before_them():
    assert leading(_shown(FIRM, NOISE), 12, 8) == (*(k.word for k in FIRM), "우연0", "우연1", "우연2")
    assert leading(_shown(FIRM, NOISE), 4, 3) == tuple(k.word for k in FIRM[:4])
    assert leading(_shown([], NOISE, compared=False), 12, 8) == tuple(k.word for k in NOISE[:12]), "by articles"


def test_it_is_the_smallest_in_the_cloud_and_grey_whatever_it_is_about():
    shown = _shown(FIRM, NOISE)
    sizes = scores(shown)
    assert sizes["말0"] == 9.0 and 0 < sizes["우연0"] < FULL_Z / 500
    assert word_kind(NOISE[0], dark=False)[0] == CHANCE != word_kind(FIRM[0], dark=False)[0]
    drawn = inked(shown, {k.word: CloudWord("", "", word_kind(k, dark=False)[0]) for k in (*FIRM, *NOISE)})
    wide, narrow = layouts(drawn)
    at = {place.word: place.size for place in wide.places()}
    assert at["우연0"] < at["말4"] < at["말0"] and len(narrow.words) == 20


def test_a_word_without_a_facet_is_no_giant_and_only_the_first_words_with_one_are_heavy():
    plain = ConceptWord("앨범", 40, 40, 10.0, 2.0)
    many = [ConceptWord(f"말{i}", 9, 9, 9.0 - i / 9, 1.0, facet="분위기") for i in range(HEAVY + 3)]
    drawn = inked(_shown([plain, *many], []), {k.word: CloudWord("", "", k.facet) for k in (plain, *many)})
    said = {word: (score, heavy) for word, score, _, heavy in drawn.words}
    assert said["앨범"] == (5.0, False) and said["말0"] == (9.0, True)
    assert [word for word, (_, heavy) in said.items() if heavy] == [k.word for k in many[:HEAVY]]


def test_filtered_words_stay_where_those_of_all_articles_are():
    every = Inked(tuple((k.word, k.z, k.facet, False) for k in (*FIRM, *NOISE)), FULL_Z)
    some = replace(every, words=every.words[1:40])
    for whole, part in zip(layouts(every), layouts(some, every), strict=True):
        before = {p.word: (p.x, p.y) for p in whole.places()}
        assert all(before.get(p.word, (p.x, p.y)) == (p.x, p.y) for p in part.places())


def test_the_title_counts_what_is_drawn_on_every_screen():
    many = [ConceptWord(f"말{i}", 9, 9, 9.0 - i / 99, 1.0, facet="분위기") for i in range(CLOUD)]
    shown = _shown(many, [])
    drawn = inked(shown, {k.word: CloudWord("", "", k.facet) for k in many})
    wide, narrow = layouts(drawn)
    title, _ = _told(shown, narrow.words)
    assert len(wide.words) > len(narrow.words) == NARROW and f"{NARROW}개 가운데 {NARROW}개가 분위기" in title


def test_a_legend_names_each_kind_once_and_chance_last():
    assert in_order([(CHANCE, "#1"), ("그 밖", "#2"), ("분위기", "#3"), (CHANCE, "#1")]) == [
        ("분위기", "#3"), ("그 밖", "#2"), (CHANCE, "#1"),
    ]  # fmt: skip
