"""Photo profiles on file, by engine version and SHA-256 of the photo's bytes: without pickle, so that a file that was
tampered with is at worst read as absent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import select

from core.photo_profile import PICTURE, PhotoProfile, ProfiledFace
from core.settings import Settings
from core.storage.database import Database, upsert
from core.storage.schema import looks as table
from core.types import Box

_FORM = "look-1"  # of the bytes below, part of the key: a profile in another form is computed again
_HASH = 8  # bytes
_PICTURE = PICTURE * PICTURE


class ProfileStore:
    """One workspace's photo profiles. Cheap to make. Raises StorageError."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def get(self, engine: str, hashes: Sequence[str]) -> dict[str, PhotoProfile]:
        """What is on file for this engine version; what is not is left out."""
        found: dict[str, PhotoProfile] = {}
        query = select(table).where(table.c.engine == _key(engine))
        for row in Database(self._settings).rows_in(query, table.c.sha256, hashes):
            profile = unpack(row.value)
            if profile is not None:
                found[row.sha256] = replace(profile, thumbnail=row.thumbnail)
        return found

    def known(self, engine: str, hashes: Sequence[str]) -> set[str]:
        """Which of these photos have a profile of this engine version."""
        query = select(table.c.sha256).where(table.c.engine == _key(engine))
        return {row.sha256 for row in Database(self._settings).rows_in(query, table.c.sha256, hashes)}

    def thumbnails(self, hashes: Sequence[str]) -> dict[str, bytes]:
        """JPEGs of these photos, of whatever engine; photos that could not be read have none."""
        found: dict[str, bytes] = {}
        database = Database(self._settings)
        with database.reading() as connection:
            engines = connection.execute(select(table.c.engine).distinct()).scalars().all()
        for engine in engines:  # the table's key begins with the engine: without it every thumbnail would be read
            query = select(table.c.sha256, table.c.thumbnail).where(table.c.engine == engine)
            rest = [sha256 for sha256 in hashes if sha256 not in found]
            rows = database.rows_in(query, table.c.sha256, rest)
            found |= {row.sha256: row.thumbnail for row in rows if row.thumbnail}
        return found

    def keep(self, engine: str, profiles: Mapping[str, PhotoProfile]) -> None:
        """Profiles by SHA-256, all or none; one that is on file is replaced."""
        key = {"engine": _key(engine)}
        rows = [key | {"sha256": sha, "value": pack(p), "thumbnail": p.thumbnail} for sha, p in profiles.items()]
        if rows:
            with Database(self._settings).writing() as connection:
                connection.execute(upsert(table), rows)

    def forget(self, hashes: Sequence[str]) -> None:
        """Remove the profiles of photos that were deleted, of every engine."""
        Database(self._settings).delete_in(table.c.sha256, hashes)


def _key(engine: str) -> str:
    return f"{engine}/{_FORM}"


def pack(profile: PhotoProfile) -> bytes:
    """A profile to bytes, without its thumbnail: one line of JSON, the two hashes, then each face's picture and vector.
    The same profile gives the same bytes."""
    faces: list[list[Any]] = []
    body = [profile.hash, profile.mirrored]
    for face in profile.faces:
        vector = b"" if face.embedding is None else face.embedding.astype("<f4").tobytes()
        box = [face.box.left, face.box.top, face.box.width, face.box.height]
        faces.append([box, face.size, face.sharpness, face.status, face.reason, len(vector)])
        body += [face.picture.tobytes(), vector]
    head = {"size": [profile.width, profile.height], "refused": profile.refused, "faces": faces}
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(body)


def unpack(data: bytes) -> PhotoProfile | None:
    """What `pack` made; None for anything else. Arrays are read-only."""
    try:
        line, _, body = data.partition(b"\n")
        head = json.loads(line)
        at = 2 * _HASH
        faces = []
        for box, size, sharpness, status, reason, length in head["faces"]:
            picture = np.frombuffer(body, np.uint8, _PICTURE, at).reshape(PICTURE, PICTURE)
            vector = np.frombuffer(body, "<f4", length // 4, at + _PICTURE) if length else None
            faces.append(ProfiledFace(Box(*box), size, sharpness, status, reason, vector, picture))
            at += _PICTURE + length
        width, height = head["size"]
        if at != len(body):
            return None
        return PhotoProfile(width, height, body[:_HASH], body[_HASH : 2 * _HASH], tuple(faces), head["refused"])
    except (ValueError, TypeError, KeyError):
        return None
