"""Consent to keep a trainee's photos: what is written down, and when it counts. No legal advice."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal

from core.errors import PrivacyError
from core.text.hidden import visible
from core.text.unicode import normal

LONGEST = 200  # characters of a field
LONGEST_YEARS = 3  # a consent runs at most that long
FEWEST_DAYS, USUAL_DAYS, MOST_DAYS = 1, 90, 365  # that photos are kept at most
_KOREA = timezone(timedelta(hours=9))  # whose days a form is signed by, wherever the server and its visitors are
State = Literal["none", "valid", "later", "over", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Consent:
    """basis: on what it rests, such as a signed form and where that is; purpose: for what. given, expires: days, both
    included. minor: as a person has looked it up, None while that is not known; guardian: who consented for a minor,
    and how. by: id of who wrote it down."""

    basis: str
    purpose: str
    given: date
    expires: date
    minor: bool | None = None
    guardian: str = ""
    by: str = ""
    by_name: str = ""
    at: datetime | None = None
    withdrawn: datetime | None = None
    revision: int = 0


def clean(consent: Consent) -> Consent:
    """As it is kept. Raises PrivacyError where something is missing or contradicts itself."""
    basis, purpose, guardian = (_line(text) for text in (consent.basis, consent.purpose, consent.guardian))
    if not basis:
        raise PrivacyError("동의의 근거를 적어 주세요. 예: 2026-11-28에 서명한 동의서, 문서함 12번")
    if not purpose:
        raise PrivacyError("사진을 보관하는 목적을 적어 주세요.")
    if consent.minor is None:
        raise PrivacyError(
            "성년인지 미성년자인지 골라 주세요. 생년월일을 모르면 확인할 때까지 사진을 보관할 수 없습니다."
        )
    if consent.minor and not guardian:
        raise PrivacyError("미성년자는 보호자의 동의가 필요합니다. 보호자가 누구이고 어떻게 동의했는지 적어 주세요.")
    if consent.expires < consent.given:
        raise PrivacyError("동의가 끝나는 날이 동의한 날보다 빠릅니다. 날짜를 확인해 주세요.")
    if consent.expires > consent.given + timedelta(days=366 * LONGEST_YEARS):
        raise PrivacyError(f"동의 기간은 {LONGEST_YEARS}년까지 적을 수 있습니다. 끝나는 날을 확인해 주세요.")
    return Consent(basis, purpose, consent.given, consent.expires, consent.minor, guardian if consent.minor else "")


def day_of(moment: datetime) -> date:
    """The day by which consents count, on which a moment lies."""
    return moment.astimezone(_KOREA).date()


def state_of(consent: Consent | None, today: date) -> State:
    """Photos may be kept while it is "valid"; today: `day_of` now."""
    if consent is None:
        return "none"
    if consent.withdrawn is not None:
        return "withdrawn"
    return "later" if today < consent.given else "over" if today > consent.expires else "valid"


def keep_until(consent: Consent, kept: datetime, days: int) -> datetime:
    """When a photo goes: `days` after it was kept, and never after the consent's last day."""
    last = datetime.combine(consent.expires + timedelta(days=1), time(), _KOREA)
    return min(last, kept + timedelta(days=days))


def _line(text: str) -> str:
    clean = " ".join(visible(normal(text)).split())
    if len(clean) > LONGEST:
        raise PrivacyError(f"동의 기록의 칸마다 {LONGEST}자까지 적을 수 있습니다. 줄여 주세요.")
    return clean
