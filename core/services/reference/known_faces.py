"""The faces of a user's set, and which member a new face belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.catalog import UNKNOWN, load_real
from core.collect.identity import Identity
from core.collect.people import FEWEST_OTHERS
from core.collect.video import Person
from core.faces.engine import Engine
from core.services.permitted import permitted
from core.services.reference import faces as reference_faces
from core.services.reference import sets as reference
from core.services.reference.examine import profile_files
from core.settings import Settings
from core.storage.database import Database
from core.storage.reference.library import Library
from core.storage.reference.profiles import ProfileStore
from core.types import MemberId, Progress, silent

_SURE = 0.5  # more likely this member than all others together

Vector = NDArray[np.float32]
Owner = tuple[MemberId, float | None]  # whose face, and how sure; None where nothing was measured


@dataclass(frozen=True, slots=True)
class KnownFaces:
    """The faces of a set's photos that are kept: n members, by the ids of the catalogue, and unit vectors."""

    members: tuple[MemberId, ...]
    embeddings: tuple[Vector, ...]
    identity: Identity

    def in_film(self, people: Sequence[Person], member: MemberId | None) -> list[Owner]:
        """The member to which each person of a film is proposed. member: the person seen longest, if known."""
        found = [self._best(person.embedding) for person in people]
        if member is not None and people:
            found[0] = (member, dict(self.identity.whose(people[0].embedding)).get(member))
        groups = [owner[0].group for owner in found if owner] or sorted({m.group for m in self.members})
        # Without a known face only a set of one group says which group it is.
        group = max(groups, key=groups.count) if any(found) or len(groups) == 1 else UNKNOWN
        return [owner or (MemberId(group, UNKNOWN), None) for owner in found]

    def in_photo(self, faces: Sequence[Vector], group: str) -> list[Owner]:
        """The member to which each face of one photo is proposed: of the group, none twice, the surest first."""
        among = {member for member in self.members if member.group == group}
        pairs = [(p, i, m) for i, face in enumerate(faces) for m, p in self.identity.whose(face, among)]
        found: dict[int, Owner] = {}
        taken: set[MemberId] = set()
        for sure, index, member in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
            if sure >= _SURE and index not in found and member not in taken:
                found[index] = (member, sure)
                taken.add(member)
        return [found.get(i, (MemberId(group, UNKNOWN), None)) for i in range(len(faces))]

    def _best(self, face: Vector) -> Owner | None:
        return next((found for found in self.identity.whose(face) if found[1] >= _SURE), None)


@permitted("reference.read")
def known_faces(
    settings: Settings, library: Library, engine: Engine, progress: Progress = silent, without: Iterable[str] = ()
) -> KnownFaces:
    """The faces of a set; photos are profiled first where they were not yet. without: names of photos to leave out."""
    left_out = set(without)
    in_use = [photo for photo in library.photos() if photo.state == "kept" and photo.name not in left_out]
    in_use = sorted(profile_files(library, in_use, engine, settings, progress), key=lambda photo: photo.file)
    profiles = ProfileStore(settings).get(engine.version, [photo.sha256 for photo in in_use])
    members: list[MemberId] = []
    embeddings: list[Vector] = []
    for photo in in_use:
        profile = profiles.get(photo.sha256)
        vector = profile.faces[0].embedding if profile is not None and profile.faces else None
        if vector is not None and photo.member.member != UNKNOWN:
            members.append(placed(settings, photo.member))
            embeddings.append(vector)
    return KnownFaces(tuple(members), tuple(embeddings), Identity.fit(members, embeddings))


@permitted("reference.read")
def placed(settings: Settings, member: MemberId) -> MemberId:
    """A member under the ids of the catalogue, so that other spellings come together; a retired one unchanged."""
    return load_real(settings).place(member) or member


@permitted("reference.read")
def different_people(
    settings: Settings, known: KnownFaces, engine: Engine, progress: Progress = silent
) -> tuple[Vector, bool]:
    """(n, d) unit rows, one a person, all different; and whether they are of another kind than people in a film.

    They are the members of the set, or the demo's rendered people where the set has too few."""
    members, embeddings = known.members, known.embeddings
    foreign = len(set(members)) < FEWEST_OTHERS
    if foreign:
        demo = next(source for source in reference.list_sources(settings) if source.fictional)
        loaded, _ = reference_faces.load(reference.photos_of(settings, demo), engine, Database(settings), progress)
        members, embeddings = loaded.members, tuple(loaded.embeddings)
    rows: dict[MemberId, list[Vector]] = {}
    for member, vector in zip(members, embeddings, strict=True):
        rows.setdefault(member, []).append(vector)
    means = np.stack([np.mean(own, axis=0) for own in rows.values()])
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32), foreign
