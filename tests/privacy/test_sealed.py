import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import PrivacyError
from core.privacy.sealed import new_key, opened, packed, seal, unpacked


@given(st.binary(max_size=300), st.text(max_size=10))
def test_what_is_sealed_is_opened_by_its_key_in_its_place_alone(data, about):
    key = new_key()
    sealed = seal(key, data, about)
    assert opened(key, sealed, about) == data and (len(data) < 4 or data not in sealed)
    assert seal(key, data, about) != sealed
    other = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for wrong in (
        (new_key(), sealed, about),
        (key, sealed, about + "x"),
        (key, other, about),
        (key, sealed[:8], about),
    ):
        with pytest.raises(PrivacyError, match="풀 수 없습니다"):
            opened(*wrong)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5)), st.binary(max_size=50))
def test_a_note_and_bytes_come_apart_again(note, data):
    assert unpacked(packed(note, data)) == (note, data)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\x09{", b"\xff" * 9])
def test_bytes_without_a_note_are_refused(data):
    with pytest.raises(PrivacyError):
        unpacked(data)
