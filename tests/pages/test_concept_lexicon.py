"""The lexicon's section as a visitor uses it, on the demo's news."""

import pytest
from streamlit.testing.v1 import AppTest

from core.keywords.lexicon.file import LexiconEntry
from core.keywords.lexicon.lexicon import own_file
from core.services.lexicon import edit as service
from core.settings import get_settings
from core.ui.words_ko import lexicon as t
from tests.support.app import labelled, press, texts

GROUP = "group_3"


def _page(with_news: bool) -> None:
    from core.catalog import load_demo
    from core.errors import DataFileError
    from core.news.load import load_demo_news
    from core.services.concept.concept import build_concept
    from core.settings import get_settings
    from core.storage.database import Database
    from core.ui.concept.lexicon.section import section

    concept, settings = None, get_settings()
    if with_news:
        try:
            concept = build_concept("group_3", load_demo_news(settings), "kiwi", Database(settings))
        except DataFileError:
            concept = None
    section(concept, load_demo(settings).get("group_3"))


def open_section(with_news: bool = True) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=120, kwargs={"with_news": with_news}).run()
    assert not app.exception
    return app


def add(app: AppTest, kind: str, word: str, **fields: str) -> AppTest:
    """Choose a kind, type a word, press the button."""
    app = app.button_group(key="lexicon.kind").set_value(kind).run()
    labelled(app.text_input, t.WORD).set_value(word)
    if "facet" in fields:
        app.selectbox(key="lexicon.facet").set_value(fields["facet"])
    if "shown" in fields:
        labelled(app.text_input, t.SHOWN_AS).set_value(fields["shown"])
    return click(app, "lexicon.add")


def click(app: AppTest, key: str) -> AppTest:
    app = app.button(key=key).click().run()
    assert not app.exception
    return app


def entries() -> tuple[LexiconEntry, ...]:
    return service.own_entries(get_settings())


def errors(app: AppTest) -> str:
    return " ".join(str(e.value) for e in app.error).replace("\\", "")


def test_before_anything_was_added_it_says_how_to_begin():
    said = texts(open_section(with_news=False))
    assert t.OWN_EMPTY in said and t.NO_NEWS in said and t.LAST_CHANGE not in said
    assert not own_file(get_settings()).exists()


def test_every_kind_of_word_is_added_and_listed_without_news():
    app = open_section(with_news=False)
    app = add(app, "facet", "네온 소울", facet="사운드")
    assert t.added(LexiconEntry("facet", "네온 소울", "사운드")) in texts(app) and t.NO_CONCEPT in texts(app)
    assert not labelled(app.text_input, t.WORD).value, "the next word starts empty"
    app = add(app, "facet", "레이저쇼", facet="그 밖")
    app = add(app, "name", "별빛단")
    app = add(app, "stop", "화제성")
    app = add(app, "synonym", "걸파워", shown="걸크러시")
    app = add(app, "out", "소감")
    assert set(entries()) == {
        LexiconEntry("facet", "네온 소울", "사운드"),
        LexiconEntry("term", "레이저쇼"),
        LexiconEntry("name", "별빛단", GROUP),
        LexiconEntry("stop", "화제성"),
        LexiconEntry("synonym", "걸파워", "걸크러시"),
        LexiconEntry("stop", "소감", removed=True),
    }
    said = texts(app)
    assert f"{t.OWN_TITLE} 6" in said and "→ 걸크러시" in said and "‘소감’을 다시 셉니다." in said


def test_what_was_typed_stays_when_it_is_refused():
    app = add(open_section(with_news=False), "stop", "기자")
    assert "‘기자’는 이미 세지 않는 말입니다." in errors(app)
    assert labelled(app.text_input, t.WORD).value == "기자" and entries() == ()


def test_changes_are_undone_one_by_one_and_removed_from_the_list():
    app = add(add(open_section(with_news=False), "stop", "화제성"), "stop", "대세론")
    assert labelled(app.button, t.steps(2))
    app = click(app, "lexicon.undo")
    assert t.undone(t.added(LexiconEntry("stop", "대세론"))) in texts(app) and entries() == (
        LexiconEntry("stop", "화제성"),
    )
    app = click(app, "lexicon.out.stop.화제성..False")
    assert entries() == () and "지웠습니다" in texts(app)
    app = click(click(app, "lexicon.undo"), "lexicon.undo")
    assert entries() == () and "lexicon.undo" not in [b.key for b in app.button]


@pytest.mark.slow
def test_a_broken_file_is_named_and_a_new_one_begun():
    own_file(get_settings()).parent.mkdir(parents=True)
    own_file(get_settings()).write_text("terms: [", encoding="utf-8")
    app = open_section()
    assert "작업 폴더의 낱말집" in errors(app) and t.BROKEN_AID in texts(app)
    app = press(app, t.START_OVER)
    assert "lexicon.1.yaml" in texts(app) and t.OWN_EMPTY in texts(app)


@pytest.mark.slow
@pytest.mark.parametrize("word", ["\\x9f", "a\\0b", "a\\u202Eb"])
def test_hidden_characters_on_file_break_nothing_and_a_mended_file_is_taken(word):
    own_file(get_settings()).parent.mkdir(parents=True)
    own_file(get_settings()).write_text(f'stop: ["{word}"]\n', encoding="utf-8")
    app = open_section()
    assert "보이지 않는 글자(U+" in errors(app) and t.BROKEN_AID in texts(app)
    app.file_uploader[0].upload("team.yaml", b'stop: ["\\x07"]\n', "application/yaml").run()
    app = press(app, t.UPLOAD_GO)
    assert "올린 파일에 보이지" in errors(app)
    app.file_uploader[0].upload("team.yaml", "stop: [화제성]\n".encode(), "application/yaml").run()
    app = press(app, t.UPLOAD_GO)
    assert entries() == (LexiconEntry("stop", "화제성"),) and not app.exception
    assert (get_settings().workspace / "lexicon.1.yaml").exists()


