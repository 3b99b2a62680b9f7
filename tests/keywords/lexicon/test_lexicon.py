import shutil
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DataFileError
from core.keywords.lexicon.file import Layer, LexiconEntry, parse, write
from core.keywords.lexicon.lexicon import FILE, OTHER, Lexicon, load_lexicon, own_file
from core.keywords.lexicon.nouns import gerund
from core.settings import Settings, get_settings

FACETS = ["분위기", "사운드", "비주얼·스타일링", "세계관·서사", "메시지·감정", "퍼포먼스", "타깃·시장"]


def own(text: str) -> Lexicon:
    """The lexicon with a file of the workspace's own. Raises DataFileError."""
    path = own_file(get_settings())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_lexicon(get_settings())


def test_the_facets(lexicon):
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


BROKEN = [
    ("facets: {분위기: 몽환, 사운드: 몽환}\n", "두 분류"),
    ("facets: {분위기: 몽환}\nstop: [몽환]\n", "세지 않는 말이면서"),
    ("facets: {분위기: 몽환적}\nstop: [몽환적]\nsynonyms: {몽환: [몽환적]}\n", "세지 않는 말이면서"),
    ("synonyms: {록: [락], 록음악: [락]}\n", "두 낱말의 같은 말"),
    ("synonyms: {록: [락], 락: [rock]}\n", "다른 낱말의 같은 말"),
    ("- a\n", "형식"),
    ("facets: [a]\n", "형식"),
    ("terms: {a: {b: c}}\n", "형식"),
    ("terms: [[a]]\n", "형식"),
    ("terms: [" + "가" * 41 + "]\n", "40자"),
    ("terms: 7\n", "형식"),
    ("context: {with_latin: [있지]}\n", "형식"),
    ("removed: {names: [있지]}\n", "names"),
    ("word: [a]\n", "word"),
    ("a: [", "YAML"),
    ("a: !!python/object:os.x {}", "YAML"),
    ("terms: &a [b]\nnames: *a\n", "YAML"),
]


@pytest.mark.parametrize(("text", "sentence"), BROKEN)
def test_broken_lists_are_refused_in_one_sentence(tmp_path, text, sentence):
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=sentence) as refused:
        load_lexicon(Settings(data=tmp_path))
    assert str(refused.value).startswith("기본 낱말집")


@pytest.mark.parametrize(("text", "sentence"), [*BROKEN, ("facets: {냄새: [꽃향기]}\n", "모르는 분류 ‘냄새’가")])
def test_a_broken_own_file_is_named_and_nothing_else_breaks(text, sentence):
    with suppress(DataFileError):
        own(text)
    with pytest.raises(DataFileError, match=sentence) as refused:
        load_lexicon(get_settings())
    assert str(refused.value).startswith("작업 폴더의 낱말집")
    own("")
    assert load_lexicon(get_settings()).facet("몽환") == "분위기"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("stop: [가나]\nstop: [다라]", "‘stop’ 항목이 두 번"),
        ("facets: {사운드: [가나], 사운드: [다라]}", "‘사운드’ 항목이 두 번"),
        ('stop: []\nterms: ["\\uD800"]', "2번째 줄을 읽을 수 없습니다"),
        ('stop: ["가\\0나"]', "‘가나’에 보이지 않는 글자\\(U\\+0000\\)"),
        ('names: {"가\\x1b나": [다라]}', "U\\+001B"),
        ('synonyms: {가나: ["다\\u202E라"]}', "U\\+202E"),
        ("terms: [!!timestamp x]", "YAML 형식"),
        ("terms: [!!bool x]", "YAML 형식"),
        ("terms: [!!int '']", "YAML 형식"),
    ],
)
def test_what_would_be_lost_or_not_be_seen_is_named(text, sentence):
    with pytest.raises(DataFileError, match=sentence) as caught:
        own(text)
    assert str(caught.value).endswith("주세요.")


def test_an_own_file_that_cannot_be_opened_is_named():
    own_file(get_settings()).mkdir(parents=True)
    with pytest.raises(DataFileError, match="작업 폴더의 낱말집"):
        load_lexicon(get_settings())


