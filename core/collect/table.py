"""The places to collect photos from. A new one is one file beside this one and one row of SOURCES."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec

from core.collect.commons import Commons
from core.collect.google import GoogleImages
from core.collect.naver import NaverImages
from core.collect.source import PhotoSource
from core.settings import Settings
from core.web import naver_api
from core.web.fetcher import Fetcher

_COMMONS = (
    "자유 이용 허락을 받은 사진입니다. 사진마다 작성자와 라이선스를 함께 기록하니, 쓸 때 그 조건(저작자 표시 등)을 "
    "지켜 주세요. 라이선스는 저작권에 관한 것이고, 찍힌 사람의 초상권은 따로 확인해야 합니다."
)
_NAVER = (
    "검색 결과의 사진은 각 사이트에 저작권이 있고 이용 조건을 알려 주지 않습니다. 라이선스를 모르는 사진으로 기록하니, "
    "쓰기 전에 권리를 확인해 주세요."
)
_GOOGLE = (
    "Google의 약관은 검색 결과를 자동으로 모으는 것을 제한합니다. 사진의 저작권도 각 사이트에 있습니다. 담당 부서의 "
    "확인을 받은 뒤 약관을 확인했다고 표시해야 쓸 수 있습니다."
)
_NO_SELENIUM = "Selenium이 설치되어 있지 않습니다. `make app`으로 다시 설치해 주세요."


@dataclass(frozen=True, slots=True)
class PhotoOffer:
    """A row of the table. title, terms: Korean; terms: what to know of the rights. open: the source for these settings
    and keys, closed at the end; raises CollectError where it cannot be used. why_not: Korean, "" where it can."""

    title: str
    terms: str
    open: Callable[[Settings, Fetcher, Mapping[str, str]], AbstractContextManager[PhotoSource]]
    why_not: Callable[[Settings, Mapping[str, str]], str] = lambda settings, keys: ""


# By the name that stands in `Rights.source`. The first is offered first.
SOURCES: Mapping[str, PhotoOffer] = {
    "commons": PhotoOffer("위키미디어 공용", _COMMONS, lambda s, fetcher, _: nullcontext(Commons(s, fetcher))),
    "naver": PhotoOffer("네이버 이미지", _NAVER, lambda *own: nullcontext(NaverImages(*own)), naver_api.why_not),
    "google": PhotoOffer(
        "Google 이미지", _GOOGLE, lambda s, fetcher, _: closing(GoogleImages(s, fetcher.stop)),
        lambda *_: "" if find_spec("selenium") else _NO_SELENIUM,
    ),
}  # fmt: skip
