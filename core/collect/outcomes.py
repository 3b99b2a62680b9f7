"""What can become of a candidate: the codes that stand in the journal, and how a page says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a page calls it. Those of core.web.fetcher's PASSING are tried again when a collection goes on."""

    code: str
    title: str


_ROWS = (
    Outcome(KEPT, "담음"),
    Outcome("no_face", "얼굴 없음"),
    Outcome("poor_face", "얼굴이 작거나 흐림"),
    Outcome("same", "같은 사진"),
    Outcome("small", "너무 작은 사진"),
    Outcome("unreadable", "사진이 아니거나 손상됨"),
    Outcome("empty", "빈 파일"),
    Outcome("too_large", "너무 큰 파일"),
    Outcome("forbidden", "허용되지 않는 주소"),
    Outcome("redirects", "끝나지 않는 주소 이동"),
    Outcome("gone", "사진이 없음"),
    Outcome("denied", "접근 거부"),
    Outcome("busy", "요청 한도"),
    Outcome("server", "서버 오류"),
    Outcome("slow", "응답 지연"),
    Outcome("cut", "전송 끊김"),
    Outcome("offline", "연결 실패"),
)

OUTCOMES: Mapping[str, Outcome] = MappingProxyType({row.code: row for row in _ROWS})


def title(code: str) -> str:
    """Korean, short enough for a table."""
    known = OUTCOMES.get(code)
    return known.title if known else code
