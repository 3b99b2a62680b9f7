"""A whole line-up from bytes to verdicts: every kind of bad input in one upload, and the rest still analysed."""

import io
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli.match import match as match_command
from core.errors import StudioError
from core.faces import align
from core.faces.align import DlibCut
from core.faces.engine import Engine
from core.intake import from_paths
from core.matching.model import ResemblanceModel
from core.services.lineup import match
from core.services.lineup.settle import choose
from core.types import Box, Face, LineupResult, PhotoFaces, Quality, TraineeResult, Upload
from tests.support.builders import encoded, present, zipped
from tests.support.people import reference

Bytes = dict[str, bytes]


@pytest.fixture(scope="module")
def portrait(demo: Path) -> Image.Image:
    return Image.open(demo / "lineup" / "trainee_1" / "01.jpg").convert("RGB")


@pytest.fixture(scope="module")
def model() -> ResemblanceModel:
    return ResemblanceModel.fit(reference({"a": (5, 5, 5), "b": (5, 5, 5), "c": (5, 5)}, dim=128))


def claimed(side: int) -> bytes:
    """A PNG of a few bytes whose header claims side × side pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def good_files(portrait: Image.Image, demo: Path) -> Bytes:
    """Unusual photos that must be analysed. The name before `_` is the trainee."""
    import pillow_heif

    turned = portrait.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    heic = io.BytesIO()
    pillow_heif.from_pillow(portrait).save(heic)
    sheet = Image.new("RGB", (5 * 256, 4 * 256))
    for index, file in enumerate(sorted((demo / "reference").rglob("01.jpg"))[:20]):
        sheet.paste(Image.open(file).resize((256, 256)), (index % 5 * 256, index // 5 * 256))
    grey16 = np.asarray(portrait.convert("L")).astype(np.uint16) * 257
    jpg, mirrored = encoded(portrait, "JPEG"), portrait.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return {
        "cmyk_1.jpg": encoded(portrait.convert("CMYK"), "JPEG"),
        "png16_1.png": encoded(Image.fromarray(grey16), "PNG"),
        "exif_1.jpg": encoded(turned, "JPEG", exif=exif),
        "heic_1.heic": heic.getvalue(),
        "webp_1.webp": encoded(portrait, "WEBP", save_all=True, append_images=[mirrored]),
        "twenty_1.jpg": encoded(sheet, "JPEG"),
        "김하늘_1.jpg": jpg,
        unicodedata.normalize("NFD", "김하늘_2.jpg"): jpg,
        "🐰토끼_1.jpg": jpg,
        "이서_1.jpg".encode("cp949").decode("utf-8", "surrogateescape"): jpg,
    }


BAD = {
    "empty_1.jpg": "비어 있습니다(0바이트)",
    "text_1.jpg": "글자로 된 파일",
    "cut_1.jpg": "중간에 끊겨",
    "huge_1.png": "화소가 너무 많습니다(30,000×30,000: 90,000만 화소",
    "gif_1.gif": "GIF 파일은 지원하지 않습니다",
    "faceless_1.jpg": "얼굴을 찾지 못했습니다",
    "bomb/1.jpg": "압축 폭탄",
    "etc/passwd.jpg": "상위 폴더(..)",
}


def bad_files(portrait: Image.Image) -> Bytes:
    return {
        "empty_1.jpg": b"",
        "text_1.jpg": "사진이 아닙니다".encode(),
        "cut_1.jpg": encoded(portrait, "JPEG")[:2000],
        "huge_1.png": claimed(30_000),
        "gif_1.gif": encoded(portrait, "GIF", save_all=True, append_images=[portrait.rotate(9)]),
        "faceless_1.jpg": encoded(Image.new("RGB", (400, 300), "tan"), "JPEG"),
        "bomb.zip": zipped(("bomb/1.jpg", b"\0" * 30_000_000), compression=zipfile.ZIP_DEFLATED),
        "climbing.zip": zipped(("../../etc/passwd.jpg", b"x")),
    }


@pytest.fixture(scope="module")
def result(portrait: Image.Image, demo: Path, engine: Engine, model: ResemblanceModel) -> LineupResult:
    files = bad_files(portrait) | good_files(portrait, demo)
    return match.analyse([Upload(name, data) for name, data in files.items()], engine, model)


def photos(result: LineupResult) -> dict[str, PhotoFaces]:
    return {p.path: p for p in (*result.refused, *(p for t in result.trainees for p in t.photos))}


def present_trainee(result: LineupResult, name: str) -> TraineeResult:
    return next(trainee for trainee in result.trainees if trainee.name == name)


@pytest.mark.slow
@pytest.mark.parametrize(("path", "sentence"), BAD.items())
def test_bad_input_is_refused_with_its_reason(result: LineupResult, path: str, sentence: str) -> None:
    refused = photos(result)[path]
    assert refused.status == "rejected" and not refused.usable
    assert sentence in refused.reason and refused.reason.endswith(".")


@pytest.mark.slow
def test_the_rest_of_the_upload_is_analysed(result: LineupResult) -> None:
    usable = {t.name: len([p for p in t.photos if p.usable]) for t in result.trainees if t.scores}
    assert usable == {
        **dict.fromkeys(("cmyk", "png16_1", "exif", "heic_1", "webp_1", "twenty", "🐰토끼", "이서"), 1),
        "김하늘": 1,  # once in NFC, once in NFD: one picture of one person
    }
    assert sorted(photo.code for photo in present_trainee(result, "김하늘").photos) == ["", "copy"]
    assert result.lineup is not None and result.lineup.interval is not None
    refused = {t.name: t.reason for t in result.trainees if not t.scores}
    assert set(refused) == {"empty", "text", "cut", "huge", "gif", "faceless"}
    assert set(refused.values()) == {match.NO_USABLE_PHOTO}


@pytest.mark.slow
def test_unusual_photos_of_one_face_give_one_answer(result: LineupResult) -> None:
    by_name = {t.name: t for t in result.trainees}
    vector = by_name["김하늘"].photos[0].embedding
    assert vector is not None
    for name in ("cmyk", "exif", "heic_1", "webp_1", "이서"):
        other = by_name[name].photos[0].embedding
        assert other is not None and float(vector @ other) > 0.97, name


@pytest.mark.slow
def test_an_animation_says_so_and_twenty_faces_are_all_there(result: LineupResult) -> None:
    found = photos(result)
    webp, twenty = found["webp_1.webp"], found["twenty_1.jpg"]
    assert webp.picture is not None and "첫 장면만" in webp.picture.notes[0]
    assert len(twenty.faces) == 20 and twenty.chosen == 0


def test_an_empty_selection_is_no_error_and_says_what_to_do(engine: Engine, model: ResemblanceModel) -> None:
    found = match.lineup_json(match.analyse([], engine, model))
    assert found["trainees"] == [] and found["lineup"]["scores"] is None
    assert found["lineup"]["reason"] == match.NO_USABLE_PHOTO


def test_an_empty_folder_is_named_on_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="파일이 없습니다"):
        match_command([tmp_path])


def test_names_as_linux_hands_them_on_come_out_readable(tmp_path: Path) -> None:
    try:
        (tmp_path / b"\xb1\xe8\xc7\xcf\xb4\xc3_1.jpg".decode("utf-8", "surrogateescape")).write_bytes(b"x")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes Unicode names only")
    assert [u.path for u in from_paths([tmp_path])] == ["김하늘_1.jpg"]


@pytest.mark.slow
def test_two_hundred_files_at_once(demo: Path, engine: Engine, model: ResemblanceModel) -> None:
    files = sorted((demo / "lineup").rglob("*.jpg"))
    uploads = [Upload(f"p{i // 10}/{i}.jpg", files[i % len(files)].read_bytes()) for i in range(199)]
    seen: list[int] = []
    found = match.analyse(
        [*uploads, Upload("p0/bad.jpg", b"")], engine, model, lambda done, total, _: seen.append(done)
    )
    assert sorted(set(seen) - {0}) == list(range(1, 201)) and seen == sorted(seen)
    assert [len(t.photos) for t in found.trainees] == [11, *[10] * 18, 9]
    assert [p.path for t in found.trainees for p in t.photos if p.code == "file"] == ["p0/bad.jpg"]


@pytest.mark.slow
def test_another_face_or_trainee_is_judged_again(result: LineupResult, engine: Engine, model: ResemblanceModel) -> None:
    own = match.photos_by_trainee(result)
    twenty = choose(own["twenty"][0], 7)
    again = match.judge({"twenty": [twenty], "both": [*own["김하늘"], *own["이서"]]}, engine.name, model)
    assert [t.name for t in again.trainees] == ["twenty", "both"]
    assert again.trainees[0].photos[0].chosen == 7
    assert len(again.trainees[1].photo_scores) == 3


@pytest.mark.slow
def test_another_face_has_the_vector_that_its_full_pixels_give(demo: Path, model: ResemblanceModel) -> None:
    """Though its photo is 960 px by then, and this network sees faces that are cut out of the photo itself."""

    class Coarse:
        name, version, size, dim, cut = "coarse", "1", 112, 128, DlibCut(112)
        mirrored, usual_length, same_picture = False, 1.0, 0.995

        def embed(self, faces: np.ndarray) -> np.ndarray:
            tiles = faces[..., 1].reshape(-1, 8, 14, 16, 7).mean(axis=(2, 4)).reshape(-1, 128) - 128
            return np.asarray(tiles / np.linalg.norm(tiles, axis=1, keepdims=True), np.float32)

    engine = Engine(Coarse())
    files = sorted((demo / "reference").rglob("01.jpg"))
    left, right = (np.asarray(Image.open(f).convert("RGB").resize((900, 900))) for f in (files[0], files[9]))
    shot = Upload("둘_1.png", encoded(np.concatenate([left, right], axis=1), "PNG"))
    (whole,) = engine.analyse([shot])
    (both,) = match.analyse([shot], engine, model).trainees[0].photos
    assert len(both.faces) == 2 and both.chosen == 0
    assert np.array_equal(present(both.embedding), present(whole.embedding))
    other = choose(both, 1)
    cut = align.chip(present(whole.photo).pixels, whole.faces[1].landmarks, engine.embedder.size)
    assert other.chosen == 1 and other.usable and other.reason == whole.faces[1].quality.reason
    np.testing.assert_allclose(present(other.embedding), engine.embedder.embed(cut[None])[0], atol=1e-6)
    back = choose(other, 0)
    assert np.array_equal(present(back.embedding), present(both.embedding)) and set(back.others) == set(
        both.others
    ) == {1}
    for index in (2, -1):
        with pytest.raises(IndexError):
            choose(both, index)


def test_a_face_that_cannot_be_compared_has_no_vector() -> None:
    ok, bad = Quality("ok", "", 90, 90, 0, 0), Quality("rejected", "작습니다.", 9, 90, 0, 0)
    points, chip = np.zeros((5, 2), np.float32), np.zeros((0, 0, 3), np.uint8)
    faces = tuple(Face(Box(0, 0, 9, 9), points, chip, 1.0, "hog", quality) for quality in (ok, bad))
    photo = PhotoFaces("x", "ok", "", faces=faces, chosen=0, embedding=np.ones(1, np.float32))
    assert not choose(photo, 1).usable and choose(choose(photo, 1), 0).usable


def own_photos(*embeddings: np.ndarray, weights: tuple[float, ...] = ()) -> list[PhotoFaces]:
    """Photos whose faces the visitor has chosen, so that none is taken for another person's."""
    face = Face(Box(0, 0, 9, 9), np.zeros((5, 2), np.float32), np.empty((0, 0, 3), np.uint8), 1.0, "x", QUALITY)
    worth = weights or (1.0,) * len(embeddings)
    return [
        PhotoFaces(
            f"{i}.jpg",
            "ok",
            "",
            faces=(face,),
            chosen=0,
            embedding=row.astype(np.float32),
            weights={0: weight},
            picked="hand",
        )
        for i, (row, weight) in enumerate(zip(embeddings, worth, strict=True))
    ]


