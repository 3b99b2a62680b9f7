import re
from datetime import date
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from core.catalog import load_real
from core.charts.concept_versus import spots
from core.news.load import load_demo_news
from core.services.catalog.edit import add_group
from core.services.concept.concept import versus
from core.services.concept.exclusions import change_exclusions, exclusions
from core.services.news.importing import import_files
from core.services.news.terms import terms_of
from core.services.reference.sets import ReferenceSource
from core.settings import get_settings
from core.storage.database import Database
from core.text.terms import Terms
from core.types import GroupScores, LineupResult, LineupScores, Upload
from core.ui.compared import choice as compared
from core.ui.concept.state import GROUP, KINDS, PRESSES, ConceptPage, View
from core.ui.kit.export import to_csv
from core.ui.kit.state import Frame
from core.ui.lineup.state import MIX, Judged, LineupPage
from core.ui.words_ko import concept as t
from core.ui.words_ko import news as news_t
from tests.support.app import labelled, open_page, own, press, texts

pytestmark = pytest.mark.slow


@pytest.fixture
def page():
    return _sound(open_page("concept", analyzer="kiwi"))  # starts faster than the Java machine


def _sound(app):
    assert not app.exception and not app.error, [e.value for e in app.error]
    return app


def _control(app, label):
    return labelled([*app.segmented_control, *app.pills], label)


def _view(app, name):
    return _sound(_control(app, t.VIEW).set_value(name).run())


def _choose(app, word):
    return _sound(labelled(app.selectbox, t.OTHER_WORD).set_value(word).run())


def test_it_says_what_it_rests_on(page):
    said = texts(page)
    assert t.FICTION in [warning.value for warning in page.warning]
    assert "기사 " in said and "중복" in said and "2026-" in said and "나머지 6팀과 비교" in said
    assert "모두 보고 있습니다" in said and t.NOTE_TITLE in said


def test_a_word_opens_its_sentences_and_stays_through_the_views(page):
    options = labelled(page.selectbox, t.OTHER_WORD).options
    assert len(options) > 20
    page = _choose(page, options[3])
    for name in (View.FACETS, View.TREND, View.NETWORK, View.VERSUS, View.WORDS):
        said = texts(_view(page, name))
        assert f"‘{options[3]}’" in said and t.FICTIONAL_ARTICLE in said, name
    before = texts(page).count(t.FICTIONAL_ARTICLE)
    assert texts(press(page, t.MORE_SENTENCES)).count(t.FICTIONAL_ARTICLE) > before


def test_every_view_says_a_finding(page):
    findings = {
        View.FACETS: "평균", View.TREND: "자주 나왔습니다", View.NETWORK: "붙어 다닙니다", View.VERSUS: "두드러집니다",
    }  # fmt: skip
    for name, said in findings.items():
        titles = [header.value for header in _view(page, name).header]
        assert any(said in title for title in titles[:1]), name


def test_the_trend_follows_the_words_that_are_picked(page):
    page = _view(page, View.TREND)
    lines = _control(page, t.LINES)
    first = list(lines.value)
    added = next(word for word in lines.options if word not in first)
    page = _sound(lines.set_value([*first[:2], added]).run())
    assert set(_control(page, t.LINES).value) == {*first[:2], added}
    assert own(page, ConceptPage).word == added
    page = _sound(_control(page, t.STEP).set_value("week").run())
    assert "주" in next(h.value for h in page.header if "자주 나왔습니다" in h.value)


def test_the_trend_says_what_rises_and_what_is_worn_and_from_what(page):
    page = _view(page, View.TREND)
    titles = [header.value for header in page.header]
    assert any("최근 30일에" in title for title in titles) and any("7그룹 중" in title for title in titles)
    said = texts(page)
    assert "그 전 2026-03" in said and "7그룹의 기사" in said


def test_two_other_groups_can_be_held_against_it(page):
    page = _view(page, View.VERSUS)
    other = labelled(page.selectbox, t.OTHER_GROUP)
    titles = set()
    for choice in other.options[:2]:
        page = _sound(labelled(page.selectbox, t.OTHER_GROUP).select(choice).run())
        titles.add(next(h.value for h in page.header if "두드러집니다" in h.value and choice in h.value))
    assert len(titles) == 2


