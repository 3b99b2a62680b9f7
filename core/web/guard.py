"""Sockets to the open internet only. Addresses of photos come from outside, and none of them may lead a request to a
machine of our own network.

The address that was checked is the one connected to, so a name that resolves differently the second time gains nothing.
There is no proxy: one would look the name up itself, out of our sight.
"""

import ipaddress
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

Resolve = Callable[..., list[Any]]  # as socket.getaddrinfo

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class ForbiddenAddress(Exception):
    """The address is not on the open internet."""


def is_public(address: str) -> bool:
    """Is it an address of the open internet? An IPv4 address within an IPv6 one counts as itself."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local:  # of old, and still routed in some networks
            return False
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def host_and_port(url: str) -> tuple[str, int]:
    """Where a request to the address would go. Raises ForbiddenAddress for what is no http or https address."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise ForbiddenAddress("no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ForbiddenAddress("no web address")
    return parts.hostname, port


class SocketGuard:
    """Opens every socket of one Fetcher. trusted: "host:port" that may lie anywhere."""

    def __init__(self, trusted: frozenset[str], resolve: Resolve = socket.getaddrinfo) -> None:
        self._trusted, self._resolve = trusted, resolve
        self.asking: socket.socket | None = None  # that an answer is being waited for from

    def trusts(self, host: str, port: int) -> bool:
        return f"[{host}]:{port}" in self._trusted if ":" in host else f"{host}:{port}" in self._trusted

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """A connected socket. Raises ForbiddenAddress, or OSError where there is no answer."""
        found = self._resolve(host, port, type=socket.SOCK_STREAM)
        open_to_all = self.trusts(host, port)
        if not found or not (open_to_all or all(is_public(str(place[0])) for *_, place in found)):
            raise ForbiddenAddress(host)
        failure: OSError = OSError("no address answered")
        for family, kind, protocol, _, place in found:
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(timeout)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.connect(place)
                if not (open_to_all or is_public(str(sock.getpeername()[0]))):
                    raise ForbiddenAddress(host)
            except OSError as error:
                sock.close()
                failure = error
            except BaseException:
                sock.close()
                raise
            else:
                return sock
        raise failure

    def cut(self) -> None:
        """End the wait for an answer, from another thread."""
        if self.asking is not None:
            with suppress(OSError):
                self.asking.shutdown(socket.SHUT_RDWR)


def adapter(gate: SocketGuard) -> HTTPAdapter:
    """A transport for `requests` whose sockets all come through the gate."""

    class Guarded(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            try:
                return gate.connect(self._dns_host, self.port or 80, self.timeout)
            except socket.gaierror as error:
                raise NameResolutionError(self.host, self, error) from error
            except TimeoutError as error:
                raise ConnectTimeoutError(self, "no connection in time") from error
            except OSError as error:
                raise NewConnectionError(self, "no connection") from error

        def getresponse(self) -> Any:
            gate.asking = self.sock  # the connection itself forgets it when the answer is its last
            return super().getresponse()

    class GuardedSafe(Guarded, HTTPSConnection):
        pass

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = GuardedSafe

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
            super().init_poolmanager(*arguments, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": Pool, "https": SafePool}

    return Adapter()
