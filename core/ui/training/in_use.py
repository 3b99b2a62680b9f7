"""The model that judges trainees now, and how far it can be trusted: there before anyone has trained."""

import streamlit as st

from core.faces.engines import ENGINES
from core.services.training import runs as service
from core.services.training.runs import InUse
from core.settings import get_settings
from core.ui.compared import choice
from core.ui.kit.components import badges, errors, panel
from core.ui.kit.state import show_next
from core.ui.training import figures, queue, start
from core.ui.training.state import VIEW, View
from core.ui.words_ko import common
from core.ui.words_ko import training as t
from models import DEFAULT_FAMILY, FAMILIES


def panel_in_use() -> None:
    """Whose figures these are, in chips; the figures, or a button that has them measured."""
    with panel(t.IN_USE_TITLE), errors():
        now = service.in_use(get_settings(), choice.source())
        recorded = now.measured is not None and service.is_recorded(get_settings(), now.measured.id)
        badges(_chips(now, recorded=recorded))
        if now.measured is None:
            _offer(now)
            return
        if recorded:
            st.caption(t.DEMO_FIGURES_AID)
        figures.quality(now.measured, "in_use")
        with st.container(horizontal=True):
            st.button(
                t.OPEN_DETAIL, icon=":material/monitoring:", key="in_use.open", on_click=queue.open_run,
                args=(now.measured.id,),
            )  # fmt: skip
            st.button(
                t.OPEN_COMPARE, icon=":material/compare_arrows:", key="in_use.compare", on_click=show_next,
                args=(VIEW, View.COMPARE),
            )  # fmt: skip


def _chips(now: InUse, *, recorded: bool) -> list[tuple[str, common.Tone]]:
    family = FAMILIES[now.run.family if now.run else DEFAULT_FAMILY]
    chips: list[tuple[str, common.Tone]] = [
        (now.run.name if now.run else family.short_title, "primary"),
        (now.source.name, "gray"),
        (ENGINES[now.engine].title, "gray"),
    ]
    if now.source.fictional:
        chips.append((common.FICTIONAL_PEOPLE, "violet"))
    if recorded:
        chips.append((t.DEMO_FIGURES, "violet"))
    return chips


def _offer(now: InUse) -> None:
    if start.under_way(now.source.id, now.engine):
        st.info(t.IS_MEASURED, icon=":material/hourglass_empty:")
        return
    st.markdown(t.NOT_MEASURED)
    start.quick(now.source, now.engine)