def test_own_words_lie_over_the_shipped_ones_and_enter_no_dictionary(lexicon):
    after = own(
        "terms: [레이저쇼]\nnames: {itzy: [믿지], '': [가람상]}\nfacets: {사운드: [몽글팝]}\nstop: {팀: [연작]}\n"
    )
    assert after.own == {"레이저쇼", "몽글팝"} and after.own_names == {"믿지": "itzy", "가람상": ""}
    assert after.facet("몽글팝") == "사운드" and "몽글팝" in after.facets["사운드"]
    assert "연작" in after.stop and after.facet("연작") == OTHER, "what a team does not want to see is no facet word"
    assert (after.terms, after.names) == (lexicon.terms, lexicon.names)
    assert after.dictionary_version == lexicon.dictionary_version and after.version != lexicon.version


def test_a_shipped_word_moves_to_another_facet(lexicon):
    after = own("facets: {퍼포먼스: [몽환적]}\n")
    assert lexicon.facet("몽환") == "분위기" and after.facet("몽환") == "퍼포먼스", "by any of its spellings"
    assert "몽환" in after.facets["퍼포먼스"] and "몽환" not in after.facets["분위기"]
    assert not own("facets: {퍼포먼스: [몽환]}\n").own, "the analyzers know it"


def test_shipped_entries_are_taken_out(lexicon):
    after = own("removed: {stop: [소감], synonyms: [컨셉], facets: [새벽]}\n")
    assert "소감" in lexicon.stop and "소감" not in after.stop
    assert lexicon.canonical("컨셉") == "콘셉트" and after.canonical("컨셉") == "컨셉"
    assert lexicon.facet("새벽") == "분위기" and after.facet("새벽") == OTHER


def test_an_own_concept_word_is_no_stop_word_any_more(lexicon):
    assert "소감" in lexicon.stop
    assert "소감" not in own("facets: {분위기: [소감]}\n").stop


def test_own_spellings_turn_the_shipped_ones_around():
    after = own("synonyms: {컨셉: [콘셉트], 하이틴걸: [걸크러시]}\n")
    assert {after.canonical(w) for w in ("콘셉트", "컨셉", "컨셉트", "콘셉")} == {"컨셉"}
    assert {after.canonical(w) for w in ("걸크러쉬", "걸크러시", "하이틴걸")} == {"하이틴걸"}
    assert after.facet("하이틴걸") == "분위기", "the facet of the word it stands for"
    assert not set(after.synonyms) & set(after.synonyms.values())


def test_own_contexts_are_added_and_touch_no_dictionary(lexicon):
    after = own("context: {homonyms: [칼군무], before: [유닛], with_latin: {칼군무: [KAL]}}\n")
    assert "칼군무" in after.homonyms and after.before == (*lexicon.before, "유닛")
    assert after.with_latin["칼군무"] == ("KAL",) and after.with_latin["있지"] == ("ITZY",)
    assert after.dictionary_version == lexicon.dictionary_version


WORDS = st.text("가나다라마", min_size=1, max_size=4)


@pytest.mark.slow
@given(
    st.dictionaries(WORDS, st.sampled_from(["", "itzy"])),
    st.dictionaries(WORDS, st.sampled_from(FACETS)),
    st.sets(WORDS),
    st.dictionaries(st.text("바사아", min_size=1, max_size=40), WORDS),
)
def test_a_layer_is_read_back_as_it_was_written(names, facets, words, synonyms):
    entries = [LexiconEntry("term", word) for word in words]
    entries += [LexiconEntry("name", word, group) for word, group in names.items()]
    entries += [LexiconEntry("facet", word, facet) for word, facet in facets.items()]
    entries += [LexiconEntry("synonym", word, head) for word, head in synonyms.items()]
    entries += [LexiconEntry("stop", word, removed=True) for word in words]
    layer = Layer(tuple(entries), {"before": ["그룹"], "with_latin": {"있지": ["ITZY"]}} if words else {})
    again = parse(write(layer), "파일")
    assert set(again.entries) == set(layer.entries) and again.context == layer.context


def test_words_as_a_sentence_can_say_them(lexicon):
    shown = ("당당", "주체", "차가운", "푸른", "낯선", "우아", "밤하늘", "몽환", "설렘")
    assert [lexicon.noun(word) for word in shown] == [
        *("당당함", "주체성", "차가움", "푸름", "낯섦", "우아함", "밤하늘", "몽환", "설렘")
    ]


