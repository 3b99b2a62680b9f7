"""A team edits the lexicon: each change says what undoes it, and nothing on file is lost."""

import threading
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DataFileError, LexiconError, StorageError
from core.files import locked
from core.keywords.analyzers.token_cache import MemoryTokenCache
from core.keywords.lexicon.file import EntryKind, LexiconEntry
from core.keywords.lexicon.lexicon import OTHER, load_lexicon, own_file
from core.news.load import load_demo_news
from core.services.concept.concept import build_concept
from core.services.lexicon import edit as service
from core.storage import lexicon as storage


def entries(settings):
    return service.own_entries(settings)


def test_looking_writes_nothing(settings):
    assert entries(settings) == () and b"# " in service.download(settings)
    assert not settings.workspace.exists()


def test_a_word_is_added_and_undone_and_done_again(settings):
    edit = service.put(settings, "facet", " 네온  소울 ", "사운드")
    assert entries(settings) == (LexiconEntry("facet", "네온 소울", "사운드"),)
    assert load_lexicon(settings).facet("네온 소울") == "사운드"
    back = service.undo(settings, edit)
    assert entries(settings) == () and load_lexicon(settings).facet("네온 소울") == OTHER
    service.undo(settings, back)
    assert entries(settings) == (LexiconEntry("facet", "네온 소울", "사운드"),)


def test_a_word_stands_once_whatever_it_is(settings):
    service.put(settings, "facet", "네온소울", "사운드")
    edit = service.put(settings, "facet", "네온소울", "분위기")
    assert (edit.added, edit.removed) == (
        (LexiconEntry("facet", "네온소울", "분위기"),),
        (LexiconEntry("facet", "네온소울", "사운드"),),
    )
    others: tuple[tuple[EntryKind, str], ...] = (("term", ""), ("name", "itzy"), ("stop", ""), ("synonym", "소울"))
    for kind, detail in others:
        service.put(settings, kind, "네온소울", detail)
        assert entries(settings) == (LexiconEntry(kind, "네온소울", detail),)


def test_facets_and_stop_words_hold_for_the_word_that_is_shown(settings):
    service.put(settings, "stop", "몽환적")
    assert entries(settings) == (LexiconEntry("stop", "몽환"),)
    assert load_lexicon(settings).facet("몽환") == OTHER


def test_spellings_gather_at_the_word_shown_last(settings):
    service.put(settings, "synonym", "걸파워", "걸크러쉬")
    assert entries(settings) == (LexiconEntry("synonym", "걸파워", "걸크러시"),), "걸크러쉬 itself is shown as 걸크러시"
    service.put(settings, "synonym", "걸크러시", "여자의 힘")
    lexicon = load_lexicon(settings)
    assert {lexicon.canonical(w) for w in ("걸파워", "걸크러쉬", "걸크러시")} == {"여자의 힘"}
    assert lexicon.facet("여자의 힘") == "분위기"


def test_a_spelling_and_the_word_shown_change_places(settings):
    service.put(settings, "synonym", "콘셉트", "컨셉")  # shipped the other way round
    assert {load_lexicon(settings).canonical(w) for w in ("콘셉트", "컨셉", "컨셉트")} == {"컨셉"}
    service.put(settings, "synonym", "컨셉", "콘셉트")
    assert {load_lexicon(settings).canonical(w) for w in ("콘셉트", "컨셉", "컨셉트", "콘셉")} == {"콘셉트"}


@pytest.mark.parametrize(
    ("kind", "word", "detail", "sentence"),
    [
        ("stop", " ", "", "비어"),
        ("stop", "?!", "", "비어"),
        ("stop", "가" * 41, "", "40자"),
        ("synonym", "걸파워", "", "비어"),
        ("facet", "네온", "냄새", "분류를 골라"),
        ("facet", "몽환적", "분위기", "이미 분위기 분류"),
        ("term", "칼군무", "", "이미 아는 말"),
        ("term", "힙", "", "한 글자"),
        ("name", "별", "", "한 글자"),
        ("name", "있지", "itzy", "문맥"),
        ("stop", "기자", "", "이미 세지 않는"),
        ("synonym", "컨셉", "콘셉트", "이미 ‘콘셉트’로"),
        ("synonym", "콘셉트", "콘셉트", "이미 ‘콘셉트’로"),
    ],
)
def test_what_says_nothing_new_is_refused_and_writes_nothing(settings, kind, word, detail, sentence):
    with pytest.raises(LexiconError, match=sentence):
        service.put(settings, kind, word, detail)
    assert not own_file(settings).exists()


def test_shipped_words_are_taken_out_and_come_back(settings):
    stop = service.take_out(settings, "소감")
    assert stop.added == (LexiconEntry("stop", "소감", removed=True),) and "소감" not in load_lexicon(settings).stop
    service.take_out(settings, "컨셉")
    assert load_lexicon(settings).canonical("컨셉") == "컨셉"
    service.take_out(settings, "새벽")
    assert load_lexicon(settings).facet("새벽") == OTHER
    service.undo(settings, stop)
    assert "소감" in load_lexicon(settings).stop and len(entries(settings)) == 2
    with pytest.raises(LexiconError, match="뺄 것이 없습니다"):
        service.take_out(settings, "새벽")
    with pytest.raises(LexiconError, match="뺄 것이 없습니다"):
        service.take_out(settings, "없는말")


def test_an_own_word_is_taken_out(settings):
    service.put(settings, "name", "별빛단")
    assert service.take_out(settings, "별빛단").removed == (LexiconEntry("name", "별빛단"),)
    assert entries(settings) == ()


