"""Reference sets: the demo and the user's own. Check, name, switch what everybody judges with and back, delete."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.access.actor import STUDIO, Actor
from core.catalog import Catalog, Group, load_demo, load_real
from core.errors import ReferenceSetError, UnknownNameError
from core.faces import engines
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.intake import ReferencePhotos, reference_layout
from core.matching.model import TOO_SMALL, ResemblanceModel
from core.services import choices
from core.services.active_run import judge_for
from core.services.choices import ENGINE, RUN, SET
from core.services.permitted import permitted
from core.services.reference.faces import Problems, load
from core.settings import Settings
from core.storage.database import Database, StoredSet
from core.storage.reference.collection_log import Collections
from core.storage.reference.library import Library
from core.storage.reference.names import new_set_id, set_folder
from core.storage.reference.profiles import ProfileStore
from core.storage.rescue import drop_copies
from core.storage.training.features import FeatureStore
from core.storage.training.queue import TrainingQueue
from core.storage.training.trials import forget_trials
from core.training.run import Run
from core.types import MemberId, Progress, ReferenceSet, silent

DEMO = "demo"
_LONGEST_NAME = 60  # of a set
# For groups that are in no catalogue: hues of even weight, each at least 3:1 against white and dark paper.
_SPARE_COLOURS = ("#7363C9", "#0E8A7D", "#B0822A", "#C2577A", "#9A4FB0", "#5E8F32", "#A45A3C", "#4F7F9F", "#8A8A2E")


@dataclass(frozen=True, slots=True)
class ReferenceSource:
    """A reference set on disk. root holds `<group>/<member>/<photo>`."""

    id: str
    name: str
    root: Path
    fictional: bool


@dataclass(frozen=True, slots=True)
class ActiveSet:
    """The reference set in use, embedded, with the model that judges against it and the names of its groups. run and
    notice: as in `Judge`."""

    source: ReferenceSource
    catalog: Catalog
    reference: ReferenceSet
    model: ResemblanceModel
    problems: Problems
    run: Run | None = None
    notice: str = ""

    def photo_of(self, member: MemberId) -> Path | None:
        """One reference photo of the member, to show beside a trainee."""
        for owner, file in zip(self.reference.members, self.reference.files, strict=True):
            if owner == member:
                return self.source.root / file
        return None

    def most_alike(self, member: MemberId, embedding: NDArray[np.float32]) -> Path | None:
        """The member's reference photo that is most alike, None without one. embedding: (d,) unit."""
        own = [row for row, owner in enumerate(self.reference.members) if owner == member]
        if not own:
            return None
        best = own[int((self.reference.embeddings[own] @ embedding).argmax())]
        return self.source.root / self.reference.files[best]


def existing_database(settings: Settings, *, read_only: bool = False) -> Database | None:
    """The workspace's database, None where there is none yet: looking at a studio creates nothing."""
    return Database(settings, read_only=read_only) if settings.database.exists() else None


@permitted("reference.read")
def list_sources(settings: Settings, *, read_only: bool = False) -> list[ReferenceSource]:
    """Every reference set that can be made active, the demo first."""
    demo = ReferenceSource(DEMO, "데모 그룹", settings.demo / "reference", fictional=True)
    database = existing_database(settings, read_only=read_only)
    stored = database.sets() if database else []
    return [demo, *(ReferenceSource(one.id, one.name, set_folder(settings, one.id), fictional=False) for one in stored)]


@permitted("reference.read")
def active_source(settings: Settings, actor: Actor | None = None, *, read_only: bool = False) -> ReferenceSource:
    """The set in use: a person's own choice, else the studio's, the demo without either; a set that was deleted counts
    as not chosen. actor: who acts just now without; STUDIO for everybody's."""
    sources = {source.id: source for source in list_sources(settings, read_only=read_only)}
    own = choices.own_choices(settings, actor).get(SET)
    if own in sources:
        return sources[own]
    return sources.get(choices.studios(settings, SET, read_only=read_only) or DEMO, sources[DEMO])


@permitted("choice.studio", on="source_id")
def activate(settings: Settings, source_id: str, run: Run | None = None, seen: Mapping[str, str] | None = None) -> None:
    """Make a set the one every page judges against. run: that judges from now on, with its engine. seen: as of
    `team_choice` when the person looked. Raises UnknownNameError, ReferenceSetError where the set is too small to
    compare with, and AccessError where somebody chose otherwise since."""
    name = usable(settings, source_id, run.engine if run else "").name
    judges = {ENGINE: run.engine, RUN: run.id} if run else {}
    what = " · ".join([name, *([_title(run.engine), run.name] if run else [])])
    choices.choose_for_all(settings, {SET: source_id, **judges}, what, seen)


@permitted("choice.own", on="source_id")
def choose_alone(settings: Settings, source_id: str, run: Run | None = None) -> None:
    """As `activate`, for who acts just now alone."""
    usable(settings, source_id, run.engine if run else "")
    judges = {ENGINE: run.engine, RUN: run.id} if run else {}
    choices.choose_own(settings, {SET: source_id, **judges})


