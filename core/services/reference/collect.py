"""Collecting photos from the open internet into a set of one's own: where from, ask, do, watch, stop, go on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from core import jobs
from core.catalog import Catalog, load_real
from core.collect.collector import Collector, PhotoJudge, WantedMember
from core.collect.outcomes import KEPT, title
from core.collect.table import SOURCES
from core.errors import CollectError, StudioError
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.services import collecting
from core.services.collecting import NO_KEYS, CollectionWork, SourceInfo
from core.services.permitted import permitted
from core.services.reference.sets import active_engine
from core.settings import Settings
from core.storage.collection_log import CollectionStatus
from core.storage.database import Database
from core.storage.reference.collection_log import Collections, Stored
from core.text.korean import attach as josa
from core.types import MemberId, Progress, Upload
from core.web.fetcher import Fetcher

MOST = 200  # photos of one member in one collection
_GOOGLE_TERMS = "google_terms"
_KEPT = "모은 사진은 그대로 있으니 이어서 모아 주세요."


@dataclass(frozen=True, slots=True)
class Plan:
    """What to collect. target: photos with a usable face of each member, beside those the set has already.

    engine: that judges the faces, "" for the one in use. What to search for stands in the catalogue."""

    source: str
    set_id: str
    members: tuple[MemberId, ...]
    target: int
    engine: str = ""


@dataclass(frozen=True, slots=True)
class MemberProgress:
    """found: candidates looked at so far, kept and refused ones; refused: reason (Korean) -> how many."""

    member: MemberId
    target: int
    found: int
    kept: int
    refused: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(CollectionStatus):
    """How a collection stands, from the tables alone. done, total: photos."""

    set_id: str
    members: tuple[MemberProgress, ...]


@permitted("reference.read")
def sources(settings: Settings, keys: Mapping[str, str] = NO_KEYS) -> tuple[SourceInfo, ...]:
    """The places to collect from, the default first. keys: given for this session, as for `run`."""
    offered: list[SourceInfo] = []
    for name, offer in SOURCES.items():
        reason = offer.why_not(settings, keys)
        if name == "google" and not reason and google_acknowledged(settings) is None:
            reason = "Google 이미지의 약관을 확인했다고 표시해야 쓸 수 있습니다."
        offered.append(SourceInfo(name, offer.title, reason, offer.terms, default=not offered))
    return tuple(offered)


@permitted("reference.read")
def check_source(settings: Settings, name: str, keys: Mapping[str, str] = NO_KEYS) -> None:
    """Raises CollectError for a source that is none or cannot be used."""
    collecting.check_source(sources(settings, keys), name, "출처", CollectError)


@permitted("reference.change")
def acknowledge_google(settings: Settings) -> None:
    """Somebody says that the terms of Google were looked into; the moment is kept."""
    Database(settings).choose(_GOOGLE_TERMS, datetime.now(UTC).isoformat(timespec="seconds"))


@permitted("reference.read")
def google_acknowledged(settings: Settings) -> datetime | None:
    """When somebody said so, None if nobody did."""
    said = Database(settings).choice(_GOOGLE_TERMS) if settings.database.exists() else None
    return datetime.fromisoformat(said) if said else None


@permitted("reference.change")
def plan(settings: Settings, plan: Plan, keys: Mapping[str, str] = NO_KEYS, *, go_on: bool = False) -> str:
    """Put a collection on file and return its id. The same one that was interrupted before goes on where it stopped.

    go_on: so does any other one of this set and source, with what is asked for now. Raises StudioError where it cannot
    work: an unknown source, no key, terms not looked into, no such set or member."""
    _check(settings, plan, keys)
    store = Collections(settings)
    text = _to_json(plan)
    for stored in store.all(plan.set_id):
        if stored.state == "done" or stored.source != plan.source:
            continue
        if stored.plan == text or (go_on and stored.state != "running"):
            store.change_plan(stored.id, text)
            return stored.id
    return store.add(plan.set_id, plan.source, text)


@permitted("reference.change", on="collection_id")
def stop(settings: Settings, collection_id: str) -> None:
    """Ask a collection to stop, whoever works on it: after the photo that is coming in. What came is kept."""
    store = Collections(settings)
    if store.get(collection_id).state == "running":
        store.request_stop(collection_id)


@permitted("reference.read")
def reports(settings: Settings, set_id: str | None = None) -> list[Report]:
    """Newest first."""
    store = Collections(settings)
    stored = store.all(set_id)
    counts = store.counts([one.id for one in stored]) if stored else {}
    return [_report(one, counts.get(one.id, {})) for one in stored]


@permitted("reference.change", on="collection_id")
def run(progress: Progress, settings: Settings, collection_id: str, keys: Mapping[str, str] = NO_KEYS) -> str:
    """Collect; a job for `core.jobs` in the lane "collecting". keys: of Naver, by the names of the settings.

    Goes on where an earlier attempt stopped. Cancelled or stopped, it keeps what came. Returns a Korean sentence.
    Raises StudioError where the source cannot be used any more; what came is kept then too."""
    store = Collections(settings)
    stored = store.get(collection_id)
    own, work = _from_json(stored), CollectionWork(progress, store, collection_id, "사진을 찾는 중")

    def came(error: Exception | None) -> str:
        return _KEPT if error and not isinstance(error, StudioError) else _sum(settings, collection_id)

    with store.at_work(collection_id):
        sentence = work.run(lambda: _collect(settings, own, collection_id, keys, work), came)
    return sentence if work.stopped else f"{sentence} {_examine(progress, settings, own)}".strip()


def _collect(settings: Settings, own: Plan, collection_id: str, keys: Mapping[str, str], work: CollectionWork) -> None:
    _check(settings, own, keys)  # a member may have been retired, a key be gone
    judge = _judge(get_engine(own.engine or active_engine(settings)))
    fetcher = Fetcher(settings, work.stop)
    catalog = load_real(settings)
    counts = Collections(settings).counts([collection_id]).get(collection_id, {})
    wanted = [
        WantedMember(member, *_search_for(catalog, member), own.target, counts.get(member, {}).get(KEPT, 0))
        for member in own.members
    ]
    with SOURCES[own.source].open(settings, fetcher, keys) as source:
        Collector(settings, own.set_id, collection_id, source, fetcher, judge, work.report).run(wanted)


def _search_for(catalog: Catalog, member: MemberId) -> tuple[str, tuple[str, ...]]:
    """What to call a member and what to search for. Raises CollectError for who is not in the catalogue any more."""
    group = catalog.get(member.group) if member.group in catalog else None
    found = group.member(member.member) if group else None
    if group is None or found is None or group.retired or found.retired:
        named = josa(f"'{member.group}/{member.member}'", "은/는")
        raise CollectError(f"{named} 그룹 목록에 없거나 비교에서 뺀 멤버입니다. 모을 멤버를 다시 골라 주세요.")
    # Abroad, photos are described in English: the names in Latin letters find what Korean words do not.
    latin = f"{group.latin} {found.latin}" if group.latin and found.latin else ""
    queries = dict.fromkeys([*(found.search or (f"{group.name} {found.name}",)), latin])
    return f"{group.name} {found.name}", tuple(query for query in queries if query.strip())


def _judge(engine: Engine) -> PhotoJudge:
    def judge(upload: Upload) -> str:
        (found,) = engine.analyse([upload], keep_pixels=False)
        if found.usable:
            return ""
        return "no_face" if found.code == "no_face" else "poor_face"

    return judge


def _examine(progress: Progress, settings: Settings, own: Plan) -> str:
    """What curation makes of the set now. It can be repeated on its page: no reason to fail after the work is done."""
    from core.services.reference.examine import examine

    try:
        return examine(progress, settings, own.set_id, own.engine or active_engine(settings))
    except StudioError as error:
        return f"사진 검토는 마치지 못했습니다. {error}"
    except jobs.Cancelled:
        return "사진 검토는 취소했습니다."


def _check(settings: Settings, plan: Plan, keys: Mapping[str, str]) -> None:
    check_source(settings, plan.source, keys)
    if plan.set_id not in {stored.id for stored in Database(settings).sets()}:
        raise CollectError("사진을 담을 세트가 없습니다. 세트를 먼저 만들거나 목록에서 골라 주세요.")
    if not plan.members:
        raise CollectError("모을 멤버를 한 명 이상 골라 주세요.")
    if not 1 <= plan.target <= MOST:
        raise CollectError(f"멤버마다 모을 사진 수는 1장에서 {MOST}장 사이로 정해 주세요.")
    catalog = load_real(settings)
    for member in plan.members:
        _search_for(catalog, member)


def _report(stored: Stored, counts: Mapping[MemberId, Mapping[str, int]]) -> Report:
    own = _from_json(stored)
    others = sorted(member for member in counts if member not in own.members)
    members = tuple(_member(member, own.target, counts.get(member, {})) for member in (*own.members, *others))
    known = {field.name: getattr(stored, field.name) for field in fields(CollectionStatus)}
    known["done"], known["total"] = sum(min(m.kept, m.target) for m in members), sum(m.target for m in members)
    return Report(**known, set_id=stored.set_id, members=members)


def _member(member: MemberId, target: int, outcomes: Mapping[str, int]) -> MemberProgress:
    refused = sorted(((title(code), n) for code, n in outcomes.items() if code != KEPT), key=lambda item: -item[1])
    return MemberProgress(member, target, sum(outcomes.values()), outcomes.get(KEPT, 0), dict(refused))


def _sum(settings: Settings, collection_id: str) -> str:
    """What came, as a sentence."""
    members = next(report for report in reports(settings) if report.id == collection_id).members
    kept, refused = sum(m.kept for m in members), sum(m.found - m.kept for m in members)
    reached = sum(m.kept >= m.target for m in members)
    left = f" 쓸 수 없는 {refused:,}장은 담지 않았습니다." if refused else ""
    return f"사진 {kept:,}장을 모았습니다(멤버 {len(members)}명 가운데 {reached}명이 목표를 채움).{left}"


def _to_json(plan: Plan) -> str:
    members = [[member.group, member.member] for member in plan.members]
    return json.dumps({"members": members, "target": plan.target, "engine": plan.engine}, ensure_ascii=False)


def _from_json(stored: Stored) -> Plan:
    known = json.loads(stored.plan)
    members = tuple(MemberId(group, member) for group, member in known["members"])
    return Plan(stored.source, stored.set_id, members, known["target"], known["engine"])
