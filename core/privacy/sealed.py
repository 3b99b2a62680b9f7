"""Bytes that only who has a key can read: AES-256-GCM of the `cryptography` package, a fresh nonce each time."""

import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import PrivacyError

KEY_BYTES = 32
_NONCE_BYTES = 12  # what GCM is made for (NIST SP 800-38D); 2**32 of them at random under one key are safe
UNREADABLE = "보관한 사진을 풀 수 없습니다. 사진 열쇠가 바뀌었거나 파일이 손상되었습니다. 이 사진은 지워 주세요."


def new_key() -> bytes:
    """32 random bytes."""
    return AESGCM.generate_key(8 * KEY_BYTES)


def seal(key: bytes, data: bytes, about: str) -> bytes:
    """about: what the bytes belong to: put elsewhere, they cannot be opened."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, about.encode())


def opened(key: bytes, sealed: bytes, about: str) -> bytes:
    """Raises PrivacyError for another key, other bytes or another place."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise PrivacyError(UNREADABLE) from error


def packed(note: Mapping[str, Any], data: bytes) -> bytes:
    """A note and bytes in one: the length of the note's JSON in four bytes, big end first, then both."""
    head = json.dumps(note, ensure_ascii=False).encode()
    return len(head).to_bytes(4, "big") + head + data


def unpacked(both: bytes) -> tuple[dict[str, Any], bytes]:
    """The reverse. Raises PrivacyError for what is none."""
    size = int.from_bytes(both[:4], "big")
    try:
        note = json.loads(both[4 : 4 + size])
    except ValueError as error:
        raise PrivacyError(UNREADABLE) from error
    return dict(note), both[4 + size :]
