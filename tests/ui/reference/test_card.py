from streamlit.testing.v1 import AppTest

from core.services.reference import sets as reference
from core.ui.compared.choice import OwnSet
from core.ui.words_ko import common as t
from tests.support.app import labelled, own, press, texts
from tests.support.own_sets import own_set


def _page() -> None:
    from core.ui.reference.card import card

    card()


def _toasts(app: AppTest) -> list[str]:
    return [toast.value.replace("\\", "") for toast in app.toast]


def test_another_set_for_oneself_is_a_click_away_and_so_is_the_teams(settings, demo):
    mine = own_set(settings, demo, "나만의 세트", members=1, photos=1)
    empty = reference.new_set(settings, "1. *빈* 세트")
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert t.ACTIVE_SET in texts(app) and t.OWN_SET not in texts(app)
    assert labelled(app.menu_button, t.ONLY_ME).options == [r"1\. \*빈\* 세트", "나만의 세트"]
    app = labelled(app.menu_button, t.ONLY_ME).click(empty).run()
    assert "두 개 이상" in _toasts(app)[0] and not own(app, OwnSet).id
    app = labelled(app.menu_button, t.ONLY_ME).click(mine).run()
    assert _toasts(app) == [t.only_me("나만의 세트")] and reference.active_source(settings).id == reference.DEMO
    assert t.OWN_SET in texts(app) and "2팀 · 2명" in texts(app) and t.teams_set("데모 그룹") in texts(app)
    reference.activate(settings, mine)
    assert t.ALSO_TEAMS in texts(app.run())
    reference.activate(settings, reference.DEMO)
    app = press(app.run(), t.LIKE_TEAM)
    assert _toasts(app) == [t.like_team("데모 그룹")] and t.OWN_SET not in texts(app)


def test_a_set_of_ones_own_choice_that_is_gone_is_said_until_it_was_read(settings, demo):
    mine = own_set(settings, demo, "나만의 세트", members=1, photos=1)
    app = AppTest.from_function(_page, default_timeout=60).run()
    app = labelled(app.menu_button, t.ONLY_ME).click(mine).run()
    reference.delete(settings, mine)
    said = texts(app.run())
    assert t.own_set_gone("나만의 세트") in said and t.ACTIVE_SET in said and not app.menu_button
    assert t.own_set_gone("나만의 세트") not in texts(press(app, t.PUT_AWAY))
