"""May the server start as it is asked to? What others can reach asks who they are, or somebody has said otherwise."""

import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from core.errors import RestoringError, StudioError
from core.services.people.provider import missing, rules
from core.services.upkeep import begin
from core.settings import Settings, get_settings
from core.ui.visits.visitor import LOOPBACK
from core.ui.words_ko import sign_in as t

_LOOK_S = 1.0  # between two looks whether a restore is over


def auth_section() -> Mapping[str, Any]:
    """[auth] of Streamlit's secrets, empty where there is none."""
    return get_secrets_auth_section().to_dict()


def open_to_others() -> str:
    """By what others reach this server, "" where only this computer does. Another name that it may be asked by means a
    proxy on this computer that others ask."""
    address = st.get_option("server.address")
    names = [name for name in st.get_option("server.allowedHosts") if not _here(name)]
    return "" if _here(address) and not names else (names or [address or "0.0.0.0"])[0]  # noqa: S104 - what it means


def refusal(settings: Settings, auth: Mapping[str, Any]) -> str:
    """Why it may not start (Korean), "" where it may. Half a sign-in is no sign-in."""
    if settings.only:  # nobody signs in, and nothing else is there
        return ""
    if auth and (lacking := missing(auth)):
        return t.lacking(lacking, settings.sign_in_file)
    if auth:
        try:
            rules(settings, auth)
        except StudioError as error:
            return str(error)
    others = open_to_others()
    return t.closed(others) if others and not auth and not settings.open_without_sign_in else ""


def start_or_leave() -> None:
    """Takes the workspace up. Ends the process with a sentence where it may not start; waits for a restore to end."""
    settings = get_settings()
    sentence = refusal(settings, auth_section())
    if sentence:
        sys.exit(sentence)
    try:
        begin(settings)
    except RestoringError:
        sys.stderr.write(f"{t.WAITS_FOR_RESTORE}\n")
        sys.stderr.flush()
        with _ended_by_signals():
            _wait(settings)
    except StudioError as error:
        sys.exit(str(error))


def _wait(settings: Settings) -> None:
    while True:
        time.sleep(_LOOK_S)
        try:
            return begin(settings)
        except RestoringError:
            pass
        except StudioError as error:
            sys.exit(str(error))


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """The server, which loads this, would only take note of a signal until it listens."""
    before = {one: signal.signal(one, signal.SIG_DFL) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def is_open() -> bool:
    """Is it open to others without sign-in, as somebody wanted?"""
    return not auth_section() and bool(open_to_others()) and not get_settings().only


def _here(name: str | None) -> bool:
    if name in LOOPBACK:
        return True
    try:
        return ip_address((name or "").strip("[]")).is_loopback
    except ValueError:
        return False
