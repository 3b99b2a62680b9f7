"""docs/server.md and the Containerfile: what they write down would start."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from streamlit import config

from core.settings import Settings
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "server.md").read_text("utf-8")
IMAGE = (ROOT / "Containerfile").read_text("utf-8")
PROGRAM = "/opt/studio/"


def block(kind: str, which: int = 0) -> str:
    return str(re.findall(rf"```{kind}\n(.*?)```", PAGE, re.S)[which])


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"\b(STUDIO_[A-Z_]+)=", text))


def starts(command: list[str]) -> None:
    """Is this a module of ours, with options that the server knows?"""
    assert command[:2] == ["-m", "core.ui.company"] and find_spec(command[1]) is not None
    for option in command[2::2]:
        assert option.removeprefix("--") in config.get_config_options(), option


def test_every_setting_is_one_and_sign_in_lacks_none() -> None:
    known = {f"STUDIO_{field.upper()}" for field in Settings.model_fields}
    assert settings_in(PAGE) | settings_in(IMAGE) <= known
    needed = {"STUDIO_ADDRESS", "STUDIO_OIDC_METADATA_URL", "STUDIO_OIDC_CLIENT_ID", "STUDIO_OIDC_CLIENT_SECRET"}
    assert needed <= settings_in(block("sh", 1))


def test_the_service_starts_with_sign_in_and_may_write_where_it_does() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(block("ini"))
    program, *command = shlex.split(unit["Service"]["ExecStart"])
    assert program == f"{PROGRAM}.venv/bin/python" and unit["Service"]["WorkingDirectory"] == PROGRAM.rstrip("/")
    starts(command)
    assert command[3] == "127.0.0.1", "the proxy alone reaches it"
    state = f"/var/lib/{unit['Service']['StateDirectory']}/"
    kept = re.findall(r"(?:STUDIO_WORKSPACE|STUDIO_PHOTO_KEY|STUDIO_SIGN_IN_FILE)=(\S+)", block("sh", 1))
    assert len(kept) == 3 and all(path.startswith(state) for path in kept)
    assert unit["Service"]["ReadWritePaths"] == f"{PROGRAM}static" and "mkdir -p static" in block("sh")


def test_the_image_is_made_of_what_is_there() -> None:
    ignored = (ROOT / ".containerignore").read_text().split()
    lines = re.sub(r"\\\n", " ", IMAGE).splitlines()
    copied = [word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]]
    assert copied and all((ROOT / path).exists() and path not in ignored for path in copied)
    # what the program imports or reads of the tree, beside what only people and tests need
    needed = {"core", "data", "models", "pages", "streamlit_app.py", ".streamlit", "requirements.txt"}
    assert needed <= set(copied) and "data/workspace" in ignored and ".streamlit/secrets.toml" in ignored
    (entry,) = [line.removeprefix("ENTRYPOINT ") for line in lines if line.startswith("ENTRYPOINT ")]
    starts(json.loads(entry)[1:])
    assert f"VOLUME {'/var/lib/studio'}" in lines
    for path in re.findall(r"(?:STUDIO_WORKSPACE|STUDIO_PHOTO_KEY|STUDIO_SIGN_IN_FILE)=(\S+)", IMAGE):
        assert path.startswith("/var/lib/studio/")


def test_the_proxy_sends_its_headers_with_every_answer() -> None:
    """nginx takes the headers of a server for none of its places that adds one of its own."""
    strict = "add_header Strict-Transport-Security"
    for place in re.findall(r"location [^{]*\{([^}]*)\}", block("nginx")):
        assert ("add_header" in place) == (strict in place)
    assert f"client_max_body_size {config.get_option('server.maxUploadSize')}m" in block("nginx")


@pytest.mark.slow
def test_the_proxy_accepts_it(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("no nginx or openssl on this machine")
    make = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "1", "-subj", "/CN=studio.example.com", "-keyout", "key.pem", "-out", "fullchain.pem"]  # fmt: skip
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    own = block("nginx").replace("/etc/ssl/studio", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    file = tmp_path / "nginx.conf"
    file.write_text(f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\n{own}\n}}\n")
    tried = [nginx, "-t", "-q", "-p", str(tmp_path), "-c", str(file)]
    done = subprocess.run(tried, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
