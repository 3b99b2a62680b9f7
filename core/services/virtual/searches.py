"""A search of one face in the background: its state is on file after each generation, so that it goes on."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from core import jobs
from core.access.acting import acting
from core.errors import VirtualError
from core.services.permitted import permitted
from core.services.virtual.generators import open_generator
from core.services.virtual.judge import Judge, Vector, load_judge
from core.services.virtual.made.members import fronts, looked
from core.services.virtual.pictures import preview
from core.services.virtual.sheets import BUSY
from core.services.virtual.steering import Steered, steer, steered_from, steered_json
from core.settings import Settings
from core.storage.virtual import StoredSearch, Virtual
from core.types import JobStatus, Progress
from core.virtual.face import Face
from core.virtual.group import face_from, face_json, target_from, target_json
from core.virtual.steer import EVALUATIONS, State, Target

OTHER_VERSION = "이 얼굴을 찾던 생성기가 바뀌어 이어서 찾을 수 없습니다. 처음부터 다시 찾아 주세요."
TITLE = "가상 얼굴 찾기"


@dataclass(frozen=True, slots=True)
class SearchView:
    """best: share of the target of the best face so far, None before the first; found: None until it has ended.

    asked: evaluations at most; group, place: of the group for a place of which it is, "" for none; a place beyond its
    members is a new one. preview: marked JPEG of what was found."""

    id: str
    target: Target
    seed: int
    evaluations: int
    best: float | None
    found: Steered | None
    status: JobStatus | None
    generator: str = ""
    asked: int = EVALUATIONS
    group: str = ""
    place: int = 0
    preview: bytes = field(default=b"", repr=False)


@permitted("virtual.make")
def new_search(
    settings: Settings, target: Target, seed: int, *, generator: str = "", evaluations: int = EVALUATIONS,
    begin: Face | None = None, group: str = "", place: int = 0,
) -> str:  # fmt: skip
    """Start one in the background; its id. begin: the face to begin with. group, place: of the made-up group whose
    other members it has to differ from. Raises VirtualError where it cannot work."""
    if jobs.busy("virtual"):
        raise VirtualError(BUSY)
    made_by = open_generator(settings, generator)
    made_by.close()
    request: dict[str, Any] = {
        "target": target_json(target), "seed": seed, "generator": made_by.code, "version": made_by.version,
        "evaluations": evaluations, "begin": face_json(begin) if begin else None, "group": group, "place": place,
    }  # fmt: skip
    search = StoredSearch(secrets.token_hex(6), request, None, None, acting().id, datetime.now(UTC), "")
    Virtual(settings).add_search(search)
    go_on(settings, search.id)
    return search.id


@permitted("virtual.make", on="search_id")
def go_on(settings: Settings, search_id: str) -> None:
    """From where it stopped. Raises VirtualError where another job runs."""
    if jobs.busy("virtual"):
        raise VirtualError(BUSY)
    store = Virtual(settings)
    store.search(search_id)
    store.put_search(search_id, job=jobs.start(settings, TITLE, run_search, settings, search_id, lane="virtual"))


@permitted("virtual.make", on="search_id")
def run_search(progress: Progress, settings: Settings, search_id: str) -> str:
    """A job for `core.jobs`."""
    store = Virtual(settings)
    stored = store.search(search_id)
    asked = stored.request
    generator = open_generator(settings, asked["generator"])
    try:
        if generator.version != asked["version"]:
            raise VirtualError(OTHER_VERSION)
        judge = load_judge(settings)
        found = steer(
            generator, judge, target_from(asked["target"]), int(asked["seed"]),
            evaluations=int(asked["evaluations"]), begin=face_from(asked["begin"]) if asked["begin"] else None,
            state=State.from_json(stored.state) if stored.state else None, others=_others(settings, judge, asked),
            keep=lambda state: store.put_search(search_id, state=state.to_json()), progress=progress,
        )  # fmt: skip
        made = preview(generator.previews([found.face])[0], generator)
    finally:
        generator.close()
    store.put_search(search_id, result={**steered_json(found), "preview": b64encode(made).decode()})
    return f"목표와 {found.score:.0%} 겹치는 얼굴을 찾았습니다." if not found.reason else found.reason


def _others(settings: Settings, judge: Judge, asked: Mapping[str, Any]) -> list[Vector]:
    """Embeddings of the group's other members, as their pictures show them."""
    if not asked.get("group"):
        return []
    there = fronts(settings, Virtual(settings).group(asked["group"]))
    looks = looked(judge, [one[0] for place, one in enumerate(there) if one is not None and place != asked["place"]])
    return [look.embedding for look in looks if look.embedding is not None]


@permitted("virtual.read")
def search_views(settings: Settings) -> list[SearchView]:
    """Newest first. Looking creates nothing."""
    return [_view(settings, one) for one in Virtual(settings).searches()] if settings.database.exists() else []


@permitted("virtual.read")
def search_view(settings: Settings, search_id: str) -> SearchView:
    """Raises VirtualError where it is not there."""
    return _view(settings, Virtual(settings).search(search_id))


def _view(settings: Settings, stored: StoredSearch) -> SearchView:
    asked, state = stored.request, State.from_json(stored.state) if stored.state else None
    kept = [
        score for score, ok in zip(state.scores, state.kept, strict=True) if ok and score == score  # noqa: PLR0124 - NaN
    ] if state else []  # fmt: skip
    result = dict(stored.result) if stored.result else None
    picture = b64decode(result.pop("preview", "")) if result else b""
    return SearchView(
        stored.id, target_from(asked["target"]), int(asked["seed"]), len(state.told) if state else 0,
        max(kept, default=None), steered_from(result) if result else None,
        jobs.status(settings, stored.job) if stored.job else None, str(asked["generator"]), int(asked["evaluations"]),
        str(asked.get("group", "")), int(asked.get("place", 0)), picture,
    )  # fmt: skip


@permitted("virtual.make", on="search_id")
def stop_search(settings: Settings, search_id: str) -> None:
    """At the next generation; what was searched stays, and `go_on` takes it up."""
    stored = Virtual(settings).search(search_id)
    if stored.job:
        jobs.cancel(settings, stored.job)


@permitted("virtual.delete", on="search_id")
def forget_search(settings: Settings, search_id: str) -> None:
    """Stop it and take it off the file."""
    stop_search(settings, search_id)
    Virtual(settings).remove_search(search_id)