def test_filters_leave_out_articles_and_are_reset(page):
    presses = labelled(page.multiselect, t.PRESSES)
    page = _sound(presses.set_value(presses.options[1:2]).run())
    assert "건 가운데" in texts(page)
    assert page.session_state[PRESSES] == presses.options[1:2]
    page = _sound(labelled(page.date_input, t.SINCE).set_value(date(2026, 10, 27)).run())
    page = press(page, t.RESET)
    assert "모두 보고 있습니다" in texts(page) and page.session_state[PRESSES] == []


def test_a_filter_that_leaves_nothing_offers_the_way_back(page):
    first = labelled(page.date_input, t.SINCE).min
    page = _sound(labelled(page.date_input, t.UNTIL).set_value(first).run())
    lines = [line for c in page.caption for line in c.value.replace("\\", "").splitlines()]
    wrote = {line.partition(" · ")[0] for line in lines if first.isoformat() in line}
    silent = next(p for p in labelled(page.multiselect, t.PRESSES).options if p not in wrote)
    page = _sound(labelled(page.multiselect, t.PRESSES).set_value([silent]).run())
    assert t.NOTHING_LEFT in texts(page)
    assert "모두 보고 있습니다" in texts(press(page, t.RESET))


def test_a_word_that_is_left_out_is_kept_out_for_everybody_until_it_is_taken_back(page):
    word = labelled(page.selectbox, t.OTHER_WORD).value
    page = press(_choose(page, word), t.LEFT_OUT)
    assert exclusions(get_settings()) == {word}
    assert word not in labelled(page.selectbox, t.OTHER_WORD).options and "빼는 말 1개" in texts(page)
    assert t.left_out([word], []) in texts(page) and "모두에게" in page.toast[0].value
    again = open_page("concept", analyzer="kiwi")
    assert labelled(again.multiselect, t.EXCLUDE).value == [word]
    again = _sound(labelled(again.multiselect, t.EXCLUDE).set_value([]).run())
    assert exclusions(get_settings()) == frozenset() and t.left_out([], [word]) in texts(again)


def test_leaving_a_word_out_is_undone_where_it_was_done(page):
    change_exclusions(get_settings(), add=["처음"])
    word = labelled(page.run().selectbox, t.OTHER_WORD).options[2]
    page = press(press(_choose(page, word), t.LEFT_OUT), t.UNDO)
    assert exclusions(get_settings()) == {"처음"}, "what others left out stays"
    assert labelled(page.selectbox, t.OTHER_WORD).value == word and t.UNDO not in [b.label for b in page.button]


def test_the_articles_of_a_group_are_chosen_by_words_for_everybody_and_back(page):
    group = page.session_state[GROUP]
    whole = own_articles(page)
    labelled(page.text_input, "하나라도 들어 있으면 되는 말").input("밤하늘, 무대")
    labelled(page.text_input, "들어 있으면 기사를 빼는 말").input("앨범")
    page = press(page, news_t.TERMS_GO)
    assert terms_of(get_settings(), group) == Terms(some=("밤하늘", "무대"), without=("앨범",))
    said = "넣기: 밤하늘 또는 무대 / 빼기: 앨범"
    assert said in texts(page) and 0 < own_articles(page) < whole == own_articles(page, of=True)
    assert said in texts(open_page("concept", analyzer="kiwi")), "kept, and for others too"
    page = press(page, t.UNDO)
    assert not terms_of(get_settings(), group) and own_articles(page) == whole
    labelled(page.text_input, "모두 들어 있어야 하는 말").input("없는말없는말")
    page = press(page, news_t.TERMS_GO)
    assert t.NOTHING_LEFT in texts(page)
    assert own_articles(press(page, t.TERMS_CLEAR)) == whole
    labelled(page.text_input, "모두 들어 있어야 하는 말").input("가, 나")
    labelled(page.text_input, "들어 있으면 기사를 빼는 말").input("가")
    page = press(page, news_t.TERMS_GO)
    assert "넣는 말이면서 빼는 말" in " ".join(e.value for e in page.error) and not terms_of(get_settings(), group)


def own_articles(app, *, of=False):
    """How many articles the line at the top says are looked at, or of how many."""
    line = next(c.value for c in app.caption if "보고 있습니다" in c.value)
    numbers = [int(number) for number in re.findall(r"(\d+)건", line)]
    return numbers[0] if of else numbers[-1]


