"""What can become of a candidate: the codes that stand in the journal, and how a page says them."""

from collections.abc import Mapping
from types import MappingProxyType

KEPT = "kept"


# Those of core.web.fetcher's PASSING are tried again when a collection goes on.
_TITLES: Mapping[str, str] = MappingProxyType({
    KEPT: "담음",
    "no_face": "얼굴 없음",
    "poor_face": "얼굴이 작거나 흐림",
    "same": "같은 사진",
    "small": "너무 작은 사진",
    "unreadable": "사진이 아니거나 손상됨",
    "empty": "빈 파일",
    "too_large": "너무 큰 파일",
    "forbidden": "허용되지 않는 주소",
    "redirects": "끝나지 않는 주소 이동",
    "gone": "사진이 없음",
    "denied": "접근 거부",
    "busy": "요청 한도",
    "server": "서버 오류",
    "slow": "응답 지연",
    "cut": "전송 끊김",
    "offline": "연결 실패",
})  # fmt: skip


def title(code: str) -> str:
    """Korean, short enough for a table."""
    return _TITLES.get(code, code)
