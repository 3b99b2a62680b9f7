"""Who is behind a connection, asked anew with every message and request; nothing is kept from one to the next.

Streamlit reads its cookie of identity once, when a tab connects, and believes it for 30 days."""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from starlette.requests import HTTPConnection
from streamlit import config
from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks,
    _parse_decoded_user_cookie,
)

from core.access.acting import acting_as, who_acts
from core.access.actor import STRANGER, Actor
from core.access.people import SignInRules
from core.services.people import roles
from core.services.people.provider import rules as rules_of
from core.services.people.signed_in import WhyOut, claims_of, recognise, sign_in_id, why_out
from core.settings import Settings, get_settings

T = TypeVar("T")
_rules: SignInRules | None = None  # None: nobody signs in here
_SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "Mac",
            "CrOS": "ChromeOS", "Linux": "Linux"}  # fmt: skip
_BROWSERS = {"Edg": "Edge", "Whale": "Whale", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox",
             "FxiOS": "Firefox", "Chrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari"}  # fmt: skip


def begin(settings: Settings, auth: Mapping[str, Any]) -> None:
    """From now on, in this process, people have to sign in where there is a section [auth]. Before the first request;
    what becomes of the file later changes nothing. Raises AccessError."""
    global _rules  # noqa: PLW0603 - one process serves one studio
    _rules = rules_of(settings, auth) if auth else None
    if _rules is not None:
        config.set_option("server.trustedUserHeaders", {})  # a header would say who somebody is
        who_acts(_of_this_run)


def is_on() -> bool:
    """Do people sign in here?"""
    return _rules is not None


def user_of(connection: HTTPConnection) -> Mapping[str, Any]:
    """What the connection's cookie says, empty where it has none that we have signed for this address."""
    raw = _get_signed_cookie_with_chunks(dict(connection.cookies), USER_COOKIE_NAME)
    return _parse_decoded_user_cookie(raw, get_origin_from_redirect_uri() or "") if raw else {}


def who(user: Mapping[str, Any], device: str = "") -> Actor:
    """Who acts now with what a cookie says. Raises StorageError."""
    claims = claims_of(user)
    if claims is None or _rules is None:
        return STRANGER
    return recognise(get_settings(), claims, _rules, device=device_of(device))


def why() -> WhyOut:
    """Why this run's visitor is out; "" for one who has not signed in at all."""
    claims = claims_of(_user())
    return why_out(get_settings(), claims, _rules) if claims is not None and _rules is not None else ""


def own_sign_in() -> str:
    """Id of the sign-in that this run acts with, "" for none."""
    claims = claims_of(_user())
    return sign_in_id(claims) if claims is not None else ""


def rules() -> SignInRules:
    """How long a sign-in counts here."""
    return _rules or SignInRules()


def later(make: Callable[[], T]) -> Callable[[], T]:
    """`make` for a thread of Streamlit's own, in which it is called once a download is asked for: who acts then is this
    run's visitor, as things stand then."""
    if _rules is None:
        return make
    user = dict(_user())

    def made() -> T:
        with acting_as(who(user)):
            return make()

    return made


def end(user: Mapping[str, Any]) -> None:
    """The person leaves: no other tab or copy of the cookie goes on. Nothing where it counts no more. Raises
    StorageError."""
    actor, claims = who(user), claims_of(user)
    if claims is not None and actor != STRANGER:
        roles.end_sign_in(get_settings(), actor, sign_in_id(claims))


def device_of(user_agent: str) -> str:
    """ "Chrome, Windows" of what a browser says of itself; "" for what is none that is known."""
    system = next((name for mark, name in _SYSTEMS.items() if mark in user_agent), "")
    browser = next((name for mark, name in _BROWSERS.items() if re.search(rf"{mark}\w*/", user_agent)), "")
    return ", ".join(part for part in (browser, system) if part)


def _of_this_run() -> Actor:
    """The script of a page, its callbacks and its fragments; what else runs in this process has to say who acts."""
    return who(_user())


def _user() -> Mapping[str, Any]:
    run = get_script_run_ctx(suppress_warning=True)
    return run.user_info if run is not None else {}
