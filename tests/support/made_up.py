"""A small studio with a generator of its own: the stand-in's files, and a reference of faces that it made itself."""

from pathlib import Path

import numpy as np

from core.faces.engine import Engine
from core.settings import Settings
from core.virtual.face import Face
from core.virtual.onnx_file import read_onnx
from core.virtual.stylegan import StyleGan
from tests.support.builders import encoded
from tests.support.portrait_generator import put_files

GROUPS, MEMBERS, PHOTOS = ("g1", "g2", "g3"), 2, 2


def studio(folder: Path, engine: Engine, demo: Path) -> Settings:
    """Its demo is a reference of GROUPS whose members are alike, PHOTOS a member."""
    mapping, synthesis = put_files(folder / "generator", engine, demo)
    own = StyleGan(read_onnx(synthesis, "synthesis"), read_onnx(mapping, "mapping"), 1.0)
    rng = np.random.default_rng(11)
    for group in GROUPS:
        shared = rng.standard_normal(own.size)
        for number in range(MEMBERS):
            person = 0.8 * shared + 0.6 * rng.standard_normal(own.size)
            photos = [0.97 * person + 0.25 * rng.standard_normal(own.size) for _ in range(PHOTOS)]
            place = folder / "data" / "demo" / "reference" / group / f"m{number}"
            place.mkdir(parents=True)
            for photo, pixels in enumerate(own.previews([Face(row.astype(np.float32)) for row in photos])):
                (place / f"{photo}.jpg").write_bytes(encoded(pixels, quality=95))
    return Settings(
        workspace=folder / "workspace", data=folder / "data", stylegan_mapping=mapping, stylegan_synthesis=synthesis,
        stylegan_truncation=1.0,
    )  # fmt: skip


def whole(folder: Path, engine: Engine, demo: Path) -> Settings:
    """The same with all that pages need: its groups and members are called as those of the shipped demo."""
    own, shipped = studio(folder, engine, demo), demo.parent
    for name in ("catalog", "lexicon"):
        (own.data / name).symlink_to(shipped / name)
    for name in ("catalog", "news", "lineup"):
        (own.demo / name).symlink_to(demo / name)
    for number, group in enumerate(GROUPS, 1):
        place = (own.demo / "reference" / group).rename(own.demo / "reference" / f"group_{number}")
        for member in range(MEMBERS):
            (place / f"m{member}").rename(place / f"member_{member + 1}")
    return own
