from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import PrivacyError
from core.privacy.consent import Consent, clean, day_of, keep_until, state_of

GIVEN = date(2026, 11, 1)
CONSENT = Consent("서명한 동의서 12번", "데뷔 평가 회의", GIVEN, date(2026, 12, 31), minor=False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"basis": " \u202e"}, "근거"),
        ({"purpose": ""}, "목적"),
        ({"minor": None}, "생년월일을 모르면"),
        ({"minor": True}, "보호자"),
        ({"minor": True, "guardian": " "}, "보호자"),
        ({"expires": date(2026, 10, 31)}, "빠릅니다"),
        ({"expires": date(2031, 1, 1)}, "3년"),
        ({"basis": "가" * 201}, "200자"),
    ],
)
def test_what_is_missing_is_said(change, said):
    with pytest.raises(PrivacyError, match=said):
        clean(replace(CONSENT, **change))


def test_a_guardian_is_kept_for_a_minor_alone():
    assert clean(replace(CONSENT, guardian="어머니")).guardian == ""
    assert clean(replace(CONSENT, minor=True, guardian=" 어머니 \n 서면")).guardian == "어머니 서면"


def test_it_counts_from_its_first_day_to_its_last_and_not_once_withdrawn():
    days = [GIVEN - timedelta(1), GIVEN, CONSENT.expires, CONSENT.expires + timedelta(1)]
    assert [state_of(CONSENT, day) for day in days] == ["later", "valid", "valid", "over"]
    assert state_of(replace(CONSENT, withdrawn=datetime.now(UTC)), GIVEN) == "withdrawn"
    assert state_of(None, GIVEN) == "none"


def test_days_are_those_of_korea_wherever_the_server_is():
    assert [day_of(datetime(2026, 11, 29, hour, 59, tzinfo=UTC)).day for hour in (14, 15)] == [29, 30]
    last = keep_until(CONSENT, datetime(2026, 12, 1, tzinfo=UTC), 300)
    assert day_of(last - timedelta(microseconds=1)) == CONSENT.expires < day_of(last)


def test_a_photo_goes_by_the_studios_days_and_never_after_the_consent():
    kept = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert keep_until(CONSENT, kept, 10) == kept + timedelta(10)
    assert keep_until(CONSENT, kept, 300) == datetime(2026, 12, 31, 15, tzinfo=UTC)
