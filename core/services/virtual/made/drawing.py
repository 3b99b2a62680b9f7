"""Every member in five expressions and from five angles: drawn in the background, kept as they are made."""

from dataclasses import dataclass

from core import jobs
from core.errors import VirtualError
from core.services.permitted import permitted
from core.services.virtual.generators import open_generator
from core.services.virtual.groups import OTHER_GENERATOR
from core.services.virtual.pictures import PIXELS, picture
from core.services.virtual.sheets import BUSY
from core.settings import Settings
from core.storage.virtual import StoredPicture, Virtual
from core.types import JobStatus, Progress
from core.virtual.face import Shot
from core.virtual.generator import Generator
from core.virtual.group import VirtualGroup, views
from core.virtual.names import face_key

TITLE = "가상 그룹의 사진"
SMALL = 384  # px: of all but the first view


@dataclass(frozen=True)
class Drawn:
    """Pictures of a group. views: of each member what is there, in order, previews left out; status: of the job that
    draws them, None before the first."""

    views: tuple[tuple[StoredPicture, ...], ...]
    status: JobStatus | None

    @property
    def going_on(self) -> bool:
        return self.status is not None and not self.status.finished


@permitted("virtual.read", on="group_id")
def drawn(settings: Settings, group_id: str) -> Drawn:
    """Raises VirtualError where the group is not there."""
    store = Virtual(settings)
    group, pictures = store.group(group_id), store.pictures(group_id)
    keys = [face_key(member.face, group.mood) for member in group.members]
    found = tuple(tuple(one for one in pictures if one.face == key and one.number >= 0) for key in keys)
    job = store.drawing(group_id)
    return Drawn(found, jobs.status(settings, job) if job else None)


def shots(generator: Generator, group: VirtualGroup) -> list[Shot]:
    """As each member is shown; the first is from the front."""
    return views(generator.expressions, generator.angles, group.mood)


def missing(drawn: Drawn, generator: Generator, group: VirtualGroup) -> int:
    """How many pictures are yet to be drawn."""
    return len(group.members) * len(shots(generator, group)) - sum(map(len, drawn.views))


@permitted("virtual.make", on="group_id")
def start(settings: Settings, group_id: str) -> None:
    """Draw what is missing. Raises VirtualError where other work goes on, or the generator is another by now."""
    if jobs.busy("virtual"):
        raise VirtualError(BUSY)
    store = Virtual(settings)
    store.group(group_id)
    store.draws(group_id, jobs.start(settings, TITLE, draw, settings, group_id, lane="virtual"))


@permitted("virtual.make", on="group_id")
def stop(settings: Settings, group_id: str) -> None:
    """At the next picture; what was drawn stays."""
    job = Virtual(settings).drawing(group_id)
    if job:
        jobs.cancel(settings, job)


@permitted("virtual.make", on="group_id")
def draw(progress: Progress, settings: Settings, group_id: str) -> str:
    """A job for `core.jobs`: the fronts first, so that all members are seen soon."""
    store = Virtual(settings)
    group = store.group(group_id)
    generator = open_generator(settings, group.generator)
    try:
        if generator.version != group.version:
            raise VirtualError(OTHER_GENERATOR)
        keys = [face_key(member.face, group.mood) for member in group.members]
        there, wanted = store.drawn(group_id), shots(generator, group)
        left = [(number, place) for number in range(len(wanted)) for place, key in enumerate(keys)
                if (key, number) not in there]  # fmt: skip
        total = len(keys) * len(wanted)
        for done, (number, place) in enumerate(left, total - len(left)):
            progress(done, total, TITLE)
            pixels = SMALL if number else PIXELS
            data = picture(settings, generator, group.members[place].face, wanted[number], "jpeg", pixels)
            store.put_picture(group_id, StoredPicture(keys[place], number, wanted[number], data))
        now = store.group(group_id)
        store.keep_pictures(group_id, [face_key(member.face, now.mood) for member in now.members])
    finally:
        generator.close()
    return f"멤버 {len(keys)}명의 사진 {total}장을 만들었습니다."
