"""Made-up groups: the list, and the one that is open with all that can be done to it as a whole."""

from dataclasses import replace

import streamlit as st

from core.charts.style import GroupStyle
from core.services.virtual import groups, lent
from core.services.virtual.judge import Judge
from core.services.virtual.made import drawing, members
from core.services.virtual.made.drawing import Drawn
from core.services.virtual.made.members import Standing
from core.settings import get_settings
from core.ui.kit.address import follow
from core.ui.kit.components import confirm, errors, flash, picture, section, watch
from core.ui.kit.markup import escape_markdown
from core.ui.kit.permit import may
from core.ui.kit.state import Frame, session, show_next
from core.ui.kit.uploads import uploader
from core.ui.virtual import data
from core.ui.virtual.searching import draw_again
from core.ui.virtual.state import GROUP, VIEW, View, VirtualPage
from core.ui.words_ko import common
from core.ui.words_ko import made_faces as faces
from core.ui.words_ko import virtual as t
from core.virtual.group import VirtualGroup, clean_name

_SMALL, _EVERY = 84, "3s"


def opened() -> VirtualGroup | None:
    """The group that the visitor or the address asks for, None for the list."""
    every = groups.groups(get_settings())
    chosen = follow("group", GROUP, ["", *(one.id for one in every)])
    return next((one for one in every if one.id == chosen), None)


def listing(judging: Judge, styles: tuple[GroupStyle, ...]) -> None:
    """All groups, changed last first."""
    every = groups.groups(get_settings())
    names = {style.id: style.name for style in styles}
    if not every:
        section(t.NO_GROUP, t.NO_GROUP_HOW)
        st.button(t.TO_CANDIDATES, icon=":material/face:", key="virtual.to.sheets", on_click=show_next,
                  args=(VIEW, View.SHEETS))  # fmt: skip
    for group in every:
        with st.container(border=True, gap="xsmall", key=f"made-group-{group.id}"):
            st.button(f"**{escape_markdown(group.name)}**", icon=":material/groups_3:", type="tertiary",
                      key=f"virtual.open.{group.id}", on_click=show_next, args=(GROUP, group.id))  # fmt: skip
            _, fronts = data.standing(group, judging)
            with st.container(horizontal=True, gap="xsmall"):
                for member, front in zip(group.members, fronts, strict=True):
                    if front:
                        picture(front, alt=t.alt(member.name, "", None), width=_SMALL)
            said = t.group_line(len(group.members), t.target(group.target, names))
            st.caption(escape_markdown(said))
    if may("virtual.make"):
        _bring_in()


def _bring_in() -> None:
    with st.expander(t.BRING_IN, icon=":material/upload_file:"), errors():
        file = uploader(t.BRING_IN_AID, "virtual.bring", type=["json"])
        if st.button(t.BRING_IN_GO, key="virtual.bring.go", disabled=file is None) and file is not None:
            made = groups.keep_group(get_settings(), groups.imported(file.getvalue()))
            show_next(GROUP, made.id)
            draw_again(made)
            flash(t.made_group(made.name, len(made.members)))


def heading(group: VirtualGroup, styles: tuple[GroupStyle, ...]) -> None:
    """The name, what it aims at, and what is done to the whole."""
    names, own = {style.id: style.name for style in styles}, session(VirtualPage)
    st.button(t.BACK, icon=":material/arrow_back:", type="tertiary", key="virtual.back", on_click=show_next,
              args=(GROUP, ""))  # fmt: skip
    with st.container(gap="xxsmall"):
        st.header(escape_markdown(group.name), anchor=False)
        st.markdown(escape_markdown(f"{t.target(group.target, names)} · {t.target_from(group.target)}"))
        st.caption(escape_markdown(t.again(group.seed, group.generator, group.version)))
    with st.container(horizontal=True, gap="small"):
        if may("virtual.make"):
            with st.popover(t.RENAME, icon=":material/edit:", key=f"virtual.rename.{group.id}.{group.revision}"):
                _names(group)
            mood = st.popover(t.MOOD, icon=":material/light_mode:", key=f"virtual.mood.{group.id}.{group.revision}")
            with mood:
                _mood(group)
            steps = own.steps(group.id)
            st.button(t.UNDO, icon=":material/undo:", key="virtual.undo", disabled=not steps, on_click=_take_back,
                      args=(group,))  # fmt: skip
        if may("virtual.delete"):
            st.button(t.DELETE_GROUP, icon=":material/delete:", type="tertiary", key="virtual.group.delete",
                      on_click=_ask, args=(group.id,))  # fmt: skip
    confirm("virtual.group", t.DELETE_GROUP, data.asks(t.DELETE_GROUP_SURE), common.DELETE_YES,
            _delete)  # fmt: skip


