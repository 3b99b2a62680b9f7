"""Reference sets: the demo and the user's own. Check, embed once, keep, switch the active one and back."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

import numpy as np

from core.catalog import Catalog, load_demo, load_real
from core.errors import ImageError, ReferenceSetError
from core.faces.engine import Engine
from core.faces.engines import get_engine
from core.images import decode
from core.intake import reference_layout
from core.matching.model import ResemblanceModel
from core.progress import Progress, silent
from core.settings import Settings
from core.storage import reference_photos
from core.storage.database import Database, StoredFace, StoredSet
from core.training.near_duplicates import near_duplicate_groups
from core.types import MemberId, PhotoFaces, ReferenceSet, Upload

DEMO = "demo"
_ACTIVE = "active_reference"
_ENGINE = "engine"
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Source:
    """Where a reference set comes from. root holds `<group>/<member>/<photo>`."""

    id: str
    name: str
    root: Path
    fictional: bool


@dataclass(frozen=True, slots=True)
class ActiveSet:
    """The reference set in use, embedded, with the model that judges against it and the names of its groups."""

    source: Source
    catalog: Catalog
    reference: ReferenceSet
    model: ResemblanceModel

    def photo_of(self, member: MemberId) -> Path | None:
        """One reference photo of the member, to show beside a trainee."""
        for owner, file in zip(self.reference.members, self.reference.files, strict=True):
            if owner == member:
                return self.source.root / file
        return None
