"""How the server is started: which page it shows alone, and what it then takes."""

import os

import pytest
import streamlit as st

from core.settings import Settings
from core.ui.serve import PAGES, _options
from core.ui.visits.opening import is_open, refusal


def test_one_page_alone_is_a_setting_and_takes_one_photo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_ONLY", "")
    assert _options(["--server.port", "1"]) == ["--server.port", "1"] and os.environ["STUDIO_ONLY"] == ""
    found = _options(["--only", "my_debut", "--server.port", "1"])
    assert found == ["--server.port", "1", "--server.maxUploadSize", "40"]
    assert os.environ["STUDIO_ONLY"] in PAGES and Settings().only == "my_debut"
    for wrong in (["--only"], ["--only", "concept"]):
        with pytest.raises(SystemExit, match="my_debut"):
            _options(wrong)


def test_a_server_of_one_page_opens_to_others_without_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.address": "0.0.0.0", "server.allowedHosts": []}.get)
    assert refusal(Settings(), {}) and not refusal(Settings(only="my_debut"), {})
    assert not refusal(Settings(only="my_debut"), {"client_id": "half of a sign-in"})
    assert is_open()