def _names(group: VirtualGroup) -> None:
    own = session(VirtualPage)
    base = f"virtual.name.{group.id}.{group.revision}.{own.names_tried}"
    name = st.text_input(t.NEW_NAME, group.name, max_chars=40, key=f"{base}.group")
    st.caption(t.NAMES_AID)
    called = [
        st.text_input(f"{place + 1}", member.name, max_chars=40, key=f"{base}.{place}")
        for place, member in enumerate(group.members)
    ]
    if st.button(t.KEEP_NAMES, type="primary", icon=":material/save:", key=f"{base}.keep"):
        with errors():
            people = tuple(replace(one, name=clean_name(text)) for one, text in zip(group.members, called, strict=True))
            made = replace(group, name=clean_name(name), members=people)
            own.steps(group.id).append(group)
            groups.keep_group(get_settings(), made)
            flash(t.KEPT_NAMES)


def _mood(group: VirtualGroup) -> None:
    st.caption(t.ASK_MOOD)
    for mood, name in faces.MOODS.items():
        if st.button(name, type="primary" if mood == group.mood else "secondary", width="stretch",
                     key=f"virtual.mood.{mood}", disabled=mood == group.mood):  # fmt: skip
            with errors():
                session(VirtualPage).steps(group.id).append(group)
                draw_again(members.relit(get_settings(), group, mood))  # type: ignore[arg-type]
                st.rerun()


def _take_back(group: VirtualGroup) -> None:
    steps = session(VirtualPage).steps(group.id)
    if not steps:
        return
    with errors():
        before = steps.pop()
        made = groups.keep_group(get_settings(), replace(before, revision=group.revision))
        session(Frame).notice = t.TAKEN_BACK
        draw_again(made)


def _ask(group_id: str) -> None:
    session(Frame).asked = ("virtual.group", group_id)


def _delete(group_id: str) -> str:
    drawing.stop(get_settings(), group_id)
    groups.forget_group(get_settings(), group_id)
    show_next(GROUP, "")
    return t.GROUP_GONE


def how_far(group: VirtualGroup, drawn: Drawn) -> None:
    """The pictures: being drawn, or how many are yet to be."""
    settings = get_settings()
    if drawn.going_on:
        seen = sum(map(len, drawn.views))

        def draw() -> bool:
            now = drawing.drawn(settings, group.id)
            if not now.going_on or (sum(map(len, now.views)) - seen >= len(group.members)):
                return False
            if now.status is not None:
                there, total = now.status.done, max(now.status.total, 1)
                far = t.drawn(there, now.status.total) if now.status.total else common.JOB_WAITING
                st.progress(min(there / total, 1.0), text=f"{t.DRAWS} · {far}")
            return True

        with st.container(border=True):
            watch(draw, _EVERY)
            st.caption(t.PREVIEWS_ONLY)
            if may("virtual.make"):
                st.button(t.STOP, icon=":material/stop:", key="virtual.draw.stop", on_click=drawing.stop,
                          args=(settings, group.id))  # fmt: skip
        return
    if not may("virtual.make") or group.generator not in data.usable():
        return
    with lent.lent(settings, group.generator) as generator:
        same = generator.version == group.version
        left = drawing.missing(drawn, generator, group)
        total = len(group.members) * len(drawing.shots(generator, group))
    if not same:
        st.info(groups.OTHER_GENERATOR, icon=":material/info:")
    elif left > 0:
        failed = drawn.status is not None and drawn.status.state == "failed"
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = drawn.status.label if failed and drawn.status is not None else t.drawn(total - left, total)
            st.markdown(escape_markdown(said), width="stretch")
            st.button(t.DRAW_REST if total > left else t.DRAW, icon=":material/image:", key="virtual.draw",
                      on_click=_draw, args=(group.id,))  # fmt: skip


def _draw(group_id: str) -> None:
    with errors():
        drawing.start(get_settings(), group_id)


def rules(group: VirtualGroup, now: Standing) -> None:
    """Do guard and floor hold, and if not, of whom?"""
    if not now.problems:
        st.success(t.holds(group.threshold, group.floor, sure=now.sure), icon=":material/verified_user:")
    for one in now.problems:
        called = [group.members[place].name for place in one.places]
        if one.kind == "guard":
            st.error(escape_markdown(t.guard_member(called[0], one.value, one.limit)), icon=":material/gpp_maybe:")
        else:
            said = t.floor_members(called[0], called[1], one.value, one.limit)
            st.error(escape_markdown(said), icon=":material/group_off:")
