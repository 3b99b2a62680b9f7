"""Made pictures say that they are: to people by a mark, to programs by XMP that survives our own documents."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import VirtualError
from core.keywords.views.cloud import font_path
from core.reports.pdf import _as_svg
from core.virtual.credentials import read_signature, signed
from core.virtual.mark import Provenance, as_jpeg, as_png, marked, source_in, source_in_packet, source_of, xmp

OWN = Provenance("algorithmicMedia", 'he"ads', "1<2")
GREY = np.full((256, 256, 3), 120, np.uint8)


def test_the_mark_is_in_a_corner_and_can_be_read_on_any_picture() -> None:
    for pixels in (GREY * 0, GREY, np.full_like(GREY, 255)):
        new = marked(pixels, font_path())
        assert new.shape == pixels.shape and new.dtype == np.uint8
        changed = np.argwhere((new != pixels).any(axis=2))
        assert changed.min(axis=0).min() > 128  # the lower right quarter, away from the face
        plate = new[changed[:, 0].min() : changed[:, 0].max() + 1, changed[:, 1].min() : changed[:, 1].max() + 1]
        assert plate.max() > 240 and np.percentile(plate, 20) < 110
    assert np.array_equal(GREY, np.full((256, 256, 3), 120, np.uint8))


@pytest.mark.parametrize("write", [as_png, as_jpeg])
def test_programs_read_where_a_picture_comes_from(write: Any) -> None:
    data = write(GREY, OWN)
    assert source_in(data) == "algorithmicMedia"
    assert data == write(GREY, OWN)
    assert b"http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia" in data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (256, 256)


def test_a_packet_says_when_where_that_is_known_and_is_well_formed() -> None:
    packet = xmp(Provenance("trainedAlgorithmicMedia", "x", "1", datetime(2026, 1, 2, tzinfo=UTC)))
    assert 'xmp:CreateDate="2026-01-02T00:00:00+00:00"' in packet and "CreateDate" not in xmp(OWN)
    assert source_in_packet(packet) == "trainedAlgorithmicMedia"
    assert source_in_packet("") == source_in_packet("<x:xmpmeta") == ""
    plain = io.BytesIO()
    Image.fromarray(GREY).save(plain, "PNG")
    assert source_in(plain.getvalue()) == ""


def test_what_learned_from_pictures_says_so() -> None:
    assert (source_of("heads"), source_of("stylegan")) == ("algorithmicMedia", "trainedAlgorithmicMedia")
    assert source_of("later") == "trainedAlgorithmicMedia"


@pytest.mark.slow
def test_provenance_survives_our_slides_and_documents() -> None:
    import typst
    from pptx import Presentation
    from pypdf import PdfReader

    data = as_jpeg(marked(GREY, font_path()), OWN)
    deck, out = Presentation(), io.BytesIO()
    deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(io.BytesIO(data), 0, 0)
    deck.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        (media,) = [archive.read(name) for name in archive.namelist() if name.startswith("ppt/media/")]
    assert source_in(media) == "algorithmicMedia"
    page = f"#image(bytes({chr(34)}{_as_svg(data).replace(chr(34), chr(92) + chr(34))}{chr(34)}), width: 4cm)"
    pdf = typst.compile(page.encode(), format="pdf")
    (picture,) = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/XObject"].values()  # type: ignore[index]
    streams = [picture.get_object(), *_within(picture.get_object())]
    assert "algorithmicMedia" in [source_in(one._data) for one in streams if one.get("/Filter") == "/DCTDecode"]


def _within(form: Any) -> list[Any]:
    """Pictures of a drawing inside a page, to any depth."""
    inner = form.get("/Resources", {}).get("/XObject", {}).values()
    found = [one.get_object() for one in inner]
    return [*found, *(deeper for one in found for deeper in _within(one))]


def test_signing_without_the_package_or_the_files_is_refused_with_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path
    with pytest.raises(VirtualError, match="STUDIO_CREDENTIALS_KEY"):
        read_signature(folder / "none.pem", folder / "none.key", "es256")
    (folder / "a.pem").write_bytes(b"no certificate")
    signature = read_signature(folder / "a.pem", folder / "a.pem", "es256")
    with pytest.raises(VirtualError) as refused:
        signed(as_png(GREY, OWN), OWN, signature)
    assert "C2PA" in str(refused.value)
