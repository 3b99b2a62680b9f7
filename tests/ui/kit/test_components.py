import copy

from streamlit.testing.v1 import AppTest

from core.ui.kit.state import STEPS, UndoStack


def test_the_oldest_steps_fall_off_and_a_copy_is_one_too():
    steps = UndoStack(range(3))
    for number in range(3, STEPS + 2):
        steps.append(number)
    assert list(steps) == list(range(2, STEPS + 2)) and steps.pop() == STEPS + 1
    copied = copy.deepcopy(steps)
    assert type(copied) is UndoStack and copied == steps and copied.maxlen == STEPS


def _list() -> None:
    import streamlit as st

    from core.ui.kit.components import show_more, visible

    drawn = list(range(10))[: visible("list", 3, 5)]
    st.write(str(drawn))
    show_more("list", 10 - len(drawn), "{} more".format)


def test_more_of_a_list_is_drawn_with_every_press_until_all_are():
    app = AppTest.from_function(_list).run()
    assert [button.label for button in app.button] == ["7 more"]
    app = app.button[0].click().run()
    assert [button.label for button in app.button] == ["2 more"] and app.markdown[0].value.endswith("7]")
    app = app.button[0].click().run()
    assert not app.button and app.markdown[0].value.endswith("9]")


def _question() -> None:
    import streamlit as st

    from core.ui.kit.components import confirm, show_flash
    from core.ui.kit.state import Frame, session

    def body(what: str) -> bool:
        st.write(f"sure of {what}?")
        return not st.checkbox("busy")

    show_flash()
    if st.button("delete"):
        session(Frame).asked = "thing", "1"
    confirm("other", "Other", body, "yes", str)
    confirm("thing", "Delete", body, "yes", "{} gone".format)


def test_a_question_stays_until_it_is_answered_and_only_a_yes_does_something():
    app = AppTest.from_function(_question).run()
    app = app.button[0].click().run()
    app = app.run()  # no button is pressed in this run
    assert [button.label for button in app.button][1] == "yes" and not app.success
    app = app.checkbox[0].check().run()
    assert len(app.button) == 1, "nothing can be said yes to"
    app = app.checkbox[0].uncheck().run()
    app = app.button(key="confirm.no").click().run()
    assert len(app.button) == 1 and not app.success
    app = app.button[0].click().run()
    app = app.button(key="confirm.yes").click().run()
    assert [said.value for said in app.success] == ["1 gone"] and len(app.button) == 1


def _job() -> None:
    import streamlit as st

    from core.ui.kit.components import watch

    left = st.session_state.get("left", ["a", "b"])

    def draw() -> bool:
        if left:
            st.write(left.pop())
            return True
        return False

    st.write(f"page {len(left)}")
    if left:
        watch(draw, "2s")


def test_what_is_watched_is_drawn_and_its_end_draws_the_page():
    app = AppTest.from_function(_job)
    app.session_state["left"] = ["a"]
    app = app.run()
    assert [said.value for said in app.markdown] == ["page 1", "a"]
    app = app.run()
    assert [said.value for said in app.markdown] == ["page 0"]
