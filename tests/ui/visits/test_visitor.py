"""A folder of the server is read only for a visitor who sits at it: drawn for no other, and not to be forged."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from core.ui.visits.visitor import LOOPBACK, network
from core.ui.words_ko import reference as t
from tests.browser.conftest import running_studio
from tests.support.visitor import Visitor, visitor

OWN_NAME = "studio.example"
FOLDER = "/srv/photos"
pytestmark = pytest.mark.slow


class Studio(NamedTuple):
    port: int
    workspace: Path

    def jobs(self) -> int:
        return len(list((self.workspace / "jobs").glob("*.json")))


def _running(folder: Path, *options: str) -> Iterator[Studio]:
    asked_for = {"STUDIO_OPEN_WITHOUT_SIGN_IN": "1"}
    with running_studio(folder, "--server.allowedHosts", OWN_NAME, *options, environment=asked_for) as address:
        yield Studio(urlsplit(address).port or 0, folder / "workspace")


@pytest.fixture(scope="module")
def open_studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Colleagues reach it directly; who connects from this machine sits at it."""
    yield from _running(tmp_path_factory.mktemp("open"), "--server.address", "0.0.0.0")


@pytest.fixture(scope="module")
def hidden_studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """Colleagues reach it by its name, so by a proxy of this machine: all connections come from here."""
    yield from _running(tmp_path_factory.mktemp("hidden"))


@pytest.fixture(scope="module")
def ids(open_studio: Studio) -> dict[tuple[str, str], str]:
    """What a page calls the controls, as a visitor who sits here learns."""
    with visitor(open_studio.port, "localhost") as guest:
        found = _ask_for_the_folder(guest, {})
    assert len(found) == 3
    return found


def _ways(guest: Visitor) -> list[str]:
    return [option.content for option in guest.widgets["button_group", t.HOW].options]


def _ask_for_the_folder(guest: Visitor, known: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Choose "from a folder", type one, press the button, by ids seen or known from elsewhere. Returns those seen."""
    seen: dict[tuple[str, str], str] = {}
    state: dict[str, Any] = {}
    guest.open("reference_data")
    for what, value in [
        (("button_group", t.HOW), {"string_array_value": [t.FROM_FOLDER]}),
        (("text_input", t.FOLDER_LABEL), {"string_value": FOLDER}),
        (("button", t.LOAD_SET), {"trigger_value": True}),
    ]:
        if what in guest.widgets:
            seen[what] = guest.widgets[what].id
        state |= {ids[what]: value for ids in (known, seen) if what in ids}
        guest.open(**state)
    return seen


@pytest.mark.parametrize("name", LOOPBACK)
def test_who_sits_at_the_studio_may_name_a_folder_of_it(open_studio: Studio, name: str) -> None:
    before = open_studio.jobs()
    with visitor(open_studio.port, f"[{name}]" if ":" in name else name) as guest:
        _ask_for_the_folder(guest, {})
    assert open_studio.jobs() == before + 1


@pytest.mark.parametrize(
    ("host", "headers"),
    [
        (OWN_NAME, {}), ("localhost", {"X-Forwarded-For": "127.0.0.1"}), ("localhost", {"X-Forwarded-For": "9.9.9.9"}),
        ("localhost", {"Forwarded": "for=127.0.0.1"}), ("localhost", {"X-Real-IP": "127.0.0.1"}),
        ("localhost", {"X-Forwarded-Proto": "https"}), ("localhost", {"Via": "1.1 proxy"}),
    ],
)  # fmt: skip
def test_no_other_visitor_sees_or_forges_it(
    open_studio: Studio, ids: dict[tuple[str, str], str], host: str, headers: dict[str, str]
) -> None:
    before = open_studio.jobs()
    with visitor(open_studio.port, host, headers=headers) as guest:
        _ask_for_the_folder(guest, ids)
        assert t.FROM_FOLDER not in _ways(guest)
        assert ("text_input", t.FOLDER_LABEL) not in guest.widgets
    assert open_studio.jobs() == before


def test_a_visit_that_began_here_and_goes_on_elsewhere_loses_it(open_studio: Studio) -> None:
    with visitor(open_studio.port, "localhost") as guest:
        ids = _ask_for_the_folder(guest, {})
        begun = guest.session
    before = open_studio.jobs()
    with visitor(open_studio.port, OWN_NAME, session=begun) as guest:
        _ask_for_the_folder(guest, ids)
        assert guest.session == begun, "it is the same visit"
        assert ("text_input", t.FOLDER_LABEL) not in guest.widgets
    assert open_studio.jobs() == before


def test_behind_a_proxy_of_this_machine_no_visitor_is_known_to_sit_here(hidden_studio: Studio) -> None:
    with visitor(hidden_studio.port, "localhost") as guest:
        guest.open("reference_data")
        assert t.FROM_FOLDER not in _ways(guest)


def test_an_address_stands_for_its_household_however_it_is_written() -> None:
    assert network("192.0.2.7") == network("::ffff:192.0.2.7") == "192.0.2.7"
    assert network("2001:db8::1") == network("2001:db8:0:0:ffff::2%eth0") != network("2001:db8:0:1::1")
    assert {network(here) for here in ("", "127.0.0.1", "::1", "::ffff:127.0.0.1", "no address")} == {""}