# What a sentence can say for it; "" where nothing is certain and the word stays as it is.
GERUNDS = """푸르다 푸른 푸름|느리다 느린 느림|시리다 시린 시림|여리다 여린 여림|희다 흰 흼|크다 큰 큼|흐리다 흐린 흐림
거칠다 거친 거칢|낯설다 낯선 낯섦|둥글다 둥근 둥긂|길다 긴 긺|차갑다 차가운 차가움|뜨겁다 뜨거운 뜨거움
곱다 고운 고움|눈부시다 눈부신 눈부심|맵다 매운 매움|무겁다 무거운 무거움|새롭다 새로운 새로움|좁다 좁은 좁음
밝다 밝은 밝음|깊다 깊은 깊음|젊다 젊은 젊음|맑다 맑은 맑음|짙다 짙은 짙음|높다 높은 높음|붉다 붉은 붉음
넓다 넓은 넓음|낫다 나은 나음|좋다 좋은 -|하얗다 하얀 -|빨갛다 빨간 -|있다 있는 -|신나다 신난 신남
멋지다 멋진 멋짐|편안하다 편안 -|알다 아는 -"""


@pytest.mark.parametrize("line", [line.split() for part in GERUNDS.split("|") for line in part.split("\n")])
def test_the_noun_of_an_adjective_follows_from_its_forms(line):
    form, modifier, noun = line
    assert gerund(form.removesuffix("다"), modifier) == noun.strip("-")


def test_roots_have_their_noun_and_what_is_a_noun_or_press_language_stays(lexicon):
    roots = (
        "싸늘 쓸쓸 고즈넉 나른 애틋 도도 깜찍 산뜻 차분 잔잔 경쾌 유쾌 명랑 담백 엉뚱 비장 소박 씩씩 의젓 몽롱 아득 "
        "스산 음산 절박 처절 예민 까칠 단정 말끔 홀가분 불길 음침 기이 당당 우아 청량 화려 시원 다정"
    )
    assert {word: lexicon.noun(word) for word in roots.split()} == {word: f"{word}함" for word in roots.split()}
    stays = (
        "밤하늘 자유 순수 청춘 열정 응원 표현 성장 설렘 느림 자연스러움 힙함 몽환 관능 카리스마 "
        "여운 가운 다운 행운 좋다 좋은 있는"
    )
    assert {word: lexicon.noun(word) for word in stays.split()} == {word: word for word in stays.split()}


def test_every_noun_is_a_form_of_its_word(lexicon):
    for word, noun in lexicon.nouns.items():
        assert noun[0] == word[0] and not noun.endswith(("함함", "성성")) and lexicon.describes(word), (word, noun)


@pytest.mark.parametrize(
    ("facet", "words"),
    [
        ("메시지·감정", "불안 욕망 연대 진정성 아이덴티티 자존감 정체성 나다움 위로"),
        ("분위기", "무해함 힙함 독보적 다채로움 존재감 애티튜드"),
        ("사운드", "쇠맛 올드스쿨 풍성 질감"),
        ("비주얼·스타일링", "추구미 락시크 착장"),
        ("세계관·서사", "광야 빌런"),
        ("그 밖", "유튜브 빌보드 K팝 브랜드평판"),  # names, and a word that says nothing
    ],
)
def test_todays_words_have_a_facet_and_names_have_none(lexicon, facet, words):
    assert {word: lexicon.facet(lexicon.canonical(word)) for word in words.split()} == dict.fromkeys(
        words.split(), facet
    )


def test_concept_words_are_no_well_known_names(lexicon):
    names = {name for listed in lexicon.known.values() for name in listed}
    assert not set(lexicon.facet_of) & names


def test_words_of_the_press_have_a_facet_and_their_noun_is_the_same_word(lexicon):
    for word, facet in (("팔색조", "분위기"), ("폴리리듬", "사운드"), ("뷔스티에", "비주얼·스타일링"),
                        ("타임루프", "세계관·서사"), ("자긍심", "메시지·감정"), ("싱크로율", "퍼포먼스")):  # fmt: skip
        assert lexicon.facet(word) == facet
    assert lexicon.canonical("오묘함") == "오묘" and lexicon.noun("오묘") == "오묘함"
    assert lexicon.facet("네온조명") == OTHER  # a join of two known words would hide both
    assert lexicon.facet("유니콘") == OTHER  # creatures are titles more often than concepts
