"""Groups and members on the page of reference photos, as a visitor changes them."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.catalog import Group, load_real
from core.colour import proposal
from core.services.catalog import edit
from core.services.catalog import members as people
from core.settings import get_settings
from core.types import MemberId
from core.ui.reference.state import View
from core.ui.words_ko import catalog as t
from core.ui.words_ko.reference import VIEW
from tests.support.app import labelled, open_page, press, texts
from tests.support.builders import present


@pytest.fixture
def app() -> AppTest:
    return view()


def view(group: str = "") -> AppTest:
    app = open_page("reference_data")
    app = labelled(app.segmented_control, VIEW).set_value(View.CATALOG).run()
    return click(app, f"catalog.open.{group}") if group else app


def click(app: AppTest, key: str) -> AppTest:
    app = app.button(key=key).click().run()
    assert not app.exception
    return app


def field(app: AppTest, label: str, start: str = "") -> Any:
    """The field of that label whose key starts so."""
    fields = [*app.text_input, *app.text_area]
    return next(f for f in fields if f.label == label and (f.key or "").startswith(start))


def get(group: str) -> Group:
    return load_real(get_settings()).get(group)


def errors(app: AppTest) -> str:
    return " ".join(str(e.value) for e in app.error).replace("\\", "")


def colours(app: AppTest) -> str:
    return " ".join(str(w.value) for w in app.warning).replace("\\", "")


def test_all_groups_are_seen_and_looking_writes_nothing(app):
    said = texts(app)
    for group in load_real(get_settings()):
        assert group.latin.replace("*", "") in said.replace("*", "") and t.members(group) in said
    assert len([b for b in app.button if b.label == t.EDIT]) == 7
    assert t.RETIRED_TITLE not in said and t.LAST_CHANGE not in said
    assert not (get_settings().workspace / "catalog").exists()


def test_an_eighth_group_is_added_on_the_page(app):
    app = press(app, t.ADD_GO)
    assert "이름을 적어" in errors(app)
    field(app, t.NAME).set_value("새별")
    field(app, t.MEMBERS_AREA).set_value("하나\n둘, Dul\n")
    app = press(app, t.ADD_GO)
    assert t.added("새별", 2) in texts(app) and t.KINDS["own"][0] in texts(app)
    assert get("새별").members[1].search == ("새별 둘",)
    assert not field(app, t.NAME).value, "the next group starts empty"
    app = press(app, t.UNDO)
    assert t.undone(t.added("새별", 2)) in texts(app) and "새별" not in load_real(get_settings())


def test_what_was_typed_stays_when_the_name_is_taken(app):
    field(app, t.NAME).set_value("트와이스")
    field(app, t.MEMBERS_AREA).set_value("하나")
    app = press(app, t.ADD_GO)
    assert "트와이스 그룹에서" in errors(app)
    assert field(app, t.NAME).value == "트와이스" and field(app, t.MEMBERS_AREA).value == "하나"


def test_a_name_that_is_a_word_asks_for_other_spellings_and_keeps_them(app):
    name = field(app, t.NAME)
    assert not any(f.label == t.ALIASES for f in app.text_area), "a name that is nothing else needs none"
    name.set_value("위너").run()
    assert t.ordinary("위너") in texts(app)
    field(app, t.MEMBERS_AREA).set_value("하나\n두리")
    field(app, t.ALIASES).set_value("WINNER\n\n 위너스 \nWINNER")
    app = press(app, t.ADD_GO)
    made = next(g for g in load_real(get_settings()) if g.name == "위너")
    assert made.ordinary and made.aliases == ("WINNER", "위너스")
    app = click(app, f"catalog.open.{made.id}")
    assert field(app, t.ALIASES).value.splitlines() == ["WINNER", "위너스"]


def test_a_group_renamed_to_a_word_is_asked_for_other_spellings_until_it_has_one():
    app = view("itzy")
    place = "catalog.itzy.aliases"
    field(app, t.ALIASES, place).set_value("").run()
    assert t.ordinary("위너") not in texts(app)
    field(app, t.NAME).set_value("위너").run()
    assert t.ordinary("위너") in texts(app)
    field(app, t.ALIASES, place).set_value("WINNER").run()
    assert t.ordinary("위너") not in texts(app)
    app = press(app, t.SAVE)
    assert get("itzy").ordinary and {"WINNER", "있지"} <= set(get("itzy").aliases), "the old name stays one"
    app = press(app, t.UNDO)
    assert get("itzy").name == "있지" and "WINNER" not in get("itzy").aliases


def test_a_spelling_that_another_group_has_is_refused_and_stays_in_the_box():
    app = view("itzy")
    field(app, t.ALIASES, "catalog.itzy.aliases").set_value("트와이스")
    app = press(app, t.SAVE)
    assert "트와이스 그룹에서" in errors(app) and "트와이스" not in get("itzy").aliases
    assert field(app, t.ALIASES, "catalog.itzy.aliases").value == "트와이스"


def test_a_group_is_renamed_and_the_fields_follow():
    app = view("itzy")
    field(app, t.NAME).set_value("잇쥐")
    app = press(app, t.SAVE)
    assert t.renamed("있지", "잇쥐") in texts(app) and get("itzy").name == "잇쥐"
    assert "있지" in field(app, t.ALIASES).value.splitlines()
    assert field(app, t.SEARCH).value.splitlines()[0] == "잇쥐 ITZY"
    app = press(app, t.SAVE)
    assert t.NOTHING_CHANGED in texts(app)
    app = press(app, t.UNDO)
    assert field(app, t.NAME).value == "있지"


def test_a_colour_that_cannot_be_seen_or_told_apart_is_warned_of_and_another_proposed():
    app = view("itzy")
    assert t.FINE_COLOUR in texts(app)
    app.color_picker[0].set_value("#fff3a0").run()
    assert "흰 바탕" in colours(app)
    app.color_picker[0].set_value("#1a1a40").run()
    assert "어두운 바탕" in colours(app)
    app.color_picker[0].set_value(get("twice").colour.lower()).run()
    assert t.looks_like("트와이스", True) in colours(app)
    app = press(app, t.PROPOSE)
    others = tuple(g.colour for g in load_real(get_settings()) if g.id != "itzy")
    assert app.color_picker[0].value.upper() == proposal(others) and not app.warning
    app = press(app, t.SAVE)
    assert get("itzy").colour == proposal(others)


def test_a_colour_only_some_eyes_take_for_anothers_says_so():
    edit.edit_group(get_settings(), "twice", colour="#7E7A38")
    app = view("itzy")
    app.color_picker[0].set_value("#A0683C").run()
    assert t.looks_like("트와이스", False) in colours(app)


def test_a_member_is_changed_in_a_dialog():
    app = click(view("itzy"), "member.open.itzy.예지")
    place = "member.itzy.예지"
    field(app, t.NAME, place).set_value("황예지")
    field(app, t.SEARCH, place).set_value("")
    app = click(app, f"{place}.save")
    member = present(get("itzy").member("예지"))
    assert (member.id, member.name, member.search) == ("예지", "황예지", ("있지 황예지", "ITZY 황예지"))
    assert t.renamed("예지", "황예지") in texts(app)


def test_a_name_that_another_member_has_is_refused_in_the_dialog():
    app = click(view("itzy"), "member.open.itzy.예지")
    field(app, t.NAME, "member.itzy.예지").set_value("리아")
    app = click(app, "member.itzy.예지.save")
    assert "'리아' 이름을 쓰는 멤버가 둘" in errors(app)
    assert field(app, t.NAME, "member.itzy.예지").value == "리아"


@pytest.mark.slow
def test_members_are_added_merged_retired_and_come_back():
    app = view("itzy")
    field(app, t.MEMBERS_AREA).set_value("예지2\n연습생")
    app = press(app, t.ADD_MEMBERS_GO)
    app = click(app, "member.open.itzy.예지2")
    app = click(app, "member.itzy.예지2.merge")
    assert t.NO_TARGET in texts(app)
    app.selectbox(key="member.itzy.예지2.into").set_value("예지")
    app = click(app, "member.itzy.예지2.merge")
    app = click(app, "member.open.itzy.연습생")
    app = click(app, "member.itzy.연습생.retire")
    place = load_real(get_settings()).place
    assert place(MemberId("itzy", "예지2")) == MemberId("itzy", "예지") and place(MemberId("itzy", "연습생")) is None
    assert {b.label for b in app.button} >= {t.BRING_BACK, t.SPLIT}
    app = click(click(app, "member.back.itzy.예지2"), "member.back.itzy.연습생")
    assert len(get("itzy").active_members) == 7


def test_a_group_is_merged_into_another_and_taken_apart_again():
    app = view("itzy")
    app = press(app, t.MERGE_GO)
    assert t.NO_TARGET in texts(app)
    app.selectbox(key="catalog.itzy.into").set_value("twice")
    app = press(app, t.MERGE_GO)
    assert t.merged("있지", "트와이스") in texts(app) and t.members_title(get("twice")) in texts(app)
    assert len(get("twice").members) == 14
    app = press(app, t.BACK)
    assert t.RETIRED_TITLE in texts(app)
    app = press(app, t.SPLIT)
    assert t.RETIRED_TITLE not in texts(app)
    assert all(edit.kind(get_settings(), get(g)) == "shipped" for g in ("itzy", "twice"))


def test_a_retired_group_stands_apart_and_comes_back():
    app = press(view("itzy"), t.RETIRE)
    assert t.RETIRED_TITLE in texts(app) and "itzy" not in [g.id for g in load_real(get_settings())]
    app = press(app, t.BRING_BACK)
    assert t.done("있지", "back") in texts(app) and t.RETIRED_TITLE not in texts(app)


def test_a_changed_group_goes_back_to_what_it_was_and_an_own_one_away():
    settings = get_settings()
    people.add_members(settings, "itzy", ["연습생"])
    edit.add_group(settings, "새별", ["하나"])
    app = press(view("itzy"), t.RESET)
    assert t.done("있지", "reset") in texts(app) and edit.kind(settings, get("itzy")) == "shipped"
    app = click(press(app, t.BACK), "catalog.open.새별")
    app = press(app, t.REMOVE)
    assert t.done("새별", "removed") in texts(app) and "새별" not in load_real(settings)
    press(app, t.steps(2))
    assert "새별" in load_real(settings)


def test_a_broken_file_is_named_and_the_list_stands():
    folder = get_settings().workspace / "catalog"
    folder.mkdir(parents=True)
    (folder / "itzy.yaml").write_text("label: [", encoding="utf-8")
    app = view("itzy")
    assert "catalog/itzy.yaml" in texts(app) and field(app, t.NAME).value == "있지"
    field(app, t.NOTE).set_value("새로 적은 소개입니다.")
    app = press(app, t.SAVE)
    assert "catalog/itzy.yaml" not in texts(app) and get("itzy").note == "새로 적은 소개입니다."


def test_without_any_group_the_page_says_what_to_do(app):
    for group in load_real(get_settings()):
        edit.retire_group(get_settings(), group.id)
    assert t.NOBODY in texts(app.run())


def test_a_step_that_cannot_be_undone_says_so_and_does_not_stand_in_the_way():
    app = view("itzy")
    field(app, t.NOTE).set_value("하나")
    app = press(app, t.SAVE)
    field(app, t.LATIN).set_value("ITZI")
    app = press(app, t.SAVE)
    edit.edit_group(get_settings(), "itzy", note="다른 사람")
    app = press(app, t.steps(2))
    assert "그 뒤에 다른 화면에서" in errors(app)
    assert t.UNDO in [b.label for b in app.run().button]


def test_the_concept_page_does_not_offer_a_retired_group():
    from core.ui.concept.data import all_groups, resolve

    edit.merge_groups(get_settings(), "itzy", "twice")
    edit.retire_group(get_settings(), "mamamoo")
    groups = all_groups()
    assert "itzy" not in groups and "mamamoo" not in groups and "twice" in groups
    assert resolve("itzy", groups) == "twice" and resolve("mamamoo", groups) == next(iter(groups))
