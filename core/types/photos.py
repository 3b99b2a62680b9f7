"""From the bytes of an upload to the faces in a photo. Pixels are RGB uint8; boxes are in pixels of their photo."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Status = Literal["ok", "weak", "rejected"]
# What stands against a face, or "file" where none was looked for: the bytes were refused; the last three against the
# photo beside the others of a trainee. "" where nothing does.
FaceCode = Literal[
    "", "file", "no_face", "small", "dark", "bright", "blurred", "turned", "tilted", "covered", "faint",
    "other_person", "copy", "left_out",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """Untrusted bytes as they came in. `path` keeps the folders of a ZIP or directory, `/` between them, NFC.

    problem: Korean, why the bytes could not be read at all."""

    path: str
    data: bytes = field(repr=False)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo. pixels: (h, w, 3) uint8 RGB, upright, long side within the limit.

    scale: pixels here per pixel of the original, 1 where nothing was shrunk.
    notes: Korean sentences about what was done to it (first frame of an animation taken ...)."""

    path: str
    pixels: NDArray[np.uint8] = field(repr=False)
    sha256: str
    scale: float = 1.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Picture:
    """A photo as the pages show it. jpeg: of the photo, upright and small; scale: its pixels per pixel of the original;
    notes: of the photo."""

    jpeg: bytes = field(repr=False)
    scale: float = 1.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels; may reach past the photo's edge."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        if not (self.width > 0 and self.height > 0):
            raise ValueError(f"empty box {self}")

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> tuple[float, float]:
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Quality:
    """How usable a face is. `reason` is a Korean sentence, empty when status is `ok`; `code` says the same to programs.

    size: inter-eye based face width in px; sharpness: variance of the Laplacian on the chip;
    yaw, roll: degrees, estimated from five landmarks."""

    status: Status
    reason: str
    size: float
    sharpness: float
    yaw: float
    roll: float
    code: FaceCode = ""


@dataclass(frozen=True, slots=True)
class Closeup:
    """A part of a photo around a face that is small on its `Picture`. jpeg: upright; left, top: where it begins, px of
    the picture; scale: its pixels per pixel of the picture."""

    jpeg: bytes = field(repr=False)
    left: float
    top: float
    scale: float


@dataclass(frozen=True, slots=True)
class Face:
    """A face in a photo. landmarks: (5, 2) float32 px in dlib order: two of each eye, the nose last.

    chip: (150, 150, 3) uint8 RGB aligned as dlib.get_face_chip(size=150, padding=0.25); (0, 0, 3) once there is no use
    for it. closeup: where a picture is kept that shows too little of the face."""

    box: Box
    landmarks: NDArray[np.float32] = field(repr=False)
    chip: NDArray[np.uint8] = field(repr=False)
    score: float
    detector: str
    quality: Quality
    closeup: Closeup | None = None


@dataclass(frozen=True, slots=True)
class PhotoFaces:
    """What was found in one uploaded file.

    photo is None when the bytes were refused or its pixels were let go; picture, if kept, is what boxes then belong to.
    faces: best candidate first (largest, central).
    embedding: (d,) float32 unit vector of faces[chosen], None when the photo cannot be used; others: of further faces,
    by index, where they were asked for. weights: how many ordinary photos a face is worth as evidence, by index; 1
    where the network does not say.
    picked: how the face was chosen: "" as the best candidate, "shared" because other photos of the trainee show it,
    "hand" by the visitor.
    status, reason, code: of the photo as a whole, for the chosen face, as in `Quality`."""

    path: str
    status: Status
    reason: str
    photo: Photo | None = None
    faces: tuple[Face, ...] = ()
    chosen: int | None = None
    embedding: NDArray[np.float32] | None = field(default=None, repr=False)
    code: FaceCode = ""
    picture: Picture | None = None
    others: Mapping[int, NDArray[np.float32]] = field(default_factory=dict, repr=False)
    weights: Mapping[int, float] = field(default_factory=dict, repr=False)
    picked: Literal["", "shared", "hand"] = ""

    @classmethod
    def refused(cls, path: str, reason: str) -> "PhotoFaces":
        """A file that is not analysed, with the Korean sentence that says why."""
        return cls(path, "rejected", reason, code="file")

    @property
    def face(self) -> Face | None:
        return None if self.chosen is None else self.faces[self.chosen]

    @property
    def shown(self) -> tuple[bytes, Face] | None:
        """A JPEG on which the chosen face can be seen, and the face in px of it; None without a face or a picture."""
        face = self.face
        if face is None or self.picture is None:
            return None
        near = face.closeup
        if near is None:
            return self.picture.jpeg, face
        left, top, own = (face.box.left - near.left) * near.scale, (face.box.top - near.top) * near.scale, face.box
        box = Box(left, top, own.width * near.scale, own.height * near.scale)
        points = ((face.landmarks - (near.left, near.top)) * near.scale).astype(np.float32)
        return near.jpeg, replace(face, box=box, landmarks=points)

    @property
    def usable(self) -> bool:
        return self.status != "rejected" and self.embedding is not None

    @property
    def weight(self) -> float:
        """Of the chosen face."""
        return 1.0 if self.chosen is None else self.weights.get(self.chosen, 1.0)