@permitted("reference.read")
def usable(settings: Settings, source_id: str, engine: str = "") -> ReferenceSource:
    """A set that can be compared with. engine: its name, else the one in use. Raises UnknownNameError, and
    ReferenceSetError where it is too small."""
    known = {source.id: source for source in list_sources(settings)}
    if source_id not in known:
        names = ", ".join(source.name for source in known.values())
        raise UnknownNameError(f"그런 기준 사진 세트는 없습니다. 사용할 수 있는 세트: {names}")
    if reason := unavailable_reason(settings, known[source_id], engine):
        raise ReferenceSetError(reason)
    return known[source_id]


@permitted("reference.read")
def active_engine(settings: Settings, actor: Actor | None = None, *, read_only: bool = False) -> str:
    """Name of the engine in use. actor: as for `active_source`."""
    if not settings.database.exists():
        return engines.DEFAULT
    return choices.in_force(settings, ENGINE, actor, read_only=read_only) or engines.BEFORE_CHOICE


@permitted("choice.studio", on="name")
def choose_engine(settings: Settings, name: str, seen: Mapping[str, str] | None = None) -> None:
    """Use another engine from now on. seen: as for `activate`. Raises UnknownNameError or EngineError if it cannot
    run, AccessError where somebody chose another since."""
    get_engine(name)
    choices.choose_for_all(settings, {ENGINE: name}, _title(name), seen)


@permitted("choice.own", on="name")
def choose_engine_alone(settings: Settings, name: str) -> None:
    """As `choose_engine`, for who acts just now alone."""
    get_engine(name)
    choices.choose_own(settings, {ENGINE: name})


def _title(engine: str) -> str:
    """What an engine is called, its name where it is no longer offered."""
    return engines.ENGINES[engine].title if engine in engines.ENGINES else engine


@permitted("reference.read")
def team_choice(settings: Settings) -> Mapping[str, str]:
    """What was chosen for everybody, by key of `core.services.choices`; "" for no choice."""
    if not settings.database.exists():  # with which a new workspace begins
        return {**dict.fromkeys(choices.KEYS, ""), ENGINE: engines.DEFAULT}
    return {key: choices.studios(settings, key) for key in choices.KEYS}


@permitted("choice.studio")
def choose_again(settings: Settings, before: Mapping[str, str], seen: Mapping[str, str] | None = None) -> None:
    """Let everybody judge with what was chosen before. before, seen: as of `team_choice`, or a part of it. Raises
    UnknownNameError, ReferenceSetError or EngineError where that is gone, AccessError where it is no longer as it was
    seen."""
    engine = before.get(ENGINE) or active_engine(settings, STUDIO)
    get_engine(engine)
    source = usable(settings, before.get(SET) or active_source(settings, STUDIO).id, engine)
    names = {SET: source.name, ENGINE: _title(engine), RUN: before.get(RUN, "")}
    what = " · ".join(names[key] for key in choices.KEYS if before.get(key))
    choices.choose_for_all(settings, before, what or source.name, seen)


@permitted("reference.delete", on="source_id")
def delete(settings: Settings, source_id: str) -> None:
    """Remove a set of one's own: photos, everything computed from them, its entry. Raises UnknownNameError, and
    ReferenceSetError while a training reads it or photos are collected for it: what comes afterwards would stay."""
    own = {source.id: source.name for source in list_sources(settings) if source.id != DEMO}
    if source_id not in own:  # an id becomes a folder that is deleted: it must be on file
        raise UnknownNameError(f"지울 수 있는 세트가 아닙니다. 지울 수 있는 세트: {', '.join(own.values()) or '없음'}")
    if any(entry.alive and entry.request.set_id == source_id for entry in TrainingQueue(settings).entries()):
        raise ReferenceSetError("이 세트로 학습하고 있어 지울 수 없습니다. 학습을 취소하거나 끝난 뒤에 지워 주세요.")
    if any(collection.state == "running" for collection in Collections(settings).all(source_id)):
        raise ReferenceSetError("이 세트에 사진을 모으고 있어 지울 수 없습니다. 모으기를 멈춘 뒤에 지워 주세요.")
    discard(settings, source_id)


@permitted("reference.delete", on="set_id")
def discard(settings: Settings, set_id: str) -> None:
    """Remove a set, on file or half-made, with everything computed from its photos. The entry goes last: what could not
    be deleted can be tried again."""
    forget(settings, Library(settings, set_id).remove())
    Collections(settings).forget(set_id)
    forget_trials(settings, set_id)
    database = Database(settings)
    if database.choice(SET) == set_id:
        choices.choose_for_all(settings, {SET: DEMO}, list_sources(settings)[0].name)
    database.remove_set(set_id)
    drop_copies(settings)


@permitted("reference.change")
def forget(settings: Settings, hashes: Sequence[str]) -> None:
    """Remove everything computed from photos that were deleted, by SHA-256 of their bytes."""
    Database(settings).forget_faces(hashes)
    ProfileStore(settings).forget(hashes)
    FeatureStore(settings).forget(hashes)


