"""A report holds no photo and no embedding, however it is unpacked; with faces shown the same search finds them."""

import base64
import io
import zipfile
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfWriter

from core.catalog import load_demo
from core.projects.made import version_of
from core.projects.version import Version
from core.reports.given import Faces
from core.reports.make import make_report
from core.reports.report import Part
from core.services.reports.write import WRITERS
from core.settings import get_settings
from core.types import GroupScores, LineupResult, LineupScores, PhotoFaces, Picture, TraineeResult
from tests.support.builders import encoded
from tests.support.inside import holds_bytes, holds_vector, shows
from tests.support.reports import GROUPS, MADE, given
from tests.support.reports import version as judged

PARTS = [Part.BRIEF, Part.CARDS, Part.POSITIONING, Part.COMPARISON, Part.METRICS]


def _planted() -> tuple[bytes, np.ndarray, Version]:
    """A photo, its embedding, and a version that rests on both."""
    rng = np.random.default_rng(7)
    jpeg = encoded(Image.fromarray(rng.integers(0, 255, (16, 16, 3), np.uint8)).resize((160, 160)))
    vector = rng.normal(size=128).astype(np.float32)
    vector /= np.linalg.norm(vector)
    scores = GroupScores({g.id: share for g, share in zip(GROUPS, (0.6, 0.3, 0.1), strict=True)})
    photo = PhotoFaces("hana.jpg", "ok", "", embedding=vector, picture=Picture(jpeg))
    people = tuple(
        TraineeResult(name, (photo,), (scores,), scores, 0.8, "clear", (), nobody=0.1) for name in ("하나", "둘")
    )
    result = LineupResult("sface", tuple(g.id for g in GROUPS), people, LineupScores(scores, 0.8, None))
    by = judged(["하나"]).judged
    return jpeg, vector, version_of(result, by, load_demo(get_settings()), by="기획팀", at=MADE)


JPEG, VECTOR, VERSION = _planted()


def _written(form: str, show: Faces) -> bytes:
    faces = dict.fromkeys(range(len(VERSION.trainees)), JPEG)
    report = make_report(given(version=VERSION, faces=faces, show_faces=show), PARTS, MADE)
    assert not report.failed
    return WRITERS[form](report)


@pytest.mark.parametrize("form", WRITERS)
def test_a_report_without_faces_holds_none_and_one_with_faces_shows_them(form: str) -> None:
    plain = _written(form, "off")
    assert not shows(plain, JPEG) and not holds_bytes(plain, JPEG) and not holds_vector(plain, VECTOR)
    faces = _written(form, "shown")
    assert shows(faces, JPEG) and not holds_bytes(faces, JPEG) and not holds_vector(faces, VECTOR)
    assert not shows(_written(form, "blurred"), JPEG)


def _in_pdf(data: bytes, name: str, hidden: bytes) -> bytes:
    writer = PdfWriter(io.BytesIO(data))
    writer.add_attachment(name, hidden)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _in_zip(data: bytes, name: str, hidden: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as members:
        members.writestr(name, hidden)
    return out.getvalue()


def _in_html(data: bytes, name: str, hidden: bytes) -> bytes:
    return data + f'<img alt="{name}" src="data:x/y;base64,{base64.b64encode(hidden).decode()}">'.encode()


HIDE: dict[str, Callable[[bytes, str, bytes], bytes]] = {
    "pdf": _in_pdf, "pptx": _in_zip, "xlsx": _in_zip, "html": _in_html,
}  # fmt: skip


@pytest.mark.parametrize("form", WRITERS)
def test_the_search_finds_what_is_hidden(form: str) -> None:
    plain = WRITERS[form](make_report(given(["하나"]), [Part.METHOD], MADE))
    assert holds_bytes(HIDE[form](plain, "a.bin", b"\0\0\0" + JPEG), JPEG)
    rounded = " ".join(f"{value:.4f}" for value in VECTOR).encode()
    for hidden in (b"\0" + VECTOR.tobytes(), VECTOR.astype("<f8").tobytes(), VECTOR.astype(">f4").tobytes(), rounded):
        assert holds_vector(HIDE[form](plain, "a.bin", hidden), VECTOR), hidden[:24]
