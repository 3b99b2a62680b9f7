"""A company's accounts: a provider on this machine, and people who sign in with it, with and without a browser."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from jinja2 import ChoiceLoader, DictLoader
from oidc_provider_mock import User, run_server_in_thread
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

from tests.support.visitor import Visitor, visitor

COOKIE_SECRET = "0123456789abcdef" * 3
BOSS, MINA, YUNA = "boss", "mina", "yuna"
MAIL = "boss@example.com"
_PLAIN = "<!doctype html><main>{% block content %}{{ content }}{% endblock %}</main>"
PEOPLE = [
    User(sub=BOSS, claims={"name": "김대표", "email": MAIL, "email_verified": True}),
    User(sub=MINA, claims={"name": "이민아", "email": "mina@example.com", "email_verified": True}),
    User(sub=YUNA, claims={"name": "박유나", "email": "yuna@example.com", "groups": ["a&r", "all"]}),
]


@contextmanager
def provider() -> Iterator[str]:
    """The issuer of a provider that knows PEOPLE. Its pages are undressed: they would ask a foreign host for it."""
    with run_server_in_thread(user_claims=PEOPLE) as running:
        pages: Any = running.app
        pages.jinja_loader = ChoiceLoader([DictLoader({"_base.html": _PLAIN}), pages.jinja_loader])
        yield f"http://127.0.0.1:{running.server_port}"


def write_secrets(path: Path, issuer: str) -> None:
    """What Streamlit reads. The studio's own port goes where it says so."""
    auth = {
        "redirect_uri": "http://127.0.0.1:{port}/oauth2callback", "cookie_secret": COOKIE_SECRET, "client_id": "studio",
        "client_secret": "secret", "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
    }  # fmt: skip
    path.write_text("\n".join(["[auth]", *(f"{name} = {json.dumps(value)}" for name, value in auth.items())]))


def cookie(claims: Mapping[str, Any], origin: str, secret: str = COOKIE_SECRET) -> str:
    """The value of a cookie as Streamlit signs it."""
    said = json.dumps({**claims, "origin": origin, "is_logged_in": True, "provider": "default"})
    return create_signed_value(secret, USER_COOKIE_NAME, said).decode()


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Browser:
    """Without a screen: cookies, and requests that follow no redirect. studio: its address."""

    studio: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str, str]:
        """Status, where it leads to, text."""
        if address.startswith("/"):
            address = self.studio + address
        own = {"Cookie": self._jar()} if address.startswith(self.studio) else {}
        request = Request(address, body, own | headers, method=method)
        try:
            answer: Any = build_opener(_Stay).open(request, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            for line in answer.headers.get_all("Set-Cookie") or []:
                self._keep(line)
            return answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8", "replace")

    def sign_in(self, sub: str, *, login: str, deny: bool = False) -> str:
        """At the provider's own form. login: the address that Streamlit's button leads to. Returns where it ends."""
        _, form, _ = self.ask(login)
        said = {"action": "deny"} if deny else {"sub": sub}
        _, back, _ = self.ask(form, "POST", urlencode(said).encode())
        _, home, _ = self.ask(back)
        return home

    @contextmanager
    def tab(self, session: str = "") -> Iterator[Visitor]:
        """A page that is open in it."""
        token = self.cookies.setdefault(XSRF_COOKIE_NAME, generate_xsrf_token_string())
        port = urlsplit(self.studio).port or 0
        with visitor(port, "127.0.0.1", self.studio, {"Cookie": self._jar()}, session, token) as guest:
            yield guest

    def _jar(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep(self, line: str) -> None:
        for name, one in SimpleCookie(line).items():
            if one["max-age"] == "0" or not one.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = one.value