@permitted("reference.change")
def new_set(settings: Settings, name: str) -> str:
    """An empty set, to be filled by collecting or by hand. Returns its id. Raises ReferenceSetError without a name."""
    stored = StoredSet(new_set_id(), _set_name(name), datetime.now())
    Database(settings).add_set(stored)
    return stored.id


@permitted("reference.change", on="source_id")
def rename_set(settings: Settings, source_id: str, name: str) -> str:
    """Returns the name as it is on file. Raises UnknownNameError for what is no set of one's own, ReferenceSetError
    without a name."""
    title = _set_name(name)
    if source_id == DEMO or source_id not in {source.id for source in list_sources(settings)}:
        raise UnknownNameError("이름을 바꿀 수 있는 세트가 아닙니다. 목록에서 다시 골라 주세요.")
    Database(settings).rename_set(source_id, title)
    return title


def _set_name(name: str) -> str:
    title = " ".join(name.split())[:_LONGEST_NAME]
    if not title:
        raise ReferenceSetError("세트 이름이 비어 있습니다. 이름을 적어 주세요.")
    return title


@permitted("reference.read")
def photos_of(settings: Settings, source: ReferenceSource) -> ReferencePhotos:
    """The photos of a set in use: of one's own those that are kept, under the ids of the catalogue, without the groups
    and members that were retired. Raises ReferenceSetError where none is left."""
    if source.fictional:
        return reference_layout(source.root, settings)
    if not any(source.root.glob("[!.]*/*/*")):
        raise ReferenceSetError(f"'{source.name}' 세트에 쓸 수 있는 사진이 없습니다. 사진을 먼저 넣어 주세요.")
    photos = reference_layout(source.root, settings).placed(load_real(settings).place)
    if len(photos):
        return photos
    raise ReferenceSetError(
        f"'{source.name}' 세트의 그룹과 멤버를 모두 목록에서 뺐습니다. '그룹 목록'에서 되돌려 주세요."
    )


@permitted("reference.read")
def unavailable_reason(settings: Settings, source: ReferenceSource, engine: str = "") -> str:
    """Why a set cannot be compared with, as far as it is known without reading its photos: Korean, "" where it can.
    engine: its name, else the one in use."""
    if source.fictional:
        return ""
    place, version = load_real(settings).place, get_engine(engine or active_engine(settings)).version
    kept = [photo for photo in Library(settings, source.id).photos() if photo.state == "kept"]
    faces = Database(settings).faces(version, [photo.sha256 for photo in kept])
    able = [photo for photo in kept if photo.sha256 not in faces or faces[photo.sha256].vector is not None]
    groups = {owner.group for photo in able if (owner := place(photo.member)) is not None}
    return "" if len(groups) > 1 else TOO_SMALL


@permitted("reference.read")
def load_active(settings: Settings, source: ReferenceSource, engine: Engine, progress: Progress = silent) -> ActiveSet:
    """Embed a set (only what is not on file yet), with the active run's model or one fitted to it."""
    photos = photos_of(settings, source)
    database = Database(settings)
    reference, problems = load(photos, engine, database, progress)
    catalog = load_demo(settings) if source.fictional else own_catalog(reference.groups, load_real(settings))
    judge = judge_for(settings, reference, engine.version)
    return ActiveSet(source, catalog, reference, judge.model, problems, judge.run, judge.notice)


@permitted("reference.read")
def model_for(
    settings: Settings, root: Path | None = None, engine: str | None = None, progress: Progress = silent
) -> tuple[Engine, ResemblanceModel]:
    """As `judging`, without the set."""
    own_engine, _, model = judging(settings, root, engine, progress)
    return own_engine, model


@permitted("reference.read")
def judging(
    settings: Settings, root: Path | None = None, engine: str | None = None, progress: Progress = silent
) -> tuple[Engine, ReferenceSet, ResemblanceModel]:
    """The engine, the set and the model to judge with: of the folder `root`, else those in use. Reads what is on file
    and adds nothing; engine: its name, else the one in use."""
    own_engine = get_engine(engine or active_engine(settings, read_only=True))
    if root is not None:
        reference = load(reference_layout(root, settings), own_engine, None, progress)[0]
        return own_engine, reference, ResemblanceModel.fit(reference)
    database = existing_database(settings, read_only=True)
    photos = photos_of(settings, active_source(settings, read_only=True))
    reference, _ = load(photos, own_engine, database, progress)
    return own_engine, reference, judge_for(settings, reference, own_engine.version, read_only=True).model


def own_catalog(groups: Iterable[str], real: Catalog) -> Catalog:
    """Names and colours for a set of one's own: what the catalogue knows, and a spare colour for what it does not."""
    ids = list(groups)
    known = [real.get(name) for name in ids if name in real]
    unknown = [name for name in ids if name not in real]
    first = max((group.label for group in known), default=-1) + 1
    spare = [
        Group(name, first + i, name, "", colour, members=(), search=(name,), aliases=(), note="")
        for i, (name, colour) in enumerate(zip(unknown, cycle(_SPARE_COLOURS), strict=False))
    ]
    return Catalog([*known, *spare])
