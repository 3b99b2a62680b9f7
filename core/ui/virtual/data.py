"""What the page of AI groups works with: who judges, the groups and how they are called, the generators there are."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.access.actor import STUDIO
from core.catalog import Catalog, load_demo, load_real
from core.charts.style import GroupStyle
from core.services import choices
from core.services.reference import sets as reference
from core.services.reference.sets import own_catalog
from core.services.virtual import lent, pictures
from core.services.virtual.generators import DEFAULT
from core.services.virtual.judge import Judge
from core.services.virtual.made import drawing, members
from core.services.virtual.made.drawing import Drawn
from core.services.virtual.made.members import Standing
from core.settings import get_settings
from core.types import MemberId
from core.ui.compared import choice
from core.ui.kit.cache import set_state, shelf, styles
from core.ui.kit.in_turn import in_turn
from core.ui.words_ko import virtual as t
from core.virtual.face import Face, Shot
from core.virtual.group import VirtualGroup
from core.virtual.names import face_key


def judge() -> Judge:
    """Of the team's set: what is made here is the same for everybody. Raises StudioError."""
    entry = _judge_key()
    ready = shelf("made_judge").peek(entry)
    if isinstance(ready, Judge):
        return ready
    with in_turn(t.PREPARING, lane="reference") as progress:
        return shelf("made_judge").get(entry, lambda: members.team_judge(get_settings(), progress))


def _judge_key() -> str:
    settings, source = get_settings(), choice.team()
    engine, run = reference.active_engine(settings, STUDIO), choices.studios(settings, choices.RUN)
    return f"{source.id}/{engine}/{run}/{set_state(source.root)}"


def judged_by() -> Mapping[str, str]:
    """What judges, for people."""
    return {"set": choice.team().name}


def catalog(judging: Judge) -> Catalog:
    """The names of the team's set."""
    settings = get_settings()
    return load_demo(settings) if choice.team().fictional else own_catalog(judging.groups, load_real(settings))


def group_styles(judging: Judge) -> tuple[GroupStyle, ...]:
    """Its groups in the catalogue's order."""
    return styles(catalog(judging), judging.groups)


def group_names(judging: Judge) -> dict[str, str]:
    """Group id -> name."""
    return {style.id: style.name for style in group_styles(judging)}


def member_name(judging: Judge, near: str) -> str:
    """ "가온(별무리)" of "<group>/<member>"."""
    group, _, member = near.partition("/")
    known = catalog(judging)
    return f"{known.member_name(MemberId(group, member))}({known.name(group)})" if member else near


def taken_names(judging: Judge) -> set[str]:
    """Of the people on file: nobody made up is called like them."""
    known = catalog(judging)
    return {known.member_name(member) for member in judging.model.members}


def generators() -> dict[str, str]:
    """Code -> why it cannot be used here, "" where it can. Read once a run of the page."""
    return {one.code: one.why_not for one in lent.usable_generators(get_settings())}


def usable() -> list[str]:
    """Codes of those that work here, the company's own first."""
    return sorted((code for code, why in generators().items() if not why), key=lambda code: code == DEFAULT)


def asks(body: str) -> Callable[[str], None]:
    """What a question to be confirmed says."""

    def draw(_: str) -> None:
        st.markdown(body)

    return draw


def preview_of(face: Face) -> bytes:
    """A marked small picture; kept, as it takes a moment. Raises StudioError."""

    def make() -> bytes:
        with lent.lent(get_settings(), face.generator) as generator:
            return pictures.preview(generator.previews([face])[0], generator)

    return _kept(("preview", face_key(face)), t.PREVIEWS, make)


def picture_of(face: Face, shot: Shot) -> bytes:
    """A marked large picture, which takes seconds. Raises StudioError."""

    def make() -> bytes:
        with lent.lent(get_settings(), face.generator) as generator:
            return pictures.picture(get_settings(), generator, face, shot, "jpeg")

    return _kept(("picture", face_key(face), shot), t.BIG_AID, make)


def has_picture(face: Face, shot: Shot) -> bool:
    """Was it made already?"""
    return shelf("made_picture").peek(("picture", face_key(face), shot)) is not None


def _kept(key: tuple[object, ...], what: str, make: Callable[[], bytes]) -> bytes:
    found = shelf("made_picture").peek(key)
    if isinstance(found, bytes):
        return found
    with in_turn(what, lane="made"):  # they share worker processes
        return shelf("made_picture").get(key, make)


def standing(group: VirtualGroup, judging: Judge) -> tuple[Standing, list[bytes]]:
    """How a group stands, and of each member the picture that says so."""
    there = members.fronts(get_settings(), group)
    keys = tuple((face_key(one.face), front is not None and front[1])
                 for one, front in zip(group.members, there, strict=True))  # fmt: skip
    now = shelf("made_standing").get((_judge_key(), group.mood, keys), lambda: members.standing(judging, there))
    return now, [one[0] if one is not None else b"" for one in there]


def drawn(group: VirtualGroup) -> Drawn:
    """Its pictures."""
    return drawing.drawn(get_settings(), group.id)
