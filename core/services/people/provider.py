"""The company's provider of accounts: what the studio has to know of it, and the file that tells Streamlit."""

import json
import secrets
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from core import files
from core.access.actor import Role
from core.access.people import SignInRules
from core.errors import AccessError, instead_of
from core.settings import Settings

CALLBACK = "/oauth2callback"
Missing = Literal["address", "metadata_url", "client_id", "client_secret", "cookie_secret"]
_DISCOVERY = "/.well-known/openid-configuration"  # OpenID Connect Discovery 1.0, section 4: what follows the issuer
_SHORTEST_SECRET = 32  # characters
_GROUP_ROLES = (
    "STUDIO_GROUP_ROLES를 읽을 수 없습니다. "
    '{"a&r": "analyst", "heads": "admin"}처럼 그룹과 역할(viewer, analyst, admin)을 적어 주세요.'
)
_UNREADABLE = "로그인 설정 파일({})을 읽을 수 없습니다. 파일을 고치거나 지운 뒤 다시 시작해 주세요."


def missing(auth: Mapping[str, Any]) -> list[Missing]:
    """What a section [auth] lacks, or has as it cannot be used, before somebody can sign in with it."""
    found: list[Missing] = []
    address = urlsplit(str(auth.get("redirect_uri", "")))
    if address.scheme not in ("http", "https") or not address.netloc or not address.path.endswith(CALLBACK):
        found.append("address")
    metadata = urlsplit(str(auth.get("server_metadata_url", "")))
    if metadata.scheme not in ("http", "https") or not metadata.path.endswith(_DISCOVERY):  # the issuer alone, perhaps
        found.append("metadata_url")
    if not auth.get("client_id"):
        found.append("client_id")
    if not auth.get("client_secret"):
        found.append("client_secret")
    if len(str(auth.get("cookie_secret", ""))) < _SHORTEST_SECRET:
        found.append("cookie_secret")
    return found


def keep(settings: Settings) -> Mapping[str, Any]:
    """Bring `settings.sign_in_file` up to the settings, for its user alone (0600), once it has all it needs. Returns
    its [auth].

    What signs the cookies is made once and kept, so that a restart signs nobody out. A file that holds more than we
    write is somebody's own: it stays as it is. Raises AccessError, StorageError."""
    path = settings.sign_in_file.expanduser()
    there = _read(path)
    own: dict[str, Any] = dict(there.get("auth", {}))
    if set(there) <= {"auth"} and all(isinstance(value, str) for value in own.values()):
        own |= {name: value for name, value in _said(settings).items() if value}
        own["cookie_secret"] = own.get("cookie_secret") or secrets.token_urlsafe(48)
        if missing(own):
            return own
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in sorted(own.items())]
        files.write_atomic(path, "\n".join(["[auth]", *lines, ""]).encode())
    elif path.exists():
        with instead_of(OSError, AccessError(_UNREADABLE.format(path.name))):
            path.chmod(0o600)
    return own


def rules(settings: Settings, auth: Mapping[str, Any]) -> SignInRules:
    """How long a sign-in with this section [auth] counts, whose tokens do, and which roles they bring. Raises
    AccessError for roles that are none."""
    return SignInRules(
        timedelta(hours=settings.sign_in_hours), timedelta(hours=settings.pause_hours), _group_roles(settings),
        settings.first_admin.strip(), settings.oidc_issuer or str(auth["server_metadata_url"]).partition(_DISCOVERY)[0],
    )  # fmt: skip


def _group_roles(settings: Settings) -> dict[str, Role] | None:
    if not settings.group_roles:
        return None
    with instead_of(ValueError, AccessError(_GROUP_ROLES)):
        return TypeAdapter(dict[str, Role]).validate_json(settings.group_roles)


def _said(settings: Settings) -> dict[str, str]:
    return {
        "redirect_uri": settings.address.rstrip("/") + CALLBACK if settings.address else "",
        "server_metadata_url": settings.oidc_metadata_url,
        "client_id": settings.oidc_client_id,
        "client_secret": settings.oidc_client_secret.get_secret_value(),
    }


def _read(path: Path) -> Mapping[str, Any]:
    with instead_of((OSError, ValueError), AccessError(_UNREADABLE.format(path.name))):
        return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
