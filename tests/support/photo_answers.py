"""What photo services answer, as data: the formats of Wikimedia Commons and Naver, and everything that may go wrong."""

import gzip
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from itertools import cycle
from typing import Any
from urllib.parse import quote

import numpy as np
from PIL import Image

from core.types import MemberId
from tests.support.fault_server import Answer, Query, naver_page

HUGE = 200 * 2**20  # bytes
PASSING = ("429_seconds", "429_date", "429", "500", "slow", "cut", "cut_chunked", "reset")  # better at the next try
GOOD = ("", "wrong_type", "gzip", "redirect")  # odd, but a photo comes
LASTING = (
    "html", "to_loopback", "to_private", "to_link_local", "to_loopback_6", "to_name", "loop", "to_file", "huge",
    "huge_undeclared", "gzip_bomb", "empty", "gone", "broken",
)  # fmt: skip
TARGETS = {  # where a redirect leads that may not be followed; the others lead to this machine
    "to_private": "http://10.0.0.1/photo.jpg",
    "to_link_local": "http://169.254.169.254/latest/meta-data",
    "to_loopback_6": "http://[::1]:9/photo.jpg",
    "to_file": "file:///etc/passwd",
}
API_ERRORS: Mapping[str, tuple[int, dict[str, Any]]] = {
    "maxlag": (
        200,
        {"error": {"code": "maxlag", "info": "Waiting for a database server: 6 seconds lagged.", "lag": 6}},
    ),
    "ratelimited": (200, {"error": {"code": "ratelimited", "info": "You've exceeded your rate limit."}}),
    "key": (401, {"errorMessage": "NID AUTH Result Invalid (1000) : Authentication failed.", "errorCode": "024"}),
    "quota": (429, {"errorMessage": "Query limit exceeded (쿼리 한도를 초과했습니다.)", "errorCode": "012"}),
    "query": (400, {"errorMessage": "Incorrect query request (잘못된 쿼리요청입니다.)", "errorCode": "SE01"}),
    "hub_key": (401, {"error": {"errorCode": "200", "message": "Authentication Failed", "details": "Invalid"}}),
    "hub_quota": (429, {"error": {"errorCode": "400", "message": "Quota Exceeded", "details": "Quota Exceeded"}}),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A photo that a search finds. fault: one of the names above; times: it shows, of a passing one; 0: always.

    width: that is claimed of the original; above the asked one a scaled address is offered."""

    name: str
    data: bytes = field(repr=False)
    fault: str = ""
    times: int = 1
    width: int = 640
    height: int = 480
    mime: str = "image/jpeg"
    author: str = '<a href="//commons.wikimedia.org/wiki/User:Kim">Kim &amp; Lee</a>'
    licence: str = "CC BY-SA 4.0"

    @property
    def good(self) -> bool:
        """Will a patient client get the photo?"""
        return self.fault in GOOD or (self.fault in PASSING and self.times > 0)


Results = Mapping[str, Sequence[Offer]]


def noise_photo(seed: int, side: int = 96) -> bytes:
    """A small JPEG that is like no other: a gradient of its own colours under noise."""
    random = np.random.default_rng(seed)
    ramp = np.linspace(0, 1, side)[:, None, None] * random.uniform(40, 215, 3) + random.uniform(0, 40, 3)
    pixels = np.clip(ramp + random.normal(0, 25, (side, side, 3)), 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def search_of(member: MemberId) -> str:
    """What is searched for to find a member in a faulty service."""
    return f"{member.group} {member.member}"


def faulty_service(members: Sequence[MemberId], good: int, share: float) -> Mapping[str, list[Offer]]:
    """For each member `good` plain photos and, among them, faults of every kind in turn: `share` of all photos."""
    chosen = random.Random(4)
    faults = cycle([*PASSING, *LASTING, *GOOD[1:]])
    every = max(1, round(share * good / (1 - share) * len(members)))
    places = sorted(chosen.sample(range(len(members) * good), every))
    results: dict[str, list[Offer]] = {}
    for number, member in enumerate(members):
        offers: list[Offer] = []
        for place in range(number * good, (number + 1) * good):
            if place in places:
                offers.append(Offer(f"{member.member} odd {place}", noise_photo(100_000 + place), next(faults)))
            offers.append(Offer(f"{member.member} {place}", noise_photo(place)))
        results[search_of(member)] = offers
    return results


def commons(results: Results, url: Callable[[Offer], str], query: Query) -> dict[str, Any]:
    """As `action=query&generator=...&prop=imageinfo&formatversion=2`, 50 at a time, by page number."""
    searched = query.get("generator") == "search"
    term, start = (
        (query.get("gsrsearch", ""), int(query.get("gsroffset", 0)))
        if searched
        else (query.get("gcmtitle", ""), int(query.get("gcmcontinue", "0|0").split("|")[1]))
    )
    size = int(query.get("gsrlimit" if searched else "gcmlimit", 10))
    offers = list(results.get(term, ()))
    pages = [
        _commons_page(rank, offer, url(offer), int(query.get("iiurlwidth", 0)), searched)
        for rank, offer in list(enumerate(offers, 1))[start : start + size]
    ]
    answer: dict[str, Any] = {"batchcomplete": True}
    if start + size < len(offers):
        offset = {"gsroffset": start + size, "continue": "gsroffset||"}
        answer["continue"] = offset if searched else {"gcmcontinue": f"file|{start + size}", "continue": "gcm||"}
    if pages:
        answer["query"] = {"pages": sorted(pages, key=lambda page: page["pageid"])}
    return answer


def naver(results: Results, url: Callable[[Offer], str], query: Query) -> dict[str, Any]:
    """As /v1/search/image answers: sizes are texts, found words in <b>."""
    searched = query.get("query", "")

    def item(rank: int, offer: Offer) -> dict[str, str]:
        return {
            "title": f"<b>{searched}</b> &quot;{offer.name}&quot;",
            "link": url(offer),
            "thumbnail": f"{url(offer)}?type=b150",
            "sizeheight": str(offer.height),
            "sizewidth": str(offer.width),
        }

    return naver_page(results.get(searched, ()), query, item)


def _commons_page(rank: int, offer: Offer, url: str, width: int, ranked: bool) -> dict[str, Any]:
    info: dict[str, Any] = {
        "size": len(offer.data),
        "width": offer.width,
        "height": offer.height,
        "thumburl": url.replace("/commons/", "/commons/thumb/") if width < offer.width else url,
        "thumbwidth": min(width, offer.width),
        "thumbheight": round(offer.height * min(width, offer.width) / offer.width),
        "url": url,
        "descriptionurl": f"https://commons.wikimedia.org/wiki/File:{quote(offer.name)}.jpg",
        "descriptionshorturl": f"https://commons.wikimedia.org/w/index.php?curid={rank}",
        "mime": offer.mime,
        "extmetadata": {
            "Artist": {"value": offer.author, "source": "commons-desc-page"},
            "LicenseShortName": {"value": offer.licence, "source": "commons-desc-page", "hidden": ""},
            "LicenseUrl": {"value": "//creativecommons.org/licenses/by-sa/4.0", "source": "commons-desc-page"},
        },
    }
    page = {"pageid": 10_000 - rank, "ns": 6, "title": f"File:{offer.name}.jpg"}
    return {**page, **({"index": rank} if ranked else {}), "imagerepository": "local", "imageinfo": [info]}


@cache
def bomb() -> bytes:
    """A few kilobytes that unpack to far more than any photo has."""
    return gzip.compress(bytes(HUGE // 4))


def answer(offer: Offer, fault: str, path: str, target: str) -> Answer | None:
    """Status, body and headers of an answer that is sent whole; None where the fault lies in the sending.

    target: where a redirect leads that may not be followed."""
    jpeg = {"Content-Type": "image/jpeg"}
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    thumb = path.replace("/commons/", "/commons/thumb/")
    page = b"<!doctype html><html><body>Log in to see this photo</body></html>"
    table: dict[str, Answer] = {
        "429_seconds": (429, b"", {"Retry-After": "1"}),
        "429_date": (429, b"", {"Retry-After": later}),
        "429": (429, b"", {}),
        "500": (500, b"", {}),
        "html": (200, page, {"Content-Type": "text/html"}),
        "loop": (302, b"", {"Location": path}),
        "empty": (200, b"", jpeg),
        "gone": (404, b"gone", {}),
        "broken": (200, offer.data[: len(offer.data) // 2], jpeg),
        "wrong_type": (200, offer.data, {"Content-Type": "text/plain"}),
        "": (200, offer.data, jpeg),
    }
    if fault.startswith("to_"):
        return 302, b"", {"Location": target}
    if fault == "gzip":
        return 200, gzip.compress(offer.data), {**jpeg, "Content-Encoding": "gzip"}
    if fault == "gzip_bomb":
        return 200, bomb(), {**jpeg, "Content-Encoding": "gzip"}
    if fault == "redirect":
        return (200, offer.data, jpeg) if path == thumb or "/thumb/" in path else (301, b"", {"Location": thumb})
    return table.get(fault)
