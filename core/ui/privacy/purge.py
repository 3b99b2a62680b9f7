"""An end to all that is known of a trainee: who, what is there, what of it goes; and the receipts. For admins."""

from collections.abc import Sequence

import streamlit as st

from core.access.acting import acting
from core.privacy.receipt import Counted, Mode, Place, Receipt, as_json
from core.services.privacy import purging
from core.services.privacy.purging import Inventory
from core.services.projects import plans
from core.settings import get_settings
from core.text.names import numbered
from core.ui.kit.components import confirm, errors, grid, section, show_more, switch, visible
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, forget_keys, session, when
from core.ui.privacy.state import PrivacyPage
from core.ui.visits.closed_tabs import forget_controls
from core.ui.words_ko import privacy as t

_PURGE, _MORE = "privacy.purge", "privacy.receipts"
_FIRST = 10  # receipts at once
_TYPED = "purge."  # begins the keys of all that may hold a name


def purge() -> None:
    """The section of the page."""
    section(t.VIEWS["purge"], t.PURGE_AID)
    _ask()
    found = session(PrivacyPage).inventory
    if found is not None:
        _show(found)
    st.caption(t.NOT_REACHED)
    _receipts()


def _ask() -> None:
    own, settings = session(PrivacyPage), get_settings()
    every = [(one.project.id, one.project.name) for one in plans.plans(settings, acting())]
    titles = numbered([("", t.ALL_PROJECTS), *every])
    with st.form(f"{_TYPED}form.{own.asked}", border=True), errors():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(t.NAME, key=f"{_TYPED}name.{own.asked}", autocomplete="off")
            project = st.selectbox(t.PROJECT, list(titles), format_func=titles.__getitem__, key=f"{_TYPED}project")
        if st.form_submit_button(t.FIND, icon=":material/search:", key=f"{_TYPED}find"):
            own.inventory = None
            own.inventory = purging.inventory(settings, acting(), name, project)


def _show(found: Inventory) -> None:
    own = session(PrivacyPage)
    with st.container(border=True, key="inventory"):
        st.markdown(f"**{t.INVENTORY}: {escape_markdown(found.name)}**")
        if not found.names and not found.texts:
            st.markdown(t.FOUND_NOTHING)
        names = _chosen_names(found, own.asked)
        mode: Mode = "name"
        if found.names:
            mode = switch(t.MODE, ("name", "row"), t.MODES, f"{_TYPED}mode.{own.asked}")
            st.caption(t.MODE_AID[mode])
        texts = _chosen_texts(found, own.asked)
        asked = found.asked(mode, names, texts)
        counts = found.goes(asked)
        if counts:
            places = list(t.PLACE)
            rows = [
                (t.PLACE[one.place], found.titles.get(one.project, t.WHOLE_STUDIO), one.count)
                for one in sorted(counts, key=lambda one: places.index(one.place))
            ]
            grid(t.COLUMNS, rows)
            st.caption(t.FILES_AID)
        if len(names) < len(found.names) or len(texts) < len(found.texts):
            st.caption(t.LEFT_OUT)
        if st.button(t.PURGE, type="primary", icon=":material/delete_forever:", key=f"{_TYPED}go"):
            session(Frame).asked = (_PURGE,)

    def sure() -> None:
        st.markdown(escape_markdown(t.purge_what(sum(one.count for one in counts), names)))

    def go() -> str:
        receipt = purging.purge(get_settings(), acting(), asked)
        own.forget()
        forget_keys(_TYPED)
        forget_controls()
        return t.purged(receipt.total, receipt.id)

    confirm(_PURGE, t.PURGE_TITLE, sure, t.PURGE_YES, go)


def _chosen_names(found: Inventory, asked: int) -> list[str]:
    """Those in the spelling that was typed, unless somebody chooses otherwise."""
    if all(found.names.values()):
        return list(found.names)
    st.markdown(t.SPELLINGS, help=t.SPELLINGS_AID)
    return [
        name
        for row, (name, exact) in enumerate(found.names.items())
        if st.checkbox(escape_markdown(name), exact, key=f"{_TYPED}spelling.{asked}.{row}")
    ]


def _chosen_texts(found: Inventory, asked: int) -> list[str]:
    if not found.texts:
        return []
    st.markdown(t.TEXTS, help=t.TEXTS_AID)
    chosen = []
    with st.container(height=300 if len(found.texts) > 8 else "content", border=False, gap="xsmall"):
        for row, one in enumerate(found.texts):
            where = found.titles.get(one.project, t.WHOLE_STUDIO)
            label = escape_markdown(f"{t.PLACE[one.place]} · {where}: {one.said}")
            if st.checkbox(label, one.exact, key=f"{_TYPED}text.{asked}.{row}"):
                chosen.append(one.ref)
    return chosen


def _receipts() -> None:
    section(t.RECEIPTS)
    settings, actor = get_settings(), acting()
    if purging.unfinished(settings, actor):
        st.warning(t.UNFINISHED, icon=":material/hourglass_top:")
    every = purging.receipts(settings, actor)
    if not every:
        st.markdown(t.NO_RECEIPTS)
    drawn = every[: visible(_MORE, _FIRST)]
    for one in drawn:
        _receipt(one)
    show_more(_MORE, len(every) - len(drawn), lambda left: f"{left}개 더 보기")


def _receipt(one: Receipt) -> None:
    with st.container(border=True, gap="xxsmall", key=f"receipt-{one.id}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{when(one.at)}** · {t.receipt_line(one.total, one.id)}", width="content")
            st.download_button(
                t.RECEIPT, as_json(one), f"purge-{one.id}.json", "application/json", icon=":material/download:",
                key=f"receipt.{one.id}", on_click="ignore",
            )  # fmt: skip
        if one.counts:
            st.caption(t.by_place(_summed(one.counts)))
        if one.left:
            st.caption(t.still_there(sum(one.left.values())))


def _summed(counts: Sequence[Counted]) -> dict[Place, int]:
    found: dict[Place, int] = {}
    for one in counts:
        found[one.place] = found.get(one.place, 0) + one.count
    return found
