"""The key outside the workspace. It unwraps the keys of trainees' photos: a copy of the workspace alone opens none."""

import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from pathlib import Path

from core.errors import PrivacyError, StorageError, instead_of
from core.files import write_atomic
from core.privacy.sealed import KEY_BYTES, new_key
from core.settings import Settings

_ID_DIGITS, _NEW = 12, ".new"
_UNWRITABLE = (
    "사진 열쇠 파일을 만들 수 없습니다: {}. 쓰기 권한을 확인하거나 STUDIO_PHOTO_KEY로 다른 자리를 정해 주세요."
)
_LOST = (
    "사진 열쇠 파일이 없거나 읽을 수 없습니다: {}. 파일을 되돌려 놓으면 보관한 사진이 다시 열립니다. 잃어버렸다면 "
    "보관한 사진은 아무도 열 수 없으니, 모두 지우고 보관을 다시 켜 주세요."
)
_OPEN = (
    "사진 열쇠 파일을 다른 사용자가 읽거나 고칠 수 있어 쓰지 않았습니다: {0}. `chmod 600 {0}`으로 권한을 좁혀 주세요. "
    "다른 사람이 이미 읽었을 수 있으면 그 뒤에 `python -m core rekey`로 열쇠를 바꿔 주세요."
)
_INSIDE = "사진 열쇠는 작업 폴더 밖에 두어야 합니다. STUDIO_PHOTO_KEY로 다른 자리를 정해 주세요."


def key_file(settings: Settings) -> Path:
    """Where it lies."""
    return settings.photo_key.expanduser()


def key_id(key: bytes) -> str:
    """What the database calls it."""
    return sha256(key).hexdigest()[:_ID_DIGITS]


def make(settings: Settings) -> bytes:
    """The key; a new one where there is none. Its file is its user's alone. Raises PrivacyError where it would lie in
    the workspace or cannot be read, StorageError where it cannot be written."""
    path = key_file(settings)
    if path.resolve().is_relative_to(settings.workspace.resolve()):
        raise PrivacyError(_INSIDE)
    if not path.exists():
        with instead_of(OSError, StorageError(_UNWRITABLE.format(path))):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:  # another admin was quicker
                return read(settings)
            with os.fdopen(descriptor, "wb") as file:
                file.write(b64encode(new_key()) + b"\n")
                file.flush()
                os.fsync(file.fileno())
    return read(settings)


def read(settings: Settings) -> bytes:
    """Raises PrivacyError where it is lost, or open to other users."""
    return _read(key_file(settings))


def renew(settings: Settings) -> tuple[bytes, bytes]:
    """The key, and one that `exchange` puts into its place. One that an exchange which was cut off had made is used
    again. Raises PrivacyError, StorageError."""
    path = key_file(settings)
    old, new = _read(path), path.with_name(f"{path.name}{_NEW}")
    if not new.exists():
        write_atomic(new, b64encode(new_key()) + b"\n")
    return old, _read(new)


def is_renewed(settings: Settings) -> bool:
    """Was an exchange cut off?"""
    path = key_file(settings)
    return path.with_name(f"{path.name}{_NEW}").exists()


def exchange(settings: Settings) -> Path:
    """The new key is the one in use; the old one, which backups that were made before need, is put beside it. Where."""
    path = key_file(settings)
    old = path.with_name(f"{path.name}.{key_id(_read(path))}")
    with instead_of(OSError, StorageError(_UNWRITABLE.format(path))):
        old.write_bytes(b"")
        old.chmod(0o600)
        old.write_bytes(path.read_bytes())
        os.replace(path.with_name(f"{path.name}{_NEW}"), path)  # noqa: PTH105 - atomic on every platform
    return old


def _read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        key = b64decode(path.read_bytes(), validate=False)
    except (OSError, NotBase64) as error:
        raise PrivacyError(_LOST.format(path)) from error
    if mode & 0o077 and os.name == "posix":
        raise PrivacyError(_OPEN.format(path))
    if len(key) != KEY_BYTES:
        raise PrivacyError(_LOST.format(path))
    return key
