import pytest

from core.storage.reference import names as photos


@pytest.mark.parametrize(
    "name", ["../../x", "a/b", "..", "", "  ", "a\0b", "C:\\x", "가" * 300, "😀" * 300, "NUL", "com1.x"]
)
def test_names_never_lead_out_of_the_folder(name: str) -> None:
    safe = photos.safe_name(name)
    assert safe and safe not in (".", "..") and not set(safe) & set("/\\:\0")
    assert len(safe.encode()) <= 201
    assert safe.lower() not in ("nul", "com1.x")
