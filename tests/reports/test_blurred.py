"""A blurred face in a report is nobody's: the studio's own engine finds no face in it, and where it is told where the
face was, it knows the person no better than by guessing."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy.stats import rankdata

from core.faces.engine import Engine, embedded
from core.reports.faces import SIDE, square
from core.types import PhotoFaces, Picture, Upload
from core.ui.kit.photo_view import crop_window, portrait
from tests.conftest import ROOT
from tests.support.builders import encoded

PEOPLE, PHOTOS = 35, 4


def _on_a_card(photo: PhotoFaces, engine: Engine, *, blurred: bool) -> tuple[bytes, np.ndarray]:
    """The picture of a card, and the vector of the face whose place in it is known."""
    assert photo.photo is not None
    kept = replace(photo, picture=Picture(encoded(Image.fromarray(photo.photo.pixels), quality=92)))
    assert kept.shown is not None
    jpeg, face = kept.shown
    left, top, right, _ = crop_window(*Image.open(io.BytesIO(jpeg)).size, face.box, 1.0, zoom=1.9)
    whole = portrait(kept)
    assert whole is not None
    card = square(whole, blurred=blurred)
    points = ((face.landmarks - (left, top)) * SIDE / (right - left)).astype(np.float32)
    chip = engine.embedder.cut(np.asarray(Image.open(io.BytesIO(card)).convert("RGB")), points)
    return card, embedded(engine.embedder, chip[None])[0][0]


def _found(files: dict[str, list[Path]], engine: Engine) -> tuple[int, float, float, float, float]:
    """Faces detected in blurred cards; of sharp and of blurred ones how often the nearest photo of another moment is
    the same person's; by chance; and how well the blurred tell same from other people (area under the curve)."""
    uploads = [Upload(f"{who}/{file.name}", file.read_bytes()) for who, own in files.items() for file in own]
    photos = [photo for photo in engine.analyse(uploads) if photo.usable]
    people = np.array([photo.path.split("/")[0] for photo in photos])
    gallery = np.array([photo.embedding for photo in photos])
    sharp = np.array([_on_a_card(photo, engine, blurred=False)[1] for photo in photos])
    cards, hidden = zip(*(_on_a_card(photo, engine, blurred=True) for photo in photos), strict=True)
    detected = engine.analyse([Upload("x.jpg", card) for card in cards])
    own = ~np.eye(len(people), dtype=bool)
    mates = (people[:, None] == people) & own

    def rank_one(vectors: np.ndarray) -> float:
        alike = np.where(own, vectors @ gallery.T, -2)
        return float((people[alike.argmax(axis=1)] == people).mean())

    alike = np.array(hidden) @ gallery.T
    same, other = alike[mates], alike[own & ~mates]
    ranks = rankdata(np.concatenate([same, other]))[: len(same)]
    area = (ranks.sum() - len(same) * (len(same) + 1) / 2) / (len(same) * len(other))
    chance = float((mates.sum(axis=1) / (len(people) - 1)).mean())
    return sum(bool(one.faces) for one in detected), rank_one(sharp), rank_one(np.array(hidden)), chance, float(area)


@pytest.mark.slow
def test_no_face_of_the_demo_is_found_in_its_blurred_card(engine: Engine) -> None:
    """One photo a trainee; the same cards, sharp, are found."""
    folders = sorted((ROOT / "data" / "demo" / "lineup").glob("*"))
    photos = [
        engine.analyse([Upload("a.jpg", next(iter(sorted(one.glob("*.jpg")))).read_bytes())])[0] for one in folders
    ]
    cards = {soft: [_on_a_card(photo, engine, blurred=soft)[0] for photo in photos] for soft in (False, True)}
    faces = {soft: engine.analyse([Upload("x.jpg", card) for card in own]) for soft, own in cards.items()}
    assert all(one.usable for one in faces[False]) and not any(one.faces for one in faces[True])


@pytest.mark.slow
@pytest.mark.whole
def test_real_people_cannot_be_told_by_their_blurred_cards(shared_faces: Path, engine: Engine) -> None:
    found = {one.name: sorted(one.glob("*.jpg"))[:PHOTOS] for one in sorted((shared_faces / "lfw_groups").glob("*/*"))}
    files = {name: own for name, own in found.items() if len(own) == PHOTOS}
    detected, sharp, blurred, chance, area = _found(dict(list(files.items())[:PEOPLE]), engine)
    assert detected == 0 and sharp > 0.95
    assert blurred < chance + 0.06 and area < 0.6, (blurred, chance, area)
