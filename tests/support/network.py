"""What a program and everything it starts asks of the network, in whatever language: seen by strace, from outside."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

_CALLS = "connect,sendto,sendmsg,sendmmsg"
_ADDRESS = re.compile(r'sin6?_port=htons\((\d+)\).*?(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"')
_CONNECTED = re.compile(r"->\[?([0-9a-f.:]+?)\]?:(\d+)\]>")  # what a socket is connected to, in strace's -yy
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_DNS = 53


class Recorder:
    """Runs commands with `prefix` before them in `environment`; `hosts` says whom they then asked for or spoke to.

    environment: a home of their own as well, which `home` names: what libraries keep about a machine lies there."""

    def __init__(self, folder: Path) -> None:
        self.home, self._log = folder / "home", folder / "strace"
        self.home.mkdir()
        self._log.mkdir()
        # -D: the program itself is what is started, and gets the signals; --seccomp-bpf: only these calls stop it.
        self.prefix = [
            *("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-yy", "-s", "600", "-e", f"trace={_CALLS}"),
            *("-e", "signal=none", "-o", str(self._log / "calls")),
        ]
        self.environment = {"HOME": str(self.home), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}

    def hosts(self) -> set[str]:
        """Names that were looked up and addresses beyond this machine that were spoken to, up to now."""
        log = self._log / "calls"
        return set().union(*map(_asked, log.read_text(errors="replace").splitlines())) if log.exists() else set()

    def kept(self) -> set[str]:
        """The files in `home`, from there."""
        return {path.relative_to(self.home).as_posix() for path in self.home.rglob("*") if path.is_file()}


def _asked(call: str) -> Iterator[str]:
    spoken_to = _ADDRESS.findall(call) or [(port, host) for host, port in _CONNECTED.findall(call)]
    for port, host in spoken_to:
        if int(port) == _DNS:
            yield from _names(_ADDRESS.sub("", call))
        if int(port) == _DNS or not ip_address(host).is_loopback:
            yield f"{host}:{port}"


def _names(call: str) -> Iterator[str]:
    """The names in DNS questions: behind twelve bytes there is length, letters, length, letters ... 0, and more."""
    for text in _TEXT.findall(call):
        question, labels, at = text.encode().decode("unicode_escape").encode("latin-1", "replace"), [], 12
        while at < len(question) and question[at]:
            labels.append(question[at + 1 : at + 1 + question[at]].decode("latin-1"))
            at += 1 + question[at]
        if at < len(question):
            yield ".".join(labels)


def require_strace() -> None:
    """Skip where there is no strace and none may be installed; fail where CI should have installed it."""
    if not sys.platform.startswith("linux"):
        pytest.skip("strace is Linux's")
    if not shutil.which("strace"):
        (pytest.fail if os.geteuid() == 0 else pytest.skip)("no strace: install Debian's `strace`")