def test_of_two_visitors_each_leaves_out_and_takes_back_what_the_other_does_not_see(page):
    change_exclusions(get_settings(), add=["처음", "나중"])
    one, other = page.run(), open_page("concept", analyzer="kiwi")
    first, second = labelled(one.multiselect, t.EXCLUDE).options[2:4]  # after the words that are left out already
    labelled(one.multiselect, t.EXCLUDE).set_value(["나중", "처음", first]).run()
    labelled(other.multiselect, t.EXCLUDE).set_value(["나중", second]).run()
    assert exclusions(get_settings()) == {"나중", first, second}


def test_to_see_everything_again_is_no_matter_of_the_team(page):
    change_exclusions(get_settings(), add=["처음"])
    page = _sound(page.run())
    assert t.RESET not in [button.label for button in page.button]
    page = press(_sound(labelled(page.pills, t.KINDS).set_value(["noun"]).run()), t.RESET)
    assert not labelled(page.pills, t.KINDS).value and exclusions(get_settings()) == {"처음"}
    assert labelled(page.multiselect, t.EXCLUDE).value == ["처음"]


def test_part_of_speech_narrows_the_words(page):
    before = len(labelled(page.selectbox, t.OTHER_WORD).options)
    page = _sound(_control(page, t.KINDS).set_value(["root"]).run())
    assert len(labelled(page.selectbox, t.OTHER_WORD).options) < before


def test_a_real_group_without_news_says_how_to_get_it(page):
    said = texts(_sound(open_page("concept", group="twice")))
    assert t.NO_NEWS in said and "트와이스의 컨셉" in said and t.NOTE_TITLE in said


def _file(group: str, name: str, theme: str) -> None:
    """Six articles of a real group on file, as somebody brings them in a table."""
    ends = (
        "봄 공연을 예고했다",
        "연습을 말했다",
        "방송을 준비한다",
        "팬 모임을 열었다",
        "차트에 올랐다",
        "화보를 찍었다",
    )
    rows = []
    for n, end in enumerate(ends, 1):
        body = f"걸그룹 {name}, {theme} 앨범으로 {end}. {theme} {n * 37} 장면이 담겼다."
        rows.append([group, f"{name}, {theme} {end}", body, f"신문{n}", f"2026-03-{n:02d}", ""])
    table = to_csv(["group", "title", "body", "press", "date", "link"], rows)
    assert import_files(get_settings(), [Upload("news.csv", table)], group).new == len(rows)


def test_news_of_one_real_group_says_which_others_are_needed_and_two_are_compared(page):
    _file("twice", "트와이스", "몽환")
    page = _sound(open_page("concept", group="twice", analyzer="kiwi"))
    info = " ".join(i.value for i in page.info).replace("\\", "")
    assert "기사가 필요한 그룹" in info and "있지" in info and "견줄 그룹 없음" in texts(page)
    assert t.ALONE in texts(_view(page, View.VERSUS))
    _file("itzy", "있지", "힙합")
    page = _sound(page.run())
    assert not page.info and "나머지 1팀과 비교" in texts(page)
    assert any(header.value.startswith("트와이스와 있지는") for header in page.header)  # six articles prove little


def test_a_word_that_only_the_list_of_an_export_holds_is_read_in_the_articles_themselves(page):
    """BIGKinds cuts a body at 200 characters and lists the words of all of it."""
    for group, name, listed in (("twice", "트와이스", "나침반,몽환"), ("itzy", "있지", "골목,비트")):
        rows = [
            [
                *(
                    f"0110{n}",
                    f"2026030{n}",
                    f"신문{n}",
                    f"{name}, {n}번째 소식",
                    f"걸그룹 {name} 앨범 {n * 7919} 발매",
                ),
                *(listed, f"https://a.kr/{group}/{n}"),
            ]
            for n in range(1, 7)
        ]
        table = to_csv(["뉴스 식별자", "일자", "언론사", "제목", "본문", "키워드", "URL"], rows)
        assert import_files(get_settings(), [Upload("bigkinds.csv", table)], group).new == len(rows)
    page = _choose(_sound(open_page("concept", group="twice", analyzer="kiwi")), "나침반")
    said = texts(page).replace("\\", "")
    assert t.cut_bodies(6) in said and t.more_articles(2) in said
    assert "트와이스, 6번째 소식 · 신문6 · 2026-03-06 · [" in said and "https://a.kr/twice/6" in said
    assert "보여 드릴 문장이 없습니다" in said and t.MORE_SENTENCES not in [b.label for b in page.button]