QUALITY = Quality("ok", "", 100, 100, 0, 0)


def test_photos_that_disagree_make_no_clear_verdict(model: ResemblanceModel) -> None:
    known = reference({"a": (5, 5, 5), "b": (5, 5, 5), "c": (5, 5)}, dim=128)
    first, other = known.embeddings[0], known.embeddings[-1]
    assert (known.members[0].group, known.members[-1].group) == ("a", "c")
    (together, apart) = match.judge(
        {"하나": own_photos(first, known.embeddings[1]), "둘": own_photos(first, other)}, "x", model
    ).trainees
    assert not together.reason.startswith("사진마다")
    assert apart.verdict == "unclear" and "2장 가운데 1장만" in apart.reason


def test_one_photo_makes_no_clear_verdict(model: ResemblanceModel) -> None:
    known = reference({"a": (5, 5, 5), "b": (5, 5, 5), "c": (5, 5)}, dim=128)
    own = match.judge({"하나": own_photos(known.embeddings[0])}, "x", model).trainees[0]
    assert own.confidence is not None and own.verdict != "clear"


def test_covered_faces_alone_make_no_clear_verdict(model: ResemblanceModel) -> None:
    known = reference({"a": (5, 5, 5), "b": (5, 5, 5), "c": (5, 5)}, dim=128)
    photos = own_photos(*known.embeddings[:3])
    covered = [replace(photo, status="weak", code="covered") for photo in photos]
    assert match.judge({"하나": covered}, "x", model).trainees[0].reason == match.ALL_COVERED
    assert match.judge({"하나": [*covered[:2], photos[2]]}, "x", model).trainees[0].reason == match.ONE_BARE
    bare = match.judge({"하나": [covered[0], *photos[1:]]}, "x", model).trainees[0].reason
    assert bare not in (match.ALL_COVERED, match.ONE_BARE)


def test_a_photo_that_says_little_weighs_little(model: ResemblanceModel) -> None:
    known = reference({"a": (5, 5, 5), "b": (5, 5, 5), "c": (5, 5)}, dim=128)
    pair = known.embeddings[0], known.embeddings[-1]
    even, tilted = (
        match.judge({"하나": own_photos(*pair, weights=w)}, "x", model).trainees[0].scores
        for w in ((1, 1), (1.5, 0.25))
    )
    assert even is not None and tilted is not None and tilted.values["a"] > even.values["a"] + 0.1
