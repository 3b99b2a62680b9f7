"""From a photo that was brought to an answer in the session: in turn, with a bar, and not too often."""

import time
from contextlib import AbstractContextManager
from functools import partial

from core.faces.engine import Engine
from core.services.lineup.settle import choose
from core.services.my_debut import answer as service
from core.services.my_debut.opening import on_the_studios_account
from core.services.my_debut.words import concept_words, state
from core.services.reference.sets import ActiveSet
from core.settings import get_settings
from core.types import PhotoFaces, Progress, Upload
from core.ui.kit.cache import shelf
from core.ui.kit.in_turn import in_turn
from core.ui.kit.state import empty_intake, from_the_top, session
from core.ui.lineup.analysis import engine_of, prepare
from core.ui.my_debut.language import words
from core.ui.my_debut.state import MyDebut
from core.ui.visits.limits import Door, Limits
from core.ui.visits.visitor import address, visit

# Of one visit ten at once, then one in 15 s; of one address, behind which a whole school may sit, 40 and one in 2 s.
DOOR = Door(Limits(10, 15.0), Limits(40, 2.0))


def take(upload: Upload) -> None:
    """Look at a photo and answer; the raw file is let go. What is wrong with it is in the session. Raises
    StudioError."""
    own = session(MyDebut)
    own.wait = DOOR.ask(visit(), address(), time.monotonic())
    own.trouble = ()
    if own.wait:
        return
    active, engine = _ready()
    with _turn(words().READING):
        photo = service.look_at(upload, engine)
    if photo.code == "file":
        own.trouble = (service.refusal(upload),)
    elif not photo.faces:
        own.trouble = ("no_face",)
    elif service.to_choose_from(photo):
        own.asked = photo
    elif not photo.usable:
        own.trouble = (photo.code,)
    empty_intake()
    if not own.trouble and own.asked is None:
        _judge([*own.photos, photo], active, engine)


def take_face(index: int) -> None:
    """The face that is meant on the photo with several. Raises StudioError."""
    own = session(MyDebut)
    photo, own.asked = own.asked, None
    if photo is not None:
        _judge([*own.photos, choose(photo, index)], *_ready())


def _ready() -> tuple[ActiveSet, Engine]:
    """The set that is compared with, and its engine. Raises StudioError."""
    with on_the_studios_account(get_settings()):
        active = prepare()(lambda _, lane="": _turn(words().PREPARING, lane))
        return active, engine_of(active)


def _judge(photos: list[PhotoFaces], active: ActiveSet, engine: Engine) -> None:
    own, said = session(MyDebut), dict(zip(service.STEPS, (words().COMPARING, words().EXPLAINING), strict=True))
    with _turn(words().COMPARING) as progress:
        found = service.find(
            get_settings(), photos, active, engine, lambda done, total, step: progress(done, total, said[step])
        )
    if found is None:
        own.trouble = ("",)
        return
    own.photos, own.answer, own.by = photos, found, active
    own.trouble = tuple(photo.code for photo in found.photos[-1:] if photo.code in ("other_person", "copy"))
    from_the_top()


def words_of(group: str, *, fictional: bool) -> tuple[str, ...]:
    """The concept words of a group, the same for all visitors. Raises StudioError."""
    settings, kept = get_settings(), shelf("my_debut")
    entry = (group, fictional, state(settings, fictional=fictional))
    ready = kept.peek(entry)
    if isinstance(ready, tuple):
        return ready
    make = partial(concept_words, settings, group, fictional=fictional)
    with _turn(words().WORDS_WORK, "words"):
        return kept.get(entry, make)


def _turn(what: str, lane: str = "") -> AbstractContextManager[Progress]:
    return in_turn(what, lane, words().in_line)
