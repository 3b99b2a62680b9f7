"""Members of groups, their photos with rights and findings, and what an engine made of a set of them."""

import re
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

PhotoState = Literal["kept", "rejected", "proposed"]  # of a photo in a set of one's own
# What may be wrong with a reference photo: the contract of `curate --json`, DESIGN section 5.
Reason = Literal["no_face", "several_faces", "too_small", "blurred", "duplicate", "near_duplicate", "stranger", "swap"]


@dataclass(frozen=True, slots=True, order=True)
class MemberId:
    """A member is known by group and name together: two groups may each have a 지수."""

    group: str
    member: str

    def __str__(self) -> str:
        return f"{self.group}/{self.member}"


@dataclass(frozen=True, slots=True)
class Rights:
    """Where a photo comes from and what may be done with it. "" where the source does not say; nothing here is guessed.

    source: commons, naver, google, upload or video. page: for people to look at; url: the file itself.
    fetched: UTC, when it came."""

    source: str
    title: str = ""
    author: str = ""
    licence: str = ""
    licence_url: str = ""
    page: str = ""
    url: str = ""
    fetched: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo that a source has found. Text from outside, plain: tags and entities are gone, nothing is trusted. Half
    characters, which JSON may hold and no database takes, become "?".

    url: of the picture itself; page: where people see it; width, height: px of the original, 0 if unknown."""

    url: str
    page: str = ""
    title: str = ""
    author: str = ""
    licence: str = ""
    licence_url: str = ""
    width: int = 0
    height: int = 0

    def __post_init__(self) -> None:
        for each in fields(self):
            if isinstance(value := getattr(self, each.name), str):
                object.__setattr__(self, each.name, value.encode("utf-8", "replace").decode())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Members that a photo shows, or the file that stays where it is a copy, or neither.

    As text, in JSON and in the database: "<group>/<member>" of each member, ", " between them, or the file."""

    members: tuple[MemberId, ...] = ()
    file: str = ""

    @classmethod
    def parse(cls, reason: Reason | Literal[""], text: str) -> "Suggestion":
        """The reverse of `str`; the reason tells a file from members."""
        if reason in ("duplicate", "near_duplicate"):
            return cls(file=text)
        parts = (part.partition("/") for part in re.split(r", (?=[^,/]+/)", text))  # a name may hold a comma
        return cls(tuple(MemberId(group, member) for group, _, member in parts if group and member))

    def __str__(self) -> str:
        return self.file or ", ".join(map(str, self.members))

    @property
    def name(self) -> str:
        """Of the file, without its folders."""
        return self.file.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a reference photo does not belong in the set as it is. file: as given to curation.

    suggestion: of a swap where it belongs; of a duplicate the file that stays; of several faces whose they are.
    score: 0-1, how sure; None where it is a fact and not a measurement."""

    file: str
    reason: Reason
    suggestion: Suggestion = Suggestion()
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """Embedded reference photos. embeddings: (n, d) float32 unit rows; members, files: n entries each.

    near_duplicates: (n,) int64, photos that share a value are near-duplicates and never sit in different folds.
    missed: photos without a usable face; photos: number of files seen. fingerprint: SHA-256 over whose photos were seen
    and their bytes, whatever they are called and whichever engine looks at them; "" for vectors that come without
    photos."""

    engine: str
    embeddings: NDArray[np.float32] = field(repr=False)
    members: tuple[MemberId, ...] = field(repr=False)
    files: tuple[str, ...] = field(repr=False)
    near_duplicates: NDArray[np.int64] = field(repr=False)
    photos: int
    missed: int
    fingerprint: str = ""

    def __post_init__(self) -> None:
        n = len(self.embeddings)
        if not (len(self.members) == len(self.files) == len(self.near_duplicates) == n):
            raise ValueError("embeddings, members, files and near_duplicates differ in length")
        if n and not np.allclose(np.linalg.norm(self.embeddings, axis=1), 1, atol=1e-3):
            raise ValueError("embeddings are not unit vectors")

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(sorted({m.group for m in self.members}))