def _lineup(app: AppTest, shares: dict[str, float]) -> AppTest:
    scores = LineupScores(GroupScores(shares), None, None)
    result = LineupResult("dlib", tuple(shares), (), scores)
    own(app, LineupPage).judged = Judged(result, cast(Any, None), "")  # the concept needs the answer alone
    own(app, Frame).next_values[GROUP] = MIX
    return app.run()


def test_the_line_ups_mix_is_blended_and_nothing_of_it_is_kept_for_others(page):
    from core.ui.kit.cache import shelf

    page = _sound(_lineup(page, {"group_1": 0.7, "group_2": 0.3}))
    said = texts(page)
    assert t.MIX_TITLE in said and "70 %" in said and "30 %" in said
    assert t.TREND not in _control(page, t.VIEW).options
    assert t.MIX_NAME in texts(_view(page, View.FACETS))
    kept = [key for kind in ("concept", "versus") for key in shelf(kind)._items]
    assert kept and not any("0.7" in str(key) or MIX in str(key) for key in kept)
    assert t.FICTION in [warning.value for warning in page.warning]


def test_a_mix_of_groups_without_news_names_them(page):
    said = texts(_sound(_lineup(page, {"twice": 0.8, "itzy": 0.2})))
    assert t.MIX_EMPTY in said and "트와이스 80 %" in said and t.FICTION not in said


def test_only_the_line_up_itself_offers_its_mix(page):
    assert t.MIX_CHOICE not in labelled(page.selectbox, t.GROUP).options
    page = _sound(_lineup(page, {"group_1": 1.0}))
    assert t.MIX_CHOICE in labelled(page.selectbox, t.GROUP).options


def test_the_choice_survives_another_page(page):
    page = _view(page, View.NETWORK)
    back = page.switch_page("pages/home.py").run().switch_page("pages/concept.py").run()
    assert _control(back, t.VIEW).value == View.NETWORK and _control(back, t.ANALYZER).value == "kiwi"


def test_groups_that_exist_and_those_of_the_demo_are_never_in_one_list(page):
    demo = labelled(page.selectbox, t.GROUP).options
    twice = t.group_choice("트와이스", news=False)
    assert "한빛결" in demo and twice not in demo
    add_group(get_settings(), "새별", ["하나"])
    page = _sound(_control(page, t.WORLD).set_value("real").run())
    real = labelled(page.selectbox, t.GROUP).options
    assert twice in real and t.group_choice("새별", news=False) in real and not set(real) & set(demo)
    assert not page.warning and t.world("real", len(real)) in _control(page, t.WORLD).options
    page = _sound(labelled(page.selectbox, t.GROUP).set_value("itzy").run())
    page = _sound(_control(page, t.WORLD).set_value("demo").run())
    assert t.FICTION in [warning.value for warning in page.warning]
    page = _sound(_control(page, t.WORLD).set_value("real").run())
    assert labelled(page.selectbox, t.GROUP).value == "itzy", "the one that was looked at there"


def test_it_opens_on_the_world_in_use_and_there_on_a_group_with_news(monkeypatch):
    used = ReferenceSource("own", "실제", get_settings().workspace, fictional=False)
    monkeypatch.setattr(compared, "source", lambda: used)
    assert labelled(open_page("concept").selectbox, t.GROUP).value == next(iter(load_real(get_settings()))).id
    _file("itzy", "있지", "힙합")
    page = _sound(open_page("concept", analyzer="kiwi"))
    assert labelled(page.selectbox, t.GROUP).value == "itzy" and not page.warning
    _control(page, t.WORLD).set_value("demo").run()
    assert t.FICTION in [warning.value for warning in page.warning]


def test_a_word_of_the_other_group_is_read_from_both_and_forgotten_elsewhere(page):
    page = _view(page, View.VERSUS)
    theirs = next(w for w in labelled(page.selectbox, t.OTHER_WORD).options if w == "힙합")
    page = _choose(page, theirs)
    said = texts(page)
    assert "‘힙합’이 나온 문장" in said and "한빛결 · 이 말이 나온 기사가 없습니다" in said
    assert "두물 · 기사" in said and page.html[-1].value.count("<mark") >= 1
    page = _sound(labelled(page.selectbox, t.GROUP).set_value("group_2").run())
    assert own(page, ConceptPage).word == "", "another group is another matter"


