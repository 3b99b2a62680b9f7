"""The palette of a made-up group: proposed of the target groups' colours, changed by hand."""

import colorsys
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.charts.style import GroupStyle
from core.services.virtual.groups import keep_group
from core.settings import get_settings
from core.ui.kit.components import errors, flash
from core.ui.kit.permit import may
from core.ui.kit.state import session
from core.ui.virtual.state import VirtualPage
from core.ui.words_ko import virtual as t
from core.virtual.group import MOST_COLOURS, VirtualGroup
from core.virtual.steer import Target

_MOST_GROUPS = 2
_PALE, _DEEP = 0.88, 0.26  # lightness of what goes with a colour
_NEUTRAL = ("#f4f2ee", "#1c1b22")


def proposed(target: Target, groups: Sequence[GroupStyle]) -> tuple[str, ...]:
    """ "#rrggbb" each: of the heaviest groups their colour with a pale and a deep one of its hue, and two neutrals."""
    colours = {style.id: style.colour for style in groups}
    heavy = sorted((group for group in target.mix if group in colours), key=lambda group: -target.mix[group])
    own = [colours[group] for group in heavy[:_MOST_GROUPS]]
    if not own:
        return _NEUTRAL
    shades = [shade for colour in own for shade in ((colour, _shade(colour, _PALE), _shade(colour, _DEEP)))]
    wanted = shades if len(own) > 1 else [*shades, *_NEUTRAL]
    return tuple(dict.fromkeys(wanted))[:MOST_COLOURS]


def _shade(colour: str, lightness: float) -> str:
    """The same hue, as light as that."""
    hue, _, strength = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    return "#" + "".join(f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, lightness, strength))


def palette(group: VirtualGroup) -> None:
    """The colours, which those may change who may make."""
    st.caption(t.PALETTE_AID)
    if not may("virtual.make"):
        st.html("".join(f'<span style="display:inline-block;width:3.2rem;height:2.4rem;margin-right:.4rem;'
                        f'border-radius:.4rem;background:{colour}"></span>' for colour in group.colours))  # fmt: skip
        return
    key = f"virtual.colour.{group.id}.{group.revision}"
    with st.container(horizontal=True, gap="small"):
        chosen = [
            st.color_picker(f"{t.COLOUR} {number + 1}", colour, key=f"{key}.{number}")
            for number, colour in enumerate(group.colours)
        ]
    with st.container(horizontal=True, gap="small"), errors():
        if tuple(chosen) != group.colours and st.button(t.KEEP_COLOURS, type="primary", icon=":material/save:",
                                                        key=f"{key}.keep"):  # fmt: skip
            _keep(group, tuple(chosen))
        if len(chosen) < MOST_COLOURS and st.button(t.MORE_COLOUR, icon=":material/add:", type="tertiary",
                                                    key=f"{key}.more"):  # fmt: skip
            _keep(group, (*chosen, _NEUTRAL[0]))
        if len(chosen) > 1 and st.button(t.LESS_COLOUR, icon=":material/remove:", type="tertiary", key=f"{key}.less"):
            _keep(group, tuple(chosen[:-1]))


def _keep(group: VirtualGroup, colours: tuple[str, ...]) -> None:
    session(VirtualPage).steps(group.id).append(group)
    keep_group(get_settings(), replace(group, colours=colours))
    flash(t.PALETTE_KEPT)
