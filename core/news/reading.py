"""What a news file gave, and the small repairs every source needs."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import overload

from core.confined import Overrun
from core.errors import NewsError
from core.text.html import characters
from core.types import Article

MAX_BYTES = 48 * 2**20  # a BIGKinds export of 20,000 rows is about 30 MB

_KOREA = timezone(timedelta(hours=9))  # fixed: Windows has no time zone database of its own
_DAY = re.compile(r"(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[-./월]?\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Reading(Sequence[Article]):
    """The articles of one file or source; behaves as a sequence of them.

    excluded: rows that the press analyst marked as not to be analysed; skipped: rows without a title; undated: articles
    whose date lies in the future, kept without one."""

    articles: tuple[Article, ...]
    excluded: int = 0
    skipped: int = 0
    undated: int = 0

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Article, ...]: ...
    def __getitem__(self, index: int | slice) -> Article | tuple[Article, ...]:
        return self.articles[index]

    def __len__(self) -> int:
        return len(self.articles)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)

    def __add__(self, other: "Reading") -> "Reading":
        return Reading(
            self.articles + other.articles,
            self.excluded + other.excluded,
            self.skipped + other.skipped,
            self.undated + other.undated,
        )


def collected(articles: Iterable[Article], *, excluded: int = 0, skipped: int = 0) -> Reading:
    """The articles of a file. Those without a title are skipped, and counted with `skipped`.

    A date after tomorrow is removed (our own clock may be behind), except from fiction."""
    latest = korean_today() + timedelta(days=1)
    found = list(articles)
    titled = [article for article in found if article.title]
    future = [not a.fictional and a.date is not None and a.date > latest for a in titled]
    dated = (replace(a, date=None, at=None) if wrong else a for a, wrong in zip(titled, future, strict=True))
    return Reading(tuple(dated), excluded, skipped + len(found) - len(titled), sum(future))


def korean_today() -> date:
    """The calendar day in Korea."""
    return datetime.now(_KOREA).date()


def refusal(broken: str) -> Callable[[Exception], str]:
    """What to say of whatever a reader raised: that the file is too much, or `broken` (Korean)."""
    too_much = "파일이 너무 크거나 복잡해 읽기를 멈췄습니다. 기간이나 기사를 나누어 작은 파일로 올려 주세요."
    return lambda error: too_much if isinstance(error, MemoryError | Overrun) else broken


def read_bytes(source: bytes | Path) -> bytes:
    """The bytes of a file, or the bytes themselves. Raises NewsError for a missing, empty or oversized file."""
    if isinstance(source, Path):
        try:
            size = source.stat().st_size
            data = source.read_bytes() if size <= MAX_BYTES else b""
        except OSError as error:
            raise NewsError(f"기사 파일 '{source.name}'을(를) 열 수 없습니다. 경로와 권한을 확인해 주세요.") from error
    else:
        data, size = source, len(source)
    if size > MAX_BYTES:
        raise NewsError(f"기사 파일이 너무 큽니다. {MAX_BYTES // 2**20} MB 이하로 나누어 주세요.")
    if not data or data.isspace():  # no copy of it, unlike strip
        raise NewsError("기사 파일이 비어 있습니다. 내용이 있는 파일을 골라 주세요.")
    return data


def day(value: object) -> date | None:
    """A calendar day from 20191121, '2019-11-21', '2019.11.21.', a datetime or ISO text; None when it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else characters(value).strip()
    if re.fullmatch(r"\d{8}(\d{6})?", text):
        year, month, number = text[:4], text[4:6], text[6:8]
    elif match := _DAY.match(text):
        year, month, number = match.groups()
    else:
        return mail_day(text)
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def mail_day(value: object) -> date | None:
    """The Korean calendar day of an RFC 822 time such as 'Mon, 26 Sep 2016 07:50:00 +0900'."""
    return korean_day(mail_moment(value))


def korean_day(moment: datetime | None) -> date | None:
    """The calendar day in Korea of a moment; None where there is none."""
    try:
        return moment.astimezone(_KOREA).date() if moment else None
    except OverflowError:  # the last hours of the year 9999
        return None


def mail_moment(value: object) -> datetime | None:
    """The moment, in UTC, of an RFC 822 time; one without a zone is taken as UTC. None when it is none."""
    try:
        moment = parsedate_to_datetime(characters(value).strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
