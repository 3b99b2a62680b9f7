"""The answer: which group, how surely, who is nearest, where it comes from, and what would make it surer."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from core.access.acting import acting
from core.access.actions import allowed
from core.charts.style import GroupStyle
from core.services.my_debut.answer import CLOSE, MOST_PHOTOS, Answer
from core.services.my_debut.opening import is_guest
from core.services.reference.sets import ActiveSet
from core.text.numbers import percent
from core.ui.concept.state import GROUP
from core.ui.kit.cache import reference_thumbnail
from core.ui.kit.components import badges, picture, section
from core.ui.kit.markup import bars, escape_markdown, headline
from core.ui.kit.photo_view import UNCLEAR, lit, portrait
from core.ui.kit.state import key, session, show_next
from core.ui.lineup.analysis import group_styles
from core.ui.my_debut.intake import bring_in, trouble
from core.ui.my_debut.language import group_names, member_name, words
from core.ui.my_debut.state import MyDebut
from core.ui.my_debut.work import words_of
from core.ui.words_ko.common import Tone

TONES: Mapping[str, Tone] = {"clear": "green", "unclear": "orange", "nobody": "gray"}
_FACE, _NEAR = 260, 104  # px


@dataclass(frozen=True)
class Shown:
    """An answer as it is said. styles: the set's groups by id, named in the visitor's language; title: the group, or
    what is said in its place; share: of it."""

    answer: Answer
    styles: Mapping[str, GroupStyle]
    title: str
    colour: str
    share: float
    line: str

    @property
    def fictional(self) -> bool:
        by = session(MyDebut).by
        return by is not None and by.source.fictional


def shown(answer: Answer, active: ActiveSet) -> Shown:
    """The words and colours of an answer."""
    w, names = words(), group_names(active.catalog)
    styles = {s.id: GroupStyle(s.id, names.get(s.id, s.name), s.colour) for s in group_styles(active)}
    ranked = [(styles[group].name, share) for group, share in answer.shares]
    second = ranked[1] if len(ranked) > 1 else None
    close = second is not None and ranked[0][1] - second[1] < CLOSE
    line = w.line(answer.verdict, ranked[0], second, close=close)
    if answer.verdict == "nobody":
        return Shown(answer, styles, w.NOBODY_TITLE, UNCLEAR, answer.nobody, line)
    return Shown(answer, styles, ranked[0][0], styles[answer.top].colour, ranked[0][1], line)


def result(found: Shown, active: ActiveSet) -> tuple[str, ...]:
    """All of it. Returns the group's concept words, which the card shows too."""
    _verdict(found)
    _advice(found)
    left, right = st.columns(2, gap="large")
    with left:
        _nearest(found, active)
    with right:
        _why(found)
    return _words(found)


def _verdict(found: Shown) -> None:
    answer, w = found.answer, words()
    with st.container(border=True, key="debut-answer"):
        left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
        with left, st.container(horizontal_alignment="center"):
            face = portrait(answer.photos[0], 2 * _FACE)
            if face is not None:
                picture(face, width=_FACE, alt=found.title)
        with right:
            badges([(w.VERDICT[answer.verdict], TONES[answer.verdict])])
            nobody = answer.verdict == "nobody"
            before, after = ("", "") if nobody else w.headline(found.title)
            st.html(headline(before, found.title, after, found.colour, percent(found.share)))
            st.markdown(escape_markdown(found.line))
            rows = [(found.styles[group].name, share, found.styles[group].colour) for group, share in answer.shares]
            st.html(bars([*rows, (w.NOBODY, answer.nobody, UNCLEAR)], names=7.4))
            st.caption(w.SHARES_AID)


def _advice(found: Shown) -> None:
    own, w = session(MyDebut), words()
    if not found.answer.advice and not own.trouble and own.asked is None:
        return
    with st.container(border=True, gap="small", key="debut-advice"):
        st.markdown(f":material/add_a_photo: **{w.ADVICE_TITLE}**")
        if found.answer.advice:
            st.markdown("\n".join(f"- {escape_markdown(w.ADVICE[code])}" for code in found.answer.advice))
        if len(own.photos) >= MOST_PHOTOS:
            trouble()
            st.caption(w.ENOUGH_PHOTOS)
            return
        with st.expander(w.ADD, icon=":material/add:", expanded=bool(own.trouble or own.wait or own.asked)):
            bring_in("debut.more")


def _nearest(found: Shown, active: ActiveSet) -> None:
    w = words()
    section(w.NEAREST, w.NEAREST_AID)
    with st.container(horizontal=True, gap="small", key="debut-near"):
        for near in found.answer.near:
            name = member_name(active.catalog, near.member)
            with st.container(width=_NEAR, gap="xxsmall"):
                file = near.photo
                if file is not None and file.is_file():
                    jpeg = reference_thumbnail(str(file), file.stat().st_mtime, 2 * _NEAR)
                    if jpeg is not None:
                        picture(jpeg, width=_NEAR, alt=name)
                group = found.styles[near.member.group].name
                similar = f"{near.similarity:.2f}"
                st.caption(f"**{escape_markdown(name)}**  \n{escape_markdown(group)} · {escape_markdown(similar)}")


def _why(found: Shown) -> None:
    w, why = words(), found.answer.why
    if why is None:
        if found.answer.verdict != "nobody":
            st.caption(w.NO_MAP)
        return
    section(w.MAP_TITLE)
    said = w.why(found.styles[why.top].name, found.styles[why.second].name)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        picture(lit(why.face, why.map.weight, 2 * 168), width=168, alt=f"{w.MAP_TITLE}. {said}")
        st.caption(escape_markdown(said), width=260)


def _words(found: Shown) -> tuple[str, ...]:
    w, answer = words(), found.answer
    if answer.verdict == "nobody":
        return ()
    section(f"{w.WORDS_TITLE} · {found.title}", w.WORDS_AID)
    ready = words_of(answer.top, fictional=found.fictional)
    if not ready:
        st.caption(w.NO_WORDS)
    badges([(word, "violet") for word in ready])
    may = ready and not is_guest() and allowed(acting(), "concept.read")
    if may and st.button(w.CONCEPT, icon=":material/cloud:", type="tertiary", key=key("debut.concept")):
        show_next(GROUP, answer.top)
        st.switch_page("pages/concept.py")
    return ready
