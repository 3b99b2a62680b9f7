"""One member by hand: another candidate in her place, or her own face and look by sliders, a preview first."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.charts.style import GroupStyle
from core.errors import VirtualError
from core.services.virtual import lent
from core.services.virtual.judge import Judge
from core.services.virtual.made import members
from core.settings import get_settings
from core.ui.kit.components import errors, flash, guarded, picture, show_more, switch, visible
from core.ui.kit.markup import bars, escape_markdown
from core.ui.kit.state import forget_keys, session
from core.ui.virtual import data
from core.ui.virtual.choosing import candidates_left
from core.ui.virtual.contact import face_card
from core.ui.virtual.searching import draw_again
from core.ui.virtual.state import VirtualPage
from core.ui.words_ko import made_faces as faces
from core.ui.words_ko import virtual as t
from core.virtual.face import Face, Shot
from core.virtual.generator import Control
from core.virtual.group import Candidate, VirtualGroup, seed_of
from core.virtual.names import face_key
from core.virtual.steer import stepped

_OTHERS = 12  # candidates at once
_FACE, _LARGE = 148, 380  # px: two on a phone


def dialogs(group: VirtualGroup, judging: Judge, fronts: list[bytes], styles: tuple[GroupStyle, ...]) -> None:
    """The one that was asked for, if any. fronts: what stands for each member until now."""
    own = session(VirtualPage)
    if own.edits is None:
        return
    what, group_id, place = own.edits
    if group_id != group.id or place >= len(group.members):
        own.edits = None
        return
    name = group.members[place].name

    def close() -> None:
        own.edits = None
        forget_keys("virtual.tuning.")

    title = t.replace_title(name) if what == "replace" else t.tune_title(name)

    @st.dialog(title, width="large", on_dismiss=close)
    def show() -> None:
        with guarded():
            if what == "replace":
                _replace(group, place, judging, styles)
            else:
                _tune(group, place, judging, fronts[place], styles)

    show()


def _replace(group: VirtualGroup, place: int, judging: Judge, styles: tuple[GroupStyle, ...]) -> None:
    st.caption(t.OTHERS_AID)
    found = _others(group, place, judging)
    if not found:
        st.markdown(t.NO_OTHERS)
        return
    more, names = f"virtual.others.{group.id}.{place}", {style.id: style for style in styles}
    drawn = found[: visible(more, _OTHERS)]
    with st.container(horizontal=True, gap="small"):
        for sheet, seed, one in drawn:
            with st.container(width=_FACE, gap="xxsmall"):
                face_card(one, names, width=_FACE)
                if st.button(t.TAKE, icon=":material/check:", key=f"virtual.take.{sheet}.{one.place}"):
                    _put(group, place, judging, one.face, seed_of(seed, one.place), one.preview, t.REPLACED)
    show_more(more, len(found) - len(drawn), t.more)


def _others(group: VirtualGroup, place: int, judging: Judge) -> list[tuple[str, int, Candidate]]:
    """Candidates that would keep guard and floor in a place."""
    used = {face_key(member.face) for member in group.members}
    left = [row for row in candidates_left(judging)
            if face_key(row[2].face) not in used and row[2].face.version == group.version]  # fmt: skip
    fits = members.fitting(get_settings(), judging, group, place, [row[2] for row in left])
    return [row for row, good in zip(left, fits, strict=True) if good]


def _put(group: VirtualGroup, place: int, judging: Judge, face: Face, seed: int, preview: bytes, said: str) -> None:
    with errors():
        made = members.put_face(get_settings(), judging, group, place, face, seed, preview)
        own = session(VirtualPage)
        own.steps(group.id).append(group)
        own.edits = None
        forget_keys("virtual.tuning.")
        draw_again(made)
        flash(said)


def _tune(group: VirtualGroup, place: int, judging: Judge, front: bytes, styles: tuple[GroupStyle, ...]) -> None:
    member = group.members[place]
    with lent.lent(get_settings(), group.generator) as generator:
        controls, looks = {one.code: one for one in generator.controls}, generator.looks
    left, right = st.columns([1, 1], gap="medium")
    with right:
        steps, look = _sliders(member.face, controls, looks, f"virtual.tuning.{group.id}.{place}")
    face = member.face
    if steps or look != dict(face.look):
        latent = stepped(face.latent, steps, list(controls.values()))
        face = replace(face, latent=latent, look=look)
    changed = face != member.face
    with left, errors():
        preview = data.preview_of(face) if changed or not front else front
        shown = preview
        big = st.empty()
        if st.button(t.BIG, icon=":material/image:", key="virtual.tuning.big") or data.has_picture(face, _shot(group)):
            shown = data.picture_of(face, _shot(group))
        with big:
            picture(shown, alt=t.alt(member.name, t.CHANGED if changed else t.NOW, None), width=_LARGE)
        (seen,) = members.looked(judging, [preview])
        if seen.scores is None or seen.close is None:
            raise VirtualError(members.NO_FACE.format(f"‘{member.name}’"))
        names = {style.id: style for style in styles}
        ranked = sorted(zip(judging.groups, map(float, seen.scores), strict=True), key=lambda pair: -pair[1])[:3]
        st.html(bars([(names[one].name, score, names[one].colour) for one, score in ranked if one in names]))
        near = seen.close.nearest
        said = t.kept if seen.close.kept else t.broken
        said_now = said(near.similarity, judging.guard.threshold, data.member_name(judging, str(near.member)))
        st.caption(escape_markdown(said_now))
        with st.container(horizontal=True, gap="small"):
            if st.button(
                t.APPLY, type="primary", icon=":material/check:", key="virtual.tuning.go", disabled=not changed
            ):
                _put(group, place, judging, face, member.seed, preview, t.TUNED)
            st.button(t.RESET, icon=":material/restart_alt:", type="tertiary", key="virtual.tuning.reset",
                      disabled=not changed, on_click=_reset, args=(f"virtual.tuning.{group.id}.{place}",))  # fmt: skip


def _shot(group: VirtualGroup) -> Shot:
    return Shot(mood=group.mood)


def _reset(base: str) -> None:
    forget_keys(base)


def _sliders(
    face: Face, controls: Mapping[str, Control], looks: Mapping[str, object], base: str
) -> tuple[dict[str, float], dict[str, str | float]]:
    """(steps of controls, the look), a part of the face at a time; what other parts said stays."""
    parts = {part: [code for code in codes if code in controls] for part, codes in faces.CONTROL_PART.items()}
    known = {code for codes in faces.CONTROL_PART.values() for code in codes}
    parts["other"] = [code for code in controls if code not in known]
    styling = {part: [name for name in names if name in looks] for part, names in faces.LOOK_PART.items()}
    offered = [part for part in faces.TUNE_PARTS if parts.get(part) or styling.get(part)]
    part = switch(t.PART, offered, faces.TUNE_PARTS, f"{base}.part", hidden=True)
    steps = {code: float(st.session_state.get(f"{base}.at.{code}", 0.0)) for code in controls}
    look = dict(face.look) | dict(st.session_state.get(f"{base}.look", {}))
    for code in parts.get(part, []):
        own = controls[code]
        steps[code] = st.slider(
            faces.control(code), own.lowest, own.highest, steps[code], 0.1, key=f"{base}.step.{code}"
        )
        st.session_state[f"{base}.at.{code}"] = steps[code]
    for name in styling.get(part, []):
        look[name] = _styled(name, looks[name], look.get(name), base)
    st.session_state[f"{base}.look"] = look
    return {code: step for code, step in steps.items() if step}, look


def _styled(name: str, codes: object, now: str | float | None, base: str) -> str | float:
    choices = list(codes) if isinstance(codes, list | tuple) else []
    if not choices:
        return float(
            st.slider(faces.LOOKS.get(name, name), 0.0, 1.0, float(now or 0.0), 0.05, key=f"{base}.style.{name}")
        )
    at = choices.index(now) if now in choices else 0
    return str(st.selectbox(faces.LOOKS.get(name, name), choices, index=at, key=f"{base}.style.{name}",
                            format_func=lambda one: faces.code(name, one)))  # fmt: skip
