"""A server of one page: which requests it takes, and where it sends whoever asks for another page."""

import pytest
from streamlit import config

from core.settings import get_settings
from core.ui import alone
from core.ui.visits.limits import Door, Limits

PATH = "/_stcore/upload_file/{}/file"


@pytest.fixture
def of_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_ONLY", "my_debut")
    get_settings.cache_clear()
    monkeypatch.setattr(alone, "_UPLOADS", Door(Limits(2, 60), Limits(3, 60)))
    monkeypatch.setattr(alone, "upload_bytes", lambda: 0)


def test_uploads_are_counted_by_visit_and_by_household(of_one_page: None, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = "2001:db8::1", "2001:db8::ffff:2"  # of one household
    asked = [("a", one), ("a", one), ("a", one), ("b", other), ("c", other), ("c", "192.0.2.7")]
    assert [alone.takes("PUT", PATH.format(visit), who) for visit, who in asked] == [
        True,
        True,
        False,
        True,
        False,
        True,
    ]
    assert alone.takes("DELETE", PATH.format("a"), one) and alone.takes("GET", "/", one)
    monkeypatch.setattr(alone, "upload_bytes", lambda: alone._MOST_HELD)
    assert not alone.takes("PUT", PATH.format("d"), "192.0.2.8") and alone.takes("GET", "/", "192.0.2.8")


@pytest.mark.parametrize(("base", "home"), [("", "/"), ("debut", "/debut")])
def test_whoever_asks_for_another_page_is_sent_to_this_one(
    of_one_page: None, monkeypatch: pytest.MonkeyPatch, base: str, home: str
) -> None:
    monkeypatch.setattr(config, "get_option", {"server.baseUrlPath": base}.get)
    before = f"/{base}".rstrip("/")
    assert not any(alone.way_home(f"{before}{path}") for path in ("/", "/my_debut", "/my_debut/"))
    assert {alone.way_home(f"{before}{path}") for path in ("/concept", "/my_debut/x", "/index.html")} == {home}


def test_the_studio_itself_takes_and_shows_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_ONLY", "")
    get_settings.cache_clear()
    assert not alone.way_home("/concept")
    assert all(alone.takes("PUT", PATH.format("a"), "192.0.2.7") for _ in range(99))
