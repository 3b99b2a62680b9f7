"""A set of many reviewed photos, made within seconds: tiny distinct pictures and made-up looks instead of faces."""

import io
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from core.catalog import load_real
from core.photo_profile import PhotoProfile
from core.settings import Settings
from core.storage.database import Database, StoredSet
from core.storage.reference.library import Library, LibraryPhoto, PhotoDecision
from core.storage.reference.profiles import ProfileStore
from core.types import MemberId, Photo, Reason, Rights, Suggestion

SET = "0123456789ab"
NAME = "큰 세트"
FLAGGED = 10  # every tenth photo was set aside
REASONS: tuple[Reason, ...] = ("stranger", "swap", "near_duplicate", "blurred")


def picture(number: int, side: int = 176) -> Image.Image:
    """A square that differs from every other."""
    random = np.random.default_rng(number)
    tone = random.integers(60, 200, 3)
    grain = (tone + random.integers(-40, 40, (side // 4, side // 4, 1))).clip(0, 255).astype(np.uint8)
    made = Image.fromarray(grain).resize((side, side), Image.Resampling.BILINEAR)
    ImageDraw.Draw(made).text((side / 2, side / 2), str(number), fill="white", anchor="mm", font_size=side // 4)
    return made


def fill(workspace: Path, count: int = 1500) -> list[str]:
    """Put the set in a workspace. Returns the names of the photos that wait for review, in the order of the grid."""
    settings = Settings(workspace=workspace)
    members = [MemberId(g.id, m.id) for g in load_real(settings) for m in g.members]
    library, when = Library(settings, SET), datetime(2026, 1, 1, tzinfo=UTC)
    stored: list[LibraryPhoto] = []
    looks: dict[str, PhotoProfile] = {}
    waiting: list[str] = []
    for number in range(count):
        member = members[number * len(members) // count]
        flagged = number % FLAGGED == 0
        decision = None
        if flagged:
            reason = REASONS[number // FLAGGED % len(REASONS)]
            first = stored[0].file if stored else "none/none/none.jpg"
            other = members[(members.index(member) + 1) % len(members)]
            suggestions: dict[str, str] = {"swap": f"{other.group}/{other.member}", "near_duplicate": first}
            suggestion = Suggestion.parse(reason, suggestions.get(reason, ""))
            decision = PhotoDecision("auto", reason, suggestion, 0.5 + number % 50 / 100, when)
        pixels = np.asarray(picture(number, 64))
        photo, _ = library.store(
            member, Photo(f"{number:04}.jpg", pixels, f"{number:064}"), Rights("upload"),
            "rejected" if flagged else "kept", decision,
        )  # fmt: skip
        stored.append(photo)
        thumbnail = io.BytesIO()
        picture(number).save(thumbnail, "JPEG", quality=88)
        looks[photo.sha256] = PhotoProfile(64, 64, bytes(8), bytes(8), (), "", thumbnail.getvalue())
        waiting += [photo.name] if flagged else []
    Database(settings).add_set(StoredSet(SET, NAME, when.replace(tzinfo=None)))
    library.record(stored)
    ProfileStore(settings).keep("made-up", looks)
    return waiting
