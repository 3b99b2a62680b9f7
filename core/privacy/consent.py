"""Consent to keep a trainee's photos: what is written down, and when it counts. No legal advice."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.errors import PrivacyError
from core.text.hidden import visible
from core.text.unicode import normal

LONGEST = 200  # characters of a field
LONGEST_YEARS = 3  # a consent runs at most that long
FEWEST_DAYS, USUAL_DAYS, MOST_DAYS = 1, 90, 365  # that photos are kept at most


@dataclass(frozen=True, slots=True)
class Consent:
    """basis: on what it rests, such as a signed form and where that is; purpose: for what. given, expires: days, both
    included. minor: a person has said so; guardian: who consented for a minor, and how. by: id of who wrote it down."""

    basis: str
    purpose: str
    given: date
    expires: date
    minor: bool = False
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
    if consent.minor and not guardian:
        raise PrivacyError("미성년자는 보호자의 동의가 필요합니다. 보호자가 누구이고 어떻게 동의했는지 적어 주세요.")
    if consent.expires < consent.given:
        raise PrivacyError("동의가 끝나는 날이 동의한 날보다 빠릅니다. 날짜를 확인해 주세요.")
    if consent.expires > consent.given + timedelta(days=366 * LONGEST_YEARS):
        raise PrivacyError(f"동의 기간은 {LONGEST_YEARS}년까지 적을 수 있습니다. 끝나는 날을 확인해 주세요.")
    return Consent(basis, purpose, consent.given, consent.expires, consent.minor, guardian if consent.minor else "")


def counts(consent: Consent | None, today: date) -> bool:
    """May photos be kept on this day?"""
    return consent is not None and consent.withdrawn is None and consent.given <= today <= consent.expires


def keep_until(consent: Consent, kept: datetime, days: int) -> datetime:
    """When a photo goes: `days` after it was kept, and never later than the consent's last day (UTC)."""
    last = datetime.combine(consent.expires + timedelta(days=1), time(), UTC)
    return min(last, kept + timedelta(days=days))


def _line(text: str) -> str:
    clean = " ".join(visible(normal(text)).split())
    if len(clean) > LONGEST:
        raise PrivacyError(f"동의 기록의 칸마다 {LONGEST}자까지 적을 수 있습니다. 줄여 주세요.")
    return clean