def test_words_on_one_spot_can_each_be_reached(page):
    page = _view(page, View.VERSUS)
    one, other = next(own for own in _spots(page) if len(own) > 1)[:2]
    page = _choose(page, one)
    near = _control(page, t.SAME_SPOT)
    assert near.value == one and other in near.options
    page = _sound(near.set_value(other).run())
    assert f"‘{other}’이 나온 문장" in texts(page) or f"‘{other}’가 나온 문장" in texts(page)


def _spots(page):
    """Words that lie on one spot of the two groups shown."""
    settings, two = get_settings(), page.session_state["concept.other.group_1"]
    compared = versus("group_1", two, load_demo_news(settings), "kiwi", Database(settings))
    return [[word.word for word in spot] for spot in spots(compared)]


def test_sentences_and_files_stand_only_where_words_are_clicked(page):
    assert t.SAVE in texts(page)
    for name in (View.ARTICLES, View.LEXICON):
        page = _view(page, name)
        assert t.SAVE not in texts(page) and t.OTHER_WORD not in [s.label for s in page.selectbox], name
    assert page.header[0].value not in (t.NOTE_TITLE, t.SAVE), "no summary above it either"


def test_the_workbook_says_what_it_rests_on(page):
    def workbook() -> None:
        from types import SimpleNamespace
        from typing import Any, cast

        import streamlit as st

        from core.types import LineupResult
        from core.ui.concept.data import all_groups, shown
        from core.ui.concept.saved.exports import _reference, workbook
        from core.ui.kit.state import session
        from core.ui.lineup.state import Judged, LineupPage

        by = SimpleNamespace(source=SimpleNamespace(id="gone", name="앞의 세트"))
        session(LineupPage).judged = Judged(LineupResult("SFace", (), (), None), cast(Any, by), "")
        st.session_state["of the mix"] = _reference(mixed=True)
        groups = all_groups()
        found = shown("group_1", groups, "kiwi")
        st.session_state["book"] = found and workbook(found, groups)

    change_exclusions(get_settings(), add=["여름"])
    app = AppTest.from_function(workbook, default_timeout=60)
    app.session_state[KINDS] = ["noun"]
    book = app.run().session_state["book"]
    said = {str(name): str(value) for name, value in book[t.PROVENANCE][1]}
    assert said[t.GROUP] == "한빛결" and said[t.WORLD_OF] == t.FICTIONAL_NEWS and said[t.EXCLUDE] == "여름"
    assert said[t.ANALYZED_BY] == "Kiwi" and said[t.FILTER_KINDS] == t.KIND_NAMES["noun"]
    assert said[t.REFERENCE_SET] == "데모 그룹" and "앞의 세트" in app.session_state["of the mix"]
    assert int(said[t.ARTICLES_USED]) > 20 and said[t.PERIOD].startswith("2026-")
    header, rows = book[t.SENTENCE]
    assert {row[header.index(t.GROUP)] for row in rows} == {"한빛결"} and t.FICTIONAL_ARTICLE in rows[0]
    for name, columns in ((t.RISING, t.COLUMNS_RISING), (t.WORN, t.COLUMNS_WORN)):
        header, rows = book[name]
        assert header == (t.GROUP, *columns) and rows and {row[0] for row in rows} == {"한빛결"}
        assert all(len(row) == len(header) for row in rows)
    header, rows = book[t.WORDS]
    grounds = {row[0]: row[header.index("근거")] for row in rows}
    assert set(grounds.values()) == {t.SURE, t.CHANCE}


def test_a_summary_is_rewritten_only_where_that_is_set_up_and_only_when_asked(page, monkeypatch):
    from core.keywords.views.rewrite import Rewriting
    from core.ui.concept import summary as concept_summary

    answers = [Rewriting("다듬은 문단입니다.", True), Rewriting("", False, "근거에 없는 말이 섞여 쓰지 않았습니다.")]
    monkeypatch.setattr(concept_summary, "rewritten", lambda settings, concept: answers.pop(0))
    assert t.REWRITE not in [button.label for button in page.button]
    monkeypatch.setenv("STUDIO_REWRITE_URL", "http://127.0.0.1:9/v1")
    get_settings.cache_clear()
    page = _sound(page.run())
    assert len(answers) == 2
    page = press(page, t.REWRITE)
    assert "다듬은 문단입니다." in texts(page) and t.REWRITTEN in texts(page)
    page = press(page, t.REWRITE)
    assert "근거에 없는 말" in texts(page) and "다듬은 문단입니다." not in texts(page)