def test_a_file_is_put_in_place_of_the_own_one_or_refused():
    app = open_section(with_news=False)
    app.file_uploader[0].upload("team.yaml", "stop: [화제성]\n".encode(), "application/yaml").run()
    app = press(app, t.UPLOAD_GO)
    assert entries() == (LexiconEntry("stop", "화제성"),) and t.UPLOADED in texts(app)
    app.file_uploader[0].upload("team.yaml", b"terms: [", "application/yaml").run()
    app = press(app, t.UPLOAD_GO)
    assert "올린 파일" in errors(app) and entries() == (LexiconEntry("stop", "화제성"),)


@pytest.mark.slow
def test_a_proposal_is_taken_up_with_one_tap_and_its_effect_is_told():
    app = open_section()
    app = click(app, "lexicon.take.메탈릭.의상")
    said = texts(app)
    assert entries() == (LexiconEntry("facet", "메탈릭 의상", "비주얼·스타일링"),)
    assert "‘메탈릭 의상’이" in said and "위로 새로 들어왔습니다" in said
    rows = app.dataframe[0].value
    assert rows.iloc[0].tolist()[0] == "메탈릭 의상" and rows.iloc[0].tolist()[1] == "–"
    assert "lexicon.take.메탈릭.의상" not in [b.key for b in app.button]
    app = click(app, "lexicon.undo")
    assert "이던 ‘메탈릭 의상’이 빠졌습니다" in texts(app)


@pytest.mark.slow
def test_a_change_that_moves_nothing_says_so_and_more_proposals_can_be_seen():
    app = add(open_section(), "facet", "없는낱말", facet="분위기")
    assert "순위는 그대로입니다" in texts(app) and not app.dataframe
    before = len([b for b in app.button if (b.key or "").startswith("lexicon.take.")])
    app = click(app, f"lexicon.more.{GROUP}.go")
    assert len([b for b in app.button if (b.key or "").startswith("lexicon.take.")]) > before


@pytest.mark.slow
def test_a_sentence_shows_what_counts_and_why_not():
    app = open_section()
    app.text_area(key="lexicon.try").set_value("세결의 메탈릭 컨셉은 *기자* 소감").run()
    said = texts(app)
    assert "메탈릭 (비주얼·스타일링) · 컨셉 → 콘셉트" in said
    assert f"{t.NAMES} 세결" in said.replace("**", "")
    assert "기자, 소감 (낱말집의 세지 않는 말)" in said
    app.text_area(key="lexicon.try").set_value("그랬지.").run()
    assert not app.exception


def test_a_long_list_is_shown_in_parts_and_odd_files_are_listed():
    own_file(get_settings()).parent.mkdir(parents=True)
    words = ", ".join(f"새말{n}" for n in range(25))
    own_file(get_settings()).write_text(
        f"stop: [{words}]\nnames: {{itzy: [믿지], twice: [믿지, '*별* 단']}}\n", encoding="utf-8"
    )
    app = open_section(with_news=False)
    assert len([b for b in app.button if b.label == t.REMOVE]) == 20
    app = press(app, t.more(8))
    assert len([b for b in app.button if b.label == t.REMOVE]) == 28
    assert "*별* 단" in texts(app) and "트와이스" in texts(app)


@pytest.mark.slow
def test_a_facet_is_proposed_for_the_typed_word_and_chosen_by_hand_only():
    app = open_section(with_news=False)
    assert "lexicon.near.word" not in [b.key for b in app.button], "there is no word yet"
    app = labelled(app.text_input, t.WORD).set_value("손수건").run()
    before = app.selectbox(key="lexicon.facet").value
    assert t.NEAR_CHOOSE not in [b.label for b in app.button], "nothing is proposed before it is asked for"
    app = click(app, "lexicon.near.word")
    said = texts(app).replace("\\", "")
    assert f"**{t.NEAR_ONE}** → 비주얼·스타일링" in said and "가까운 말: 스카프, " in said
    assert app.selectbox(key="lexicon.facet").value == before != "비주얼·스타일링" and entries() == ()
    app = click(app, "lexicon.near.choose")
    assert app.selectbox(key="lexicon.facet").value == "비주얼·스타일링" and entries() == ()
    app = click(app, "lexicon.add")
    assert entries() == (LexiconEntry("facet", "손수건", "비주얼·스타일링"),)
    app = labelled(app.text_input, t.WORD).set_value("뷁뷁").run()
    assert t.near_none("뷁뷁", "그 밖") in texts(app)
    app = labelled(app.text_input, t.WORD).set_value("몽환").run()
    assert t.near_none("몽환", "분위기") in texts(app)


@pytest.mark.slow
def test_words_of_the_page_without_a_facet_get_one_proposed_and_taken_up():
    app = click(open_section(), "lexicon.near.page")
    taken = [b.key for b in app.button if b.key and b.key.startswith("lexicon.near.take.")]
    assert len(taken) == 5 and entries() == (), "a few at first, and nothing by itself"
    word = taken[0].rpartition(".")[2]
    app = click(app, taken[0])
    (entry,) = entries()
    assert (entry.kind, entry.word) == ("facet", word) and t.added(entry) in texts(app)
    assert taken[0] not in [b.key for b in app.button], "it has a facet now"
