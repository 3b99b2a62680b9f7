"""A studio whose people sign in with a provider: who gets in, and that who is out gets no further byte."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from streamlit import auth_util
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from websockets.exceptions import ConnectionClosed

from core.access.actor import LOCAL
from core.services.people import roles
from core.settings import Settings
from core.storage.people import People
from core.ui.visits.signed_in import device_of
from core.ui.words_ko import common
from core.ui.words_ko import sign_in as t
from tests.browser.conftest import running_studio
from tests.support.provider import BOSS, COOKIE_SECRET, MAIL, MINA, YUNA, Browser, cookie, provider, write_secrets


class Company(NamedTuple):
    address: str
    issuer: str
    settings: Settings

    def person(self, sub: str) -> Any:
        return People(self.settings).find(self.issuer, sub)

    def browser(self, sub: str, /, **claims: Any) -> Browser:
        """Of somebody who has signed in just now; claims: others than the provider would vouch for."""
        said = {"iss": self.issuer, "sub": sub, "iat": int(time.time()), "name": sub} | claims
        return Browser(self.address, {USER_COOKIE_NAME: cookie(said, self.address)})


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    folder = tmp_path_factory.mktemp("company")
    with provider() as issuer:
        write_secrets(folder / "secrets.toml", issuer)
        own = {"STUDIO_FIRST_ADMIN": MAIL, "STUDIO_GROUP_ROLES": '{"a&r": "analyst"}'}
        with running_studio(folder, environment=own) as address:
            yield Company(address, issuer, Settings(workspace=folder / "workspace"))


def shown(browser: Browser, page: str = "") -> set[tuple[str, str]]:
    with browser.tab() as tab:
        tab.open(page)
        return set(tab.widgets)


DOOR = ("button", t.SIGN_IN)


@pytest.mark.slow
def test_people_sign_in_wait_and_work_as_their_role_says(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auth_util, "get_signing_secret", lambda: COOKIE_SECRET)
    login = f"/auth/login?provider={auth_util.encode_provider_token('default')}"
    stranger, boss, mina, yuna = (Browser(company.address) for _ in range(4))
    assert DOOR in shown(stranger) and DOOR in shown(stranger, "concept")
    assert boss.sign_in(BOSS, login=login) == "/"
    assert ("button", common.OPEN_DEMO) in shown(boss) and company.person(BOSS).role == "admin"
    assert mina.sign_in(MINA, login=login) == "/"
    with mina.tab() as tab:
        tab.open()
        assert set(tab.widgets) & {DOOR, ("button", common.OPEN_DEMO), ("button", t.WAITING_AGAIN)} == {
            ("button", t.WAITING_AGAIN)
        }
        roles.give_role(company.settings, LOCAL, company.person(MINA).id, "viewer")
        tab.open()  # the next click
        assert ("page_link", common.STEP_KEEP) in tab.widgets
    assert ("text_input", t.SEARCH) in shown(boss, "people") and ("text_input", t.SEARCH) not in shown(mina, "people")
    assert ("file_uploader", common.FILES_LABEL) not in shown(mina, "lineup_match")
    assert ("file_uploader", common.FILES_LABEL) in shown(boss, "lineup_match")
    assert yuna.sign_in(YUNA, login=login) == "/" and company.person(YUNA) is None
    shown(yuna)
    assert company.person(YUNA).role == "analyst"  # of her group, with her first request
    assert stranger.sign_in(MINA, login=login, deny=True) == "/?sign_in=denied"
    assert stranger.ask("/oauth2callback?code=1&state=stale")[1] == "/?sign_in=failed"
    assert stranger.ask("/oauth2callback")[1] == "/"  # home from the provider's own sign-out
    assert DOOR in shown(stranger)
    assert boss.sign_in(MINA, login=login) == "/"  # another person at the same browser: the first one's tabs are out
    assert DOOR not in shown(boss)
    assert mina.ask("/auth/logout")[0] == 302
    assert USER_COOKIE_NAME not in mina.cookies and DOOR in shown(mina)


@pytest.mark.slow
@pytest.mark.parametrize("end", ["removed", "ended", "role"])
def test_who_is_out_gets_nothing_more(company: Company, end: str) -> None:
    sub = f"out-{end}"
    browser = company.browser(sub)
    shown(browser)
    person = company.person(sub)
    roles.give_role(company.settings, LOCAL, person.id, "analyst")
    media, upload = "/media/0123.jpg", "/_stcore/upload_file/{}/1"
    with browser.tab() as tab:
        tab.open()
        assert ("button", common.OPEN_DEMO) in tab.widgets
        assert browser.ask("/media/0123.jpg")[0] == 404
        if end == "removed":
            tab.open("concept")
            media = next(one.url for (kind, _), one in tab.widgets.items() if kind == "download_button" and one.url)
            assert browser.ask(media)[0] == 200
        if end == "role":
            roles.give_role(company.settings, LOCAL, person.id, None)
        elif end == "ended":
            roles.end_sign_ins(company.settings, LOCAL, person.id)
        else:
            roles.remove(company.settings, LOCAL, person.id)
        for path in (media, upload.format(tab.session)):
            status, _, said = browser.ask(path, "PUT" if "upload" in path else "GET", Origin=company.address)
            assert (status, said) == (403, t.SIGNED_OUT)
        with pytest.raises(ConnectionClosed) as closed:
            tab.open(fragment="x" if end == "ended" else "")
        assert closed.value.rcvd is not None and closed.value.rcvd.code == 1008
        assert not tab.widgets and tab.last == "auth_redirect"  # all that was heard: to load the studio anew
    with browser.tab(tab.session) as again:  # the earlier visit is forgotten
        again.open()
        assert again.session != tab.session
        assert (DOOR in again.widgets) == (end != "role") and ("button", common.OPEN_DEMO) not in again.widgets


@pytest.mark.slow
def test_no_other_token_counts(company: Company) -> None:
    now = int(time.time())
    good = company.browser("good")
    shown(good)
    roles.give_role(company.settings, LOCAL, company.person("good").id, "viewer")
    assert DOOR not in shown(good)
    forged = cookie({"iss": company.issuer, "sub": "good", "iat": now}, company.address, "x" * 48)
    elsewhere = cookie({"iss": company.issuer, "sub": "good", "iat": now}, "http://evil.example")
    for value in (forged, elsewhere, good.cookies[USER_COOKIE_NAME][:-2], "chunks-9999999", ""):
        assert DOOR in shown(Browser(company.address, {USER_COOKIE_NAME: value})), value
    for claims in (
        {"iss": "https://evil.example"}, {"iat": now - 13 * 3600}, {"iat": now + 3600}, {"iat": None}, {"sub": ""},
        {"iat": float("1e300")},
    ):  # fmt: skip
        assert DOOR in shown(company.browser("good", **claims)), claims


@pytest.mark.slow
def test_another_person_or_sign_in_takes_no_visit_over_and_uploads_into_none(company: Company) -> None:
    one, other = company.browser("one"), company.browser("other")
    for browser, sub in ((one, "one"), (other, "other")):
        shown(browser)
        roles.give_role(company.settings, LOCAL, company.person(sub).id, "analyst")
    with one.tab() as tab:
        tab.open()
        upload = f"/_stcore/upload_file/{tab.session}/1"
        assert other.ask(upload, "PUT", b"", Origin=company.address)[0] == 403
        assert one.ask(upload, "PUT", b"", Origin=company.address)[2] != t.SIGNED_OUT
        for browser in (other, company.browser("one", iat=int(time.time()) - 60)):
            with browser.tab(tab.session) as taken:
                taken.open()
                assert taken.session != tab.session
    with other.tab(tab.session) as taken:  # nor once it is left
        taken.open()
        assert taken.session != tab.session


@pytest.mark.slow
def test_a_header_says_nobody_is_somebody_and_what_is_closed_stays_closed(company: Company) -> None:
    nobody = Browser(company.address)
    for path in ("/_stcore/metrics", "/_stcore/agent/mcp", "/auth/other", "/component/x"):
        assert nobody.ask(path)[0] in (403, 404)
    for path in ("/", "/concept", "/_stcore/health", "/_stcore/host-config", "/favicon.png"):
        assert nobody.ask(path)[0] == 200
    assert "cookie_secret" not in nobody.ask("/")[2]


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36",
            "Chrome, Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14; SM-S921N) SamsungBrowser/26.0 Chrome/122.0", "Samsung Internet, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.0", ""),
    ],
)
def test_a_device_is_called_by_what_its_browser_says(said: str, device: str) -> None:
    assert device_of(said) == device
