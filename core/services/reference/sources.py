"""Where photos can be collected from, under which terms, and what is searched for there."""

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.util import find_spec

from core.catalog import Catalog
from core.errors import CollectError
from core.services import collecting
from core.services.collecting import NO_KEYS, SourceInfo
from core.settings import Settings
from core.storage.database import Database
from core.types import MemberId
from core.web import naver_api

_GOOGLE_TERMS = "google_terms"
_COMMONS_TERMS = (
    "자유 이용 허락을 받은 사진입니다. 사진마다 작성자와 라이선스를 함께 기록하니, 쓸 때 그 조건(저작자 표시 등)을 "
    "지켜 주세요. 라이선스는 저작권에 관한 것이고, 찍힌 사람의 초상권은 따로 확인해야 합니다."
)
_NAVER_TERMS = (
    "검색 결과의 사진은 각 사이트에 저작권이 있고 이용 조건을 알려 주지 않습니다. 라이선스를 모르는 사진으로 기록하니, "
    "쓰기 전에 권리를 확인해 주세요."
)
_GOOGLE_TERMS_TEXT = (
    "Google의 약관은 검색 결과를 자동으로 모으는 것을 제한합니다. 사진의 저작권도 각 사이트에 있습니다. 담당 부서의 "
    "확인을 받은 뒤 약관을 확인했다고 표시해야 쓸 수 있습니다."
)


def sources(settings: Settings, keys: Mapping[str, str] = NO_KEYS) -> tuple[SourceInfo, ...]:
    """The places to collect from, the default first. keys: given for this session, as for `run`."""
    naver = "" if naver_api.usable(settings, keys) else naver_api.NO_KEY
    return (
        SourceInfo("commons", "위키미디어 공용", "", _COMMONS_TERMS, default=True),
        SourceInfo("naver", "네이버 이미지", naver, _NAVER_TERMS),
        SourceInfo("google", "Google 이미지", _why_no_google(settings), _GOOGLE_TERMS_TEXT),
    )


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


def _why_no_google(settings: Settings) -> str:
    if find_spec("selenium") is None:
        return "Selenium이 설치되어 있지 않습니다. `make app`으로 다시 설치해 주세요."
    if google_acknowledged(settings) is None:
        return "Google 이미지의 약관을 확인했다고 표시해야 쓸 수 있습니다."
    return ""