def test_an_undo_keeps_what_others_did_meanwhile(settings):
    first = service.put(settings, "name", "별빛단")
    service.put(settings, "stop", "화제성")
    service.undo(settings, first)
    assert entries(settings) == (LexiconEntry("stop", "화제성"),)
    with pytest.raises(LexiconError, match="바뀐 것이 없습니다"):
        service.undo(settings, first)


def test_a_file_goes_out_and_comes_in_again(settings):
    service.put(settings, "facet", "네온소울", "사운드")
    data = service.download(settings)
    edit = service.upload(settings, "stop: [화제성]\ncontext: {before: [유닛]}\n".encode())
    assert entries(settings) == (LexiconEntry("stop", "화제성"),) and "유닛" in load_lexicon(settings).before
    service.undo(settings, edit)
    assert (
        entries(settings) == (LexiconEntry("facet", "네온소울", "사운드"),)
        and "유닛" not in load_lexicon(settings).before
    )
    assert service.download(settings) == data
    with pytest.raises(LexiconError, match="바뀐 것이 없습니다"):
        service.upload(settings, data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe", "올린 파일"),
        (b"terms: [", "올린 파일"),
        (b"#" * 1_000_001, "올린 파일"),
        ("facets: {냄새: [꽃]}".encode(), "올린 파일에 모르는 분류"),
        ("facets: {분위기: [꽃비], 사운드: [꽃비]}".encode(), "두 분류"),
    ],
)
def test_a_broken_file_is_refused_and_the_own_one_stays(settings, data, sentence):
    service.put(settings, "stop", "화제성")
    with pytest.raises(DataFileError, match=sentence):
        service.upload(settings, data)
    assert entries(settings) == (LexiconEntry("stop", "화제성"),)


def test_a_broken_own_file_stands_in_no_ones_way(settings):
    own_file(settings).parent.mkdir(parents=True)
    own_file(settings).write_text("terms: [", encoding="utf-8")
    with pytest.raises(DataFileError):
        service.put(settings, "stop", "화제성")
    assert service.download(settings) == b"terms: ["
    aside = service.start_over(settings)
    assert (settings.workspace / aside).read_text(encoding="utf-8") == "terms: [" and entries(settings) == ()
    service.put(settings, "stop", "화제성")
    assert service.start_over(settings) != aside


def test_two_who_edit_at_once_both_keep_their_words(settings):
    words = [f"새말{i}" for i in range(12)]
    workers = [threading.Thread(target=service.put, args=(settings, "stop", word)) for word in words]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert {entry.word for entry in entries(settings)} == set(words)


def test_who_holds_the_file_too_long_is_named(settings, monkeypatch):
    monkeypatch.setattr(storage, "locked", partial(locked, patience=0.05))
    with storage.changing(settings), pytest.raises(StorageError, match="다른 창"):
        service.put(settings, "stop", "화제성")


def test_the_effect_tells_the_words_changed_first():
    before = ["가", "나", "다", "라", "마", "바", "사"]
    after = ["나", "라", "마", "바", "사", "다", "아"]
    found = service.effect(before, after, {"아"})
    assert [(c.word, c.before, c.after) for c in found] == [("아", None, 7), ("가", 1, None), ("다", 3, 6)]
    assert service.effect(before, before, {"가"}) == []
    assert len(service.effect(before, [], most=2)) == 2


@given(
    st.permutations("가나다라마바사아자차"), st.permutations("가나다라마바사아자차"), st.sets(st.sampled_from("가나파"))
)
def test_an_effect_is_true_whatever_moved(before, after, touched):
    for change in service.effect(before[:8], after[:8], touched):
        assert change.before == (before.index(change.word) + 1 if change.word in before[:8] else None)
        assert change.after == (after.index(change.word) + 1 if change.word in after[:8] else None)
        assert change.before != change.after


@pytest.mark.slow
def test_a_sentence_is_judged_word_by_word(settings):
    service.put(settings, "facet", "얼음장미", "분위기")
    service.put(settings, "name", "별빛단", "itzy")
    text = "별빛단이 본 얼음장미의 컨셉과 몽환, 그리고 기자 소감"
    found = {text[j.start : j.end]: j for j in service.judge(settings, text, "itzy", "kiwi")}
    assert (found["별빛단"].reason, found["별빛단"].group) == ("name", "itzy")
    assert (found["얼음장미"].reason, found["얼음장미"].facet) == (None, "분위기")
    assert (found["컨셉"].reason, found["컨셉"].word) == (None, "콘셉트")
    assert found["기자"].reason == found["소감"].reason == "stop"


@pytest.mark.slow
def test_a_proposal_taken_up_becomes_a_keyword_and_is_undone(settings):
    news, cache = load_demo_news(settings), MemoryTokenCache()

    def concept():
        return build_concept("group_3", news, "kiwi", cache)

    before = concept()
    proposed = service.proposals(settings, before, cache)
    one = next(p for p in proposed if p.word == "메탈릭 의상")
    facet = service.likely_facet(one, load_lexicon(settings))
    assert facet == "비주얼·스타일링"
    edit = service.put(settings, "facet", one.word, facet)
    after = concept()
    assert after.keyword(one.word).facet == facet and after.keyword(one.word).articles == one.articles
    (first, *_) = service.effect([k.word for k in before.keywords], [k.word for k in after.keywords], edit.words)
    assert (first.word, first.before) == (one.word, None) and first.after
    assert one.word not in [p.word for p in service.proposals(settings, after, cache)]
    service.undo(settings, edit)
    assert concept().keywords == before.keywords
