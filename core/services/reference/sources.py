"""Where photos can be collected from, under which terms, and what is searched for there."""

from collections.abc import Mapping
from datetime import UTC, datetime

from core.catalog import Catalog
from core.collect.table import SOURCES
from core.errors import CollectError
from core.services import collecting
from core.services.collecting import NO_KEYS, SourceInfo
from core.settings import Settings
from core.storage.database import Database
from core.types import MemberId

_GOOGLE_TERMS = "google_terms"


def sources(settings: Settings, keys: Mapping[str, str] = NO_KEYS) -> tuple[SourceInfo, ...]:
    """The places to collect from, the default first. keys: given for this session, as for `run`."""
    offered: list[SourceInfo] = []
    for name, offer in SOURCES.items():
        reason = offer.why_not(settings, keys)
        if name == "google" and not reason and google_acknowledged(settings) is None:
            reason = "Google 이미지의 약관을 확인했다고 표시해야 쓸 수 있습니다."
        offered.append(SourceInfo(name, offer.title, reason, offer.terms, default=not offered))
    return tuple(offered)


def check_source(settings: Settings, name: str, keys: Mapping[str, str] = NO_KEYS) -> None:
    """Raises CollectError for a source that is none or cannot be used."""
    collecting.check_source(sources(settings, keys), name, "출처", CollectError)


def acknowledge_google(settings: Settings) -> None:
    """Somebody says that the terms of Google were looked into; the moment is kept."""
    Database(settings).choose(_GOOGLE_TERMS, datetime.now(UTC).isoformat(timespec="seconds"))


def google_acknowledged(settings: Settings) -> datetime | None:
    """When somebody said so, None if nobody did."""
    said = Database(settings).choice(_GOOGLE_TERMS) if settings.database.exists() else None
    return datetime.fromisoformat(said) if said else None


def search_for(catalog: Catalog, member: MemberId) -> tuple[str, tuple[str, ...]]:
    """What to call a member and what to search for. Raises CollectError for who is not in the catalogue any more."""
    group = catalog.get(member.group) if member.group in catalog else None
    found = group.member(member.member) if group else None
    if group is None or found is None or group.retired or found.retired:
        raise CollectError(
            f"'{member.group}/{member.member}'은(는) 그룹 목록에 없거나 빠진 멤버입니다. 모을 멤버를 다시 골라 주세요."
        )
    # Abroad, photos are described in English: the names in Latin letters find what Korean words do not.
    latin = f"{group.latin} {found.latin}" if group.latin and found.latin else ""
    queries = dict.fromkeys([*(found.search or (f"{group.name} {found.name}",)), latin])
    return f"{group.name} {found.name}", tuple(query for query in queries if query.strip())
