import shutil

import pytest

from core.errors import DataFileError
from core.keywords.lexicon import OTHER, load_lexicon
from core.settings import Settings, get_settings

FACETS = ["분위기", "사운드", "비주얼·스타일링", "세계관·서사", "퍼포먼스", "타깃·시장"]


@pytest.fixture
def lexicon():
    return load_lexicon(get_settings())


def test_the_six_facets(lexicon):
    assert list(lexicon.facets) == FACETS
    assert lexicon.facet("몽환") == "분위기"
    assert lexicon.facet("신스") == "사운드"
    assert lexicon.facet("없는말") == OTHER


def test_one_spelling_stands_for_a_word(lexicon):
    assert lexicon.canonical("걸크러쉬") == "걸크러시"
    assert lexicon.canonical("R&B") == "알앤비"
    assert lexicon.canonical("밤하늘") == "밤하늘"


def test_synonyms_do_not_lead_to_synonyms(lexicon):
    assert not set(lexicon.synonyms) & set(lexicon.synonyms.values())


def test_generic_words_of_the_trade_are_no_stop_words(lexicon):
    assert not {"앨범", "무대", "컴백", "콘셉트", "안무"} & lexicon.stop
    assert {"기자", "사진", "무단", "전재", "오후", "이번"} <= lexicon.stop


def test_concept_words_are_no_stop_words(lexicon):
    assert not set(lexicon.facet_of) & lexicon.stop


def test_names_that_are_words_go_into_no_dictionary(lexicon):
    for word in ("있지", "아이들", "여자친구", "지수", "유나"):
        assert word in lexicon.homonyms
        assert word not in lexicon.terms | lexicon.names


def test_every_facet_word_of_a_real_catalogue_is_registered(lexicon):
    assert "칼군무" in lexicon.terms
    assert "마마무" in lexicon.names
    assert not any(word.endswith("다") and word in lexicon.adnominal for word in lexicon.facet_of)
    assert "푸른" in lexicon.adnominal


def test_an_edit_is_seen_at_once_and_changes_the_version(tmp_path):
    folder = tmp_path / "lexicon"
    shutil.copytree(get_settings().lexicon, folder)
    settings = Settings(data=tmp_path)
    before = load_lexicon(settings)
    facets = folder / "lexicon.yaml"
    facets.write_text(
        facets.read_text(encoding="utf-8").replace("  분위기:\n", "  분위기:\n    얼음장미\n", 1), encoding="utf-8"
    )
    after = load_lexicon(settings)
    assert after.facet("얼음장미") == "분위기"
    assert before.version != after.version
    assert before.dictionary_version != after.dictionary_version


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("facets: {분위기: 몽환, 사운드: 몽환}\n", "두 분류"),
        ("- a\n", "형식"),
        ("facets: [a]\n", "형식"),
        ("a: [", "YAML"),
        ("a: !!python/object:os.x {}", "YAML"),
    ],
)
def test_broken_lists_are_refused_in_one_sentence(tmp_path, text, sentence):
    folder = tmp_path / "lexicon"
    shutil.copytree(get_settings().lexicon, folder)
    settings = Settings(data=tmp_path)
    (folder / "lexicon.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=sentence):
        load_lexicon(settings)
