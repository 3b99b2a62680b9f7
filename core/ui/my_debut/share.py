"""The card to keep and to share, and friends' cards beside each other. Drawn when it is looked at, kept nowhere."""

from dataclasses import replace

import streamlit as st

from core.services.my_debut.answer import together
from core.services.my_debut.card import MOST_CARDS, REST, SIZES, Card, Shape, draw, draw_line_up
from core.settings import get_settings
from core.text.numbers import percent
from core.ui.kit.components import picture, section
from core.ui.kit.markup import escape_markdown
from core.ui.kit.photo_view import portrait, shrunk
from core.ui.kit.state import key, session
from core.ui.my_debut.language import group_names, words
from core.ui.my_debut.result import Shown
from core.ui.my_debut.state import Friend, MyDebut

_PREVIEW, _SMALL = 380, 168  # px
_FACE = 640  # px of the face on a card
_NAME = 14  # characters


def card_of(found: Shown, ready: tuple[str, ...]) -> Card:
    """What the card of this visitor's answer says."""
    own, w, answer = session(MyDebut), words(), found.answer
    of = [(found.styles[group].name, share, found.styles[group].colour) for group, share in answer.shares]
    if answer.verdict == "nobody":  # what is left are the shares if it is one of them
        rest = 1 - answer.nobody
        of = [(w.NOBODY, answer.nobody, REST), *((name, share * rest, colour) for name, share, colour in of)]
    foot = (w.FOOT, w.FICTIONAL) if found.fictional else (w.FOOT,)
    face = portrait(answer.photos[0], _FACE) if own.with_face else None
    return Card(
        w.KICKER, found.title, found.colour, percent(found.share), found.line, tuple(of), ready, foot, own.name, face
    )


def share(found: Shown, ready: tuple[str, ...]) -> None:
    """The preview with its choices, the downloads, and the way on to the next friend."""
    own, w = session(MyDebut), words()
    section(w.CARD_TITLE, w.CARD_AID)
    left, right = st.columns(2, gap="large")
    with right:
        name, ticked = key("debut.name"), key("debut.with_face")
        own.name = " ".join(
            st.text_input(w.NAME, value=own.name, max_chars=_NAME, key=name, autocomplete="off").split()
        )
        own.with_face = st.checkbox(w.WITH_FACE, value=own.with_face, key=ticked)
        card = card_of(found, ready)
        with st.container(horizontal=True, gap="small"):
            _download(card, "feed", w.FEED)
            _download(card, "story", w.STORY)
        if len(own.friends) >= MOST_CARDS:
            st.caption(w.FULL)
        else:
            st.button(
                w.NEXT_FRIEND, icon=":material/group_add:", key=key("debut.friend"), on_click=_next, args=(card, found)
            )
    with left:
        picture(shrunk(draw(card, "feed"), 2 * _PREVIEW), width=_PREVIEW, alt=w.CARD_ALT)


def _download(card: Card, shape: Shape, label: str) -> None:
    wide, tall = SIZES[shape]
    st.download_button(
        label, lambda: draw(card, shape), f"my-debut-{wide}x{tall}.png", "image/png", on_click="ignore",
        icon=":material/download:", key=key(f"debut.card.{shape}"),
    )  # fmt: skip


def _next(card: Card, found: Shown) -> None:
    own = session(MyDebut)
    name = own.name or words().friend(len(own.friends) + 1)
    taken = {friend.name for friend in own.friends}
    if name in taken:
        name = next(f"{name} {n}" for n in range(2, MOST_CARDS + 3) if f"{name} {n}" not in taken)
    if own.by is not None:
        own.friends.append(Friend(name, replace(card, name=name), found.answer.photos, own.by))
    own.next_person()


def friends() -> None:
    """The cards that were kept, beside each other, and what they would be together."""
    own, w = session(MyDebut), words()
    if not own.friends:
        return
    section(w.FRIENDS_TITLE, w.FRIENDS_AID)
    line = _together(own)
    if line:
        st.markdown(f"**{escape_markdown(line)}**")
    with st.container(horizontal=True, gap="small", key="debut-friends"):
        for index, friend in enumerate(own.friends):
            with st.container(width=_SMALL, gap="xxsmall"):
                alt = f"{friend.name}: {friend.card.group} {friend.card.figure}"
                picture(shrunk(draw(friend.card, "feed"), 2 * _SMALL), width=_SMALL, alt=alt)
                st.button(
                    f"{escape_markdown(friend.name)} · {w.LEAVE_FRIEND}", icon=":material/close:", type="tertiary",
                    key=key(f"debut.leave.{index}"), on_click=_leave, args=(index,),
                )  # fmt: skip
    if len(own.friends) > 1:
        cards, foot = [friend.card for friend in own.friends], own.friends[0].card.foot
        st.download_button(
            w.LINEUP_PNG, lambda: draw_line_up(w.LINEUP_KICKER, line, cards, foot), "our-debut-line-up.png",
            "image/png", on_click="ignore", icon=":material/download:", key=key("debut.line_up"),
        )  # fmt: skip


def _leave(index: int) -> None:
    del session(MyDebut).friends[index]


def _together(own: MyDebut) -> str:
    by = own.friends[-1].by
    if len(own.friends) < 2 or any(one.by.reference.engine != by.reference.engine for one in own.friends):
        return ""
    lineup = together(get_settings(), {one.name: one.photos for one in own.friends}, by).lineup
    if lineup is None:
        return ""
    top = lineup.scores.top
    return str(words().together(group_names(by.catalog).get(top, top), lineup.scores.values[top], len(own.friends)))
