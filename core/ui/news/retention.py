"""How long articles are kept, source by source, and deleting them."""

from collections import Counter
from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.catalog import Group
from core.news.table import SOURCES
from core.services.news import articles as service
from core.settings import get_settings
from core.storage.news.backgrounds import SOURCE as WIKIPEDIA
from core.storage.news.retention import LONGEST, keep_days
from core.ui.compared.change import Change, changed, show
from core.ui.compared.record import changes_button
from core.ui.kit import permit
from core.ui.kit.components import confirm, errors, panel, switch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.state import Frame, session
from core.ui.words_ko import news as t

_ALWAYS = ("bigkinds", "file", WIKIPEDIA)  # after the places to search
_WHOSE, _PLACE = "news.delete.whose", "news.keep"


def keep(group: Group) -> None:
    """Days for every source, then what there is to delete."""
    settings = get_settings()
    everybodys = Counter(one.key.source for one in service.filed(settings))
    with panel(t.KEEP_TITLE, t.KEEP_AID):
        may = permit.may("news.delete")  # what is over by the new days goes at once
        days = _days(everybodys, off=not may)
        going = service.count_expiring(settings, days)
        if going:
            st.warning(t.would_go(going), icon=":material/delete_sweep:")
        permit.closed("news.delete")
        if may and st.button(
            t.KEEP_SAVE, type="primary", icon=":material/save:", disabled=not days, key="news.keep.go"
        ):
            with errors():
                before = {source: keep_days(settings, source) for source in days}
                service.set_keep_days(settings, days, before)
                back, stands = partial(service.set_keep_days, settings, before, days), partial(_are_kept, days)
                changed(Change(t.KEEP_SAVED, t.KEEP_BACK, back, stands, _PLACE))
        show(_PLACE)
        changes_button("retention")
    with panel(t.DELETE_TITLE, t.DELETE_AID):
        if not permit.closed("news.delete"):
            _choose_to_delete(group)
    confirm("articles", t.DELETE_TITLE, partial(_sure, group), t.DELETE_YES, _delete)


def _are_kept(days: Mapping[str, int]) -> bool:
    return all(keep_days(get_settings(), source) == number for source, number in days.items())


def _days(everybodys: Counter[str], *, off: bool) -> dict[str, int]:
    """Source -> days, where the visitor wants others than are on file."""
    settings, chosen = get_settings(), {}
    sources = dict.fromkeys((*SOURCES, *_ALWAYS, *everybodys))
    for column, source in zip(_columns(len(sources)), sources, strict=True):
        with column:
            now = keep_days(settings, source)
            label = t.keep_label(source, everybodys[source])
            place = f"news.keep.{source}.{now}"
            wanted = int(st.number_input(label, 0, LONGEST, value=now, step=30, key=place, disabled=off))
            if wanted != now:
                chosen[source] = wanted
    return chosen


def _columns(number: int) -> list[st.delta_generator.DeltaGenerator]:
    return [column for _ in range(0, number, 3) for column in st.columns(3, gap="medium")][:number]


def _on_file(group: str) -> dict[str, int]:
    """Source -> how much of it, of a group or of all."""
    settings = get_settings()
    found: dict[str, int] = Counter(one.key.source for one in service.filed(settings, group))
    if group and service.background(settings, group):
        found[WIKIPEDIA] = 1
    return found


def _choose_to_delete(group: Group) -> None:
    found = _on_file(group.id)
    if not found:
        st.caption(t.NOTHING_TO_DELETE)
        return
    with st.container(horizontal=True):
        for source, number in found.items():
            words = t.delete_what(source, number)
            if st.button(words, icon=":material/delete:", key=f"news.delete.{source}"):
                session(Frame).asked = "articles", source


def _sure(group: Group, source: str) -> None:
    names = {group.id: group.name, "": t.EVERY_GROUP}
    whose = switch(t.GROUP, names, names, _WHOSE, disabled=source == WIKIPEDIA)
    number = _on_file(whose).get(source, 0)
    st.markdown(t.delete_sure(source, escape_markdown(names[whose]), number))


def _delete(source: str) -> str:
    return t.deleted(service.forget(get_settings(), str(st.session_state[_WHOSE]), source))
