"""Value objects that travel between the parts. Frozen, validated once here; arrays state shape, dtype and unit.

Pixels are RGB uint8. Boxes are in pixels of the photo they belong to. Scores are probabilities over groups.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Status = Literal["ok", "weak", "rejected"]
Verdict = Literal["clear", "unclear", "nobody"]
JobState = Literal["waiting", "running", "interrupted", "stopped", "done", "failed", "cancelled"]
# What stands against a face, or "file" where none was looked for: the bytes were refused; the last three against the
# photo beside the others of a trainee. "" where nothing does.
FaceCode = Literal[
    "", "file", "no_face", "small", "dark", "bright", "blurred", "turned", "tilted", "covered", "faint",
    "other_person", "copy", "left_out",
]  # fmt: skip
Progress = Callable[[int, int, str], None]  # done, total, what is being worked on (Korean, short)


def silent(done: int, total: int, label: str) -> None:
    """The progress callback that reports nothing."""


@dataclass(frozen=True, slots=True)
class JobStatus:
    """Where an import, a collection or a training stands. title: "" where its page has words of its own.

    state: "interrupted" where its process died and another will go on; "stopped" where it can be gone on with. done,
    total: 0 until known. label: what it works on, or its closing sentence, or why it failed (Korean). by: id of who
    started it, "" where that is not known."""

    id: str
    title: str = ""
    state: JobState = "waiting"
    done: int = 0
    total: int = 0
    label: str = ""
    by: str = ""

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    @property
    def finished(self) -> bool:
        """Does nothing more happen by itself?"""
        return self.state in ("stopped", "done", "failed", "cancelled")


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


@dataclass(frozen=True, slots=True, order=True)
class MemberId:
    """A member is known by group and name together: two groups may each have a 지수."""

    group: str
    member: str

    def __str__(self) -> str:
        return f"{self.group}/{self.member}"


PhotoState = Literal["kept", "rejected", "proposed"]  # of a photo in a set of one's own
# What may be wrong with a reference photo: the contract of `curate --json`, DESIGN section 5.
Reason = Literal["no_face", "several_faces", "too_small", "blurred", "duplicate", "near_duplicate", "stranger", "swap"]


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


@dataclass(frozen=True, slots=True)
class GroupScores:
    """Resemblance: a probability for every group, in the order of the mapping. Sums to 1."""

    values: Mapping[str, float]

    def __post_init__(self) -> None:
        if not self.values or any(not 0 <= v <= 1 for v in self.values.values()):
            raise ValueError("scores must be probabilities")
        if abs(sum(self.values.values()) - 1) > 1e-6:
            raise ValueError("scores must sum to 1")

    @property
    def top(self) -> str:
        return max(self.values, key=lambda g: self.values[g])

    def ranked(self) -> list[tuple[str, float]]:
        return sorted(self.values.items(), key=lambda item: -item[1])


@dataclass(frozen=True, slots=True)
class NearestMember:
    """One of the members that carry a trainee's result. similarity: cosine of mean embeddings, freed of
    photo noise and of the average face, -1..1: 0 is as alike as any two people."""

    member: MemberId
    similarity: float


@dataclass(frozen=True, slots=True)
class Carrier:
    """A member of the group a trainee is nearest to. similarity: as in `NearestMember`. share: of the group's score
    that this member carries, 0..1; those of a group sum to 1."""

    member: MemberId
    similarity: float
    share: float


@dataclass(frozen=True, slots=True)
class TraineeResult:
    """One trainee against the groups. photos: every uploaded file, refused ones included.

    photo_scores: same length as photos, None where the photo is unusable.
    scores, nobody, confidence, verdict are None when no photo is usable; `reason` then says why.
    nobody: probability of being close to none of the groups; `scores` say which it is if it is one of them.
    confidence: probability that other photos of this person give the same top group.
    carriers: the members of the top group, those that carry most of its score first.
    known: a member on file this may simply be (verification, not resemblance), else None."""

    name: str
    photos: tuple[PhotoFaces, ...]
    photo_scores: tuple[GroupScores | None, ...]
    scores: GroupScores | None
    confidence: float | None
    verdict: Verdict | None
    nearest: tuple[NearestMember, ...]
    reason: str = ""
    known: MemberId | None = None
    nobody: float | None = None
    carriers: tuple[Carrier, ...] = ()

    @property
    def agreement(self) -> tuple[int, int]:
        """How many of the photos that count say by themselves what they say together, and how many count."""
        tops = [own.top for own in self.photo_scores if own]
        return sum(self.scores is not None and top == self.scores.top for top in tops), len(tops)


@dataclass(frozen=True, slots=True)
class LineupScores:
    """The whole line-up: mean of its trainees' scores. interval: group -> (low, high), 90 % bootstrap over trainees.

    nobody: mean of the trainees' probabilities of being close to none of the groups.
    confidence: share of bootstrap line-ups with the same top group. Both are None below 2 trainees."""

    scores: GroupScores
    confidence: float | None
    interval: Mapping[str, tuple[float, float]] | None
    reason: str = ""
    nobody: float = 0.0


@dataclass(frozen=True, slots=True)
class LineupResult:
    """A whole analysis. lineup is None when no trainee has a usable photo.

    clear_from: the confidence from which a verdict is clear, None where no confidence can be stated.
    refused: files that belong to no trainee, such as a broken ZIP, each with its reason."""

    engine: str
    groups: tuple[str, ...]
    trainees: tuple[TraineeResult, ...]
    lineup: LineupScores | None
    refused: tuple[PhotoFaces, ...] = ()
    clear_from: float | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. link is http(s) or empty. fictional: written for the demo, about groups that do not exist.

    group: id of the group it is filed under, "" if unknown. date: the Korean calendar day; at: the moment in UTC,
    where the source says it. tags: names that the source itself lists for it (people, organisations, keywords).
    words: those of the whole article where the source lists them beside a body that is only its beginning (키워드 of
    BIGKinds), in their order, repeats included, those that it lists as names left out."""

    group: str
    title: str
    body: str
    press: str
    date: date | None
    link: str
    source: str
    fictional: bool = False
    at: datetime | None = None
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that sets a group's articles apart from the other groups'.

    count: times in the group's articles; articles: of the group's, after folding near-duplicates, holding it;
    z: weighted log-odds with informative Dirichlet prior on document frequencies (Monroe et al. 2008);
    log_ratio: log2 of the smoothed document-frequency ratio; low, high: its 95 % interval. Figures that could not
    be computed are NaN."""

    word: str
    count: int
    articles: int
    z: float
    log_ratio: float
    low: float = float("nan")
    high: float = float("nan")
