"""The days and moments that news files write, in whatever way. A day is always that of the calendar in Korea."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from core.text.html import characters
from core.text.unicode import normal

KOREA = timezone(timedelta(hours=9))  # fixed: Windows has no time zone database of its own

_ZONES = {"z": 0, "utc": 0, "gmt": 0, "kst": 540, "jst": 540}  # minutes
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|KST|JST|[+-]\d\d(?::?\d\d)?)(?![\w:])",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"(?<!\d)(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)")
_RUN = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
# Two digits of a year stand first in Korea; with slashes they may as well be a month or a day.
_SHORT = re.compile(r"[‘’'`]?(\d\d)\s*(?:[.년]\s*|-)(\d{1,2})\s*(?:[.월]\s*|-)(\d{1,2})(?![\d])")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?!\d)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ENGLISH = [
    re.compile(rf"\b{first},?[\s-]+{second},?[\s-]+(?P<year>\d{{4}})(?!\d)", re.IGNORECASE)
    for first, second in ((_MONTH, _NTH), (_NTH, _MONTH))
]
# As mail headers have it, or as Java and C print a moment.
_MAIL = re.compile(
    rf"\d\s+(?:{'|'.join(_MONTHS)})\s+\d{{2,4}},?\s+\d|(?:{'|'.join(_MONTHS)})\s+\d+\s+\d+:\d+:\d+\s+\S+\s+\d",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,17}(?:\.\d+)?(?:[eE]\+?\d{1,2})?")
_SERIALS = range(20_000, 73_051)  # 1954 to 2099
EXCEL = date(1899, 12, 30)
_LONGEST = 200  # characters of a cell that may be a date


def day(value: object, excel: date = EXCEL) -> date | None:
    """The calendar day in Korea that a cell states, None where it states none or only a part of one.

    Numbers: 20191121, seconds or milliseconds since 1970, days of Excel since `excel`. A time of day with its zone is
    brought to Korea, one without counts as Korean. What has no year ("11.28.") or counts back from a moment that nobody
    knows ("3시간 전") is no day, and neither is 03/01/2024, which may be of March or January."""
    if isinstance(value, datetime):
        return korean_day(value) if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    text = normal(characters(value)[:_LONGEST], "NFKC").strip()
    if isinstance(value, bool) or not text:
        return None
    if _NUMBER.fullmatch(text):
        return _of_number(text, excel)
    if (at := moment(text)) is not None:
        return korean_day(at)
    return _written(text)


def moment(value: object) -> datetime | None:
    """The moment, in UTC, that a text states with its zone: ISO 8601, or as `mail_moment`. None when it is none."""
    text = characters(value)[:_LONGEST].strip()
    match = _ISO.search(text)
    if match is None:
        return mail_moment(text) if _MAIL.search(text) else None
    year, month, number, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        zone = timezone(timedelta(minutes=_offset(match[7].lower())))
        return datetime(year, month, number, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def mail_moment(value: object) -> datetime | None:
    """The moment, in UTC, of an RFC 822 time; one without a zone is taken as UTC. None when it is none."""
    text = re.sub(r"\b[KJ]ST\b", "+0900", characters(value).strip())  # the standard knows American zones only
    try:
        found = parsedate_to_datetime(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def korean_day(at: datetime | None) -> date | None:
    """The calendar day in Korea of a moment; None where there is none."""
    try:
        return at.astimezone(KOREA).date() if at else None
    except OverflowError:  # the last hours of the year 9999
        return None


def _offset(zone: str) -> int:
    if zone in _ZONES:
        return _ZONES[zone]
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return (int(digits[:2]) * 60 + int(digits[2:])) * (-1 if zone[0] == "-" else 1)


def _of_number(text: str, excel: date) -> date | None:
    try:
        number = int(float(text)) if set(text) & set(".eE") else int(text)
    except (ValueError, OverflowError):
        return None
    digits = str(number)
    if number in _SERIALS:
        return excel + timedelta(days=number)
    if len(digits) == 6:
        return _short_year(digits[:2], digits[2:4], digits[4:])
    if len(digits) in (8, 10, 12, 14):  # with hour, minute, second behind the day
        found = _date(digits[:4], digits[4:6], digits[6:8])
        if found or len(digits) != 10:
            return found
    since_1970 = {10: 1, 13: 1_000, 16: 1_000_000}.get(len(digits))
    return korean_day(datetime.fromtimestamp(number / since_1970, UTC)) if since_1970 else None


def _written(text: str) -> date | None:
    if match := _WRITTEN.search(text) or _RUN.match(text):
        return _date(*match.groups())
    if match := _YEAR_LAST.search(text):
        one, other = int(match[1]), int(match[3])
        if one > 12 or one == other:
            return _date(match[4], other, one)
        return _date(match[4], one, other) if other > 12 else None
    for pattern in _ENGLISH:
        if match := pattern.search(text):
            return _date(match["year"], _MONTHS.index(match["month"].lower()) + 1, match["day"])
    match = _SHORT.match(text)
    return _short_year(*match.groups()) if match else None


def _short_year(year: str, month: str, number: str) -> date | None:
    this = datetime.now(KOREA).year % 100
    return _date(int(year) + (2000 if int(year) <= this + 1 else 1900), month, number)


def _date(year: str | int, month: str | int, number: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found if found.year >= 1900 else None
