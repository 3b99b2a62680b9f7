"""What an answer was given by: said beside it, compared when it changes, and never fiction and reality unsaid."""

from collections.abc import Mapping

import streamlit as st

from core.charts.style import GroupStyle
from core.matching.judgement import NOBODY
from core.services.reference import sets as reference
from core.settings import get_settings
from core.types import LineupResult, LineupScores, TraineeResult
from core.ui.compared import choice
from core.ui.kit.components import confirm, errors, table
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, key, session
from core.ui.lineup.analysis import active_key, engine, group_styles, judge_by_what_is_in_use
from core.ui.lineup.state import Judged, LineupPage
from core.ui.words_ko import lineup as t

_REFERENCE = "pages/reference_data.py"


def may_compare(*, is_demo: bool) -> bool:
    """Are the photos and the set in use of one world, or has the visitor agreed to compare two? Asks where not."""
    if session(LineupPage).agreed or choice.source().fictional == is_demo:
        return True
    session(Frame).asked = ("worlds", "demo" if is_demo else "own")
    return False


def ask_worlds() -> None:
    """The question of `may_compare`; the photos wait for its answer."""

    def body(whose: str) -> None:
        st.markdown(t.REAL_ASK if whose == "demo" else t.FICTION_ASK)
        # A link would come into the page a moment later, and move the buttons below away from under a quick click.
        if whose == "own" and st.button(t.BRING_REFERENCE, icon=":material/photo_library:", key="worlds.reference"):
            st.switch_page(_REFERENCE)

    def agree(whose: str) -> str:
        own = session(LineupPage)
        own.agreed, own.wants_demo = True, whose == "demo"
        return t.AGREED

    whose = session(Frame).asked[1:2]
    demo = whose == ("demo",)
    title, yes = (t.REAL_TITLE, t.REAL_YES) if demo else (t.FICTION_TITLE, t.FICTION_YES)
    confirm("worlds", title, body, yes, agree)


def named(judged: Judged) -> str:
    """What the set that judged a line-up is called now, also one that has another name or is gone since."""
    by = judged.by.source
    now = next((one.name for one in reference.list_sources(get_settings()) if one.id == by.id), "")
    return now or t.gone_set(by.name)


def banners(judged: Judged) -> None:
    """What must be known before the answer is read."""
    if judged.by.notice:  # the model that was chosen for everybody does not fit
        st.info(escape_markdown(judged.by.notice), icon=":material/info:")
    own = session(LineupPage)
    if judged.by.source.fictional != own.is_demo:
        with st.container(gap="xsmall"):
            st.error(t.FICTION_AGAINST_REAL if own.is_demo else t.REAL_AGAINST_FICTION, icon=":material/warning:")
            if not own.is_demo:
                st.page_link(_REFERENCE, label=t.BRING_REFERENCE, icon=":material/photo_library:")
    if own.before is not None:
        _changed(own.before, judged)
    elif judged.key != active_key():
        _old(judged)


def _old(judged: Judged) -> None:
    now, name = choice.source(), named(judged)
    if judged.result.engine != engine().name:
        st.warning(escape_markdown(t.old_engine(name, judged.result.engine)), icon=":material/history:")
        return
    said = t.old_answer(name, now.name) if now.id != judged.by.source.id else t.older_answer(name)
    st.info(escape_markdown(said), icon=":material/history:")
    if st.button(t.NOW_IN_USE, icon=":material/refresh:", key=key("judged.now")):
        with errors():
            judge_by_what_is_in_use(judged)
            st.rerun()


def _changed(before: Judged, now: Judged) -> None:
    own = session(LineupPage)
    old, new = _names(before), _names(now)
    with st.container(border=True, gap="small"):
        st.markdown(f":material/compare_arrows: **{escape_markdown(_headline(before.result, old, now.result, new))}**")
        same = before.by.source.id == now.by.source.id
        st.caption(escape_markdown(t.same_set(named(now)) if same else f"{named(before)} → {named(now)}"))
        rows = _moved(before.result, old, now.result, new)
        if rows:
            table(t.CHANGED, t.COLUMNS_CHANGED, rows, key=key("judged.changed"), label=t.WHO_CHANGED)
        else:
            st.caption(t.NONE_CHANGED)
        with st.container(horizontal=True):
            if st.button(t.SEEN, icon=":material/check:", key=key("judged.seen")):
                own.before = None
                st.rerun()
            if st.button(t.STAY, icon=":material/history:", key=key("judged.stay")):
                own.stay()
                st.rerun()


def _names(judged: Judged) -> Mapping[str, str]:
    styles: tuple[GroupStyle, ...] = group_styles(judged.by)
    return {style.id: style.name for style in styles}


def _headline(before: LineupResult, old: Mapping[str, str], now: LineupResult, new: Mapping[str, str]) -> str:
    if before.lineup is None or now.lineup is None:
        return t.NONE_CHANGED
    return t.changed(*_near(before.lineup, old), *_near(now.lineup, new))


def _near(lineup: LineupScores, names: Mapping[str, str]) -> tuple[str, float]:
    """What a line-up is called near to, and how surely."""
    if lineup.nobody >= NOBODY:
        return t.NO_GROUP, lineup.nobody
    return names[lineup.scores.top], lineup.scores.values[lineup.scores.top]


def _moved(
    before: LineupResult, old: Mapping[str, str], now: LineupResult, new: Mapping[str, str]
) -> list[list[object]]:
    """Trainees who are near to another group now, or to none, or no longer to none."""
    was = {p.name: _own(p, old) for p in before.trainees if p.scores}
    is_ = {p.name: _own(p, new) for p in now.trainees if p.scores}
    return [[name, was[name], is_[name]] for name in was if name in is_ and was[name] != is_[name]]


def _own(trainee: TraineeResult, names: Mapping[str, str]) -> str:
    assert trainee.scores is not None
    return t.NO_GROUP if trainee.verdict == "nobody" else names[trainee.scores.top]
