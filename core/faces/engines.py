"""The engines one may choose from, with the licence of each model's weights, and their weight files.

`allowed` is "commercial" only where the weights themselves are published under terms that allow commercial use and the
publisher has not said otherwise, "research" where the publisher allows only research without commerce. Most face
networks were trained on collections for research (MS-Celeb-1M, VGGFace2, CASIA-WebFace); where that is known the note
says so. Sizes come from the networks' parameter counts.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from core.errors import EngineError, UnknownNameError
from core.faces.weights import WeightFile, fetch
from core.types import Progress

if TYPE_CHECKING:
    from core.faces.engine import Embedder, Engine

Allowed = Literal["commercial", "research", "unclear"]
DEFAULT = "SFace"
BEFORE_CHOICE = "dlib"  # of a workspace of 0.6 or earlier in which none was chosen
_RELEASE = "https://github.com/serengil/deepface_models/releases/download/v1.0/"
_MIRROR = "https://huggingface.co/serengil/deepface/resolve/main/"


def _deepface(name: str, files: tuple[WeightFile, ...]) -> "Embedder":
    from core.faces.networks.deepface_nets import DeepFaceNet

    return DeepFaceNet(name, files[0].path)


def _sface(name: str, files: tuple[WeightFile, ...]) -> "Embedder":
    from core.faces.networks.sface import SFace

    return SFace()


def _dlib(name: str, files: tuple[WeightFile, ...]) -> "Embedder":
    from core.faces.networks.dlib_resnet import DlibResNet

    return DlibResNet()


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """A row of the table. dim: length of an embedding; files: empty when the weights come with the installation.

    told: the share of pairs of one person above the likeness that one in a thousand pairs of two people reaches, on 413
    photos of real people (docs/quality.md), None where we have not measured it. note: Korean, what a user should know
    about the licence before choosing. make: (name, files) -> the network, which deepface loads unless the row says
    otherwise."""

    name: str
    title: str
    licence: str
    licence_url: str
    allowed: Allowed
    files: tuple[WeightFile, ...]
    dim: int
    note: str = ""
    make: "Callable[[str, tuple[WeightFile, ...]], Embedder]" = _deepface
    told: float | None = None

    @property
    def bytes(self) -> int:
        """About how large the download is."""
        return sum(file.bytes for file in self.files)


def _released(name: str, size: int) -> tuple[WeightFile, ...]:
    return (WeightFile(name, _RELEASE + name, size, (_MIRROR + name,)),)


_OPENCV = "https://github.com/opencv/opencv_zoo"
_BUFFALO = "https://drive.google.com/uc?export=download&confirm=pbef&id=1N0GL-8ehw_bz2eZQWz2b0A5XBdXdxZhg"
_MS1M = "학습에 쓰인 MS-Celeb-1M 계열 데이터가 비상업 연구용이므로 업무에 쓰기 전에 확인이 필요합니다."

_ROWS = (
    EngineInfo(
        "SFace", "SFace", "Apache 2.0", f"{_OPENCV}/blob/main/models/face_recognition_sface/LICENSE",
        "commercial", (), 128,
        "함께 들어 있어 내려받을 것이 없습니다. 가중치도 Apache 2.0이나, 학습 데이터는 공개되지 않았습니다.", _sface,
        0.970,
    ),
    EngineInfo(
        "dlib", "dlib ResNet", "CC0 1.0", "https://github.com/davisking/dlib-models",
        "commercial", (), 128,
        "설치에 들어 있어 내려받을 것이 없습니다.", _dlib, 0.899,
    ),
    EngineInfo(
        "VGG-Face", "VGG-Face", "비상업 (Oxford VGG)", "https://www.robots.ox.ac.uk/~vgg/software/vgg_face/",
        "research", _released("vgg_face_weights.onnx", 537_100_000), 4096,
        "옥스퍼드 VGG가 비상업 용도로 공개한 가중치입니다.",
    ),
    EngineInfo(
        "Facenet", "FaceNet 128", "MIT (코드)", "https://github.com/davidsandberg/facenet/blob/master/LICENSE.md",
        "unclear", _released("facenet_weights.onnx", 91_300_000), 128,
        _MS1M,
    ),
    EngineInfo(
        "Facenet512", "FaceNet 512", "MIT (코드)", "https://github.com/davidsandberg/facenet/blob/master/LICENSE.md",
        "unclear", _released("facenet512_weights.onnx", 94_000_000), 512,
        "공개된 출처가 뚜렷하지 않고 학습 데이터가 비상업 연구용일 수 있어 업무에 쓰기 전에 확인이 필요합니다.",
    ),
    EngineInfo(
        "OpenFace", "OpenFace nn4.small2", "Apache 2.0", "https://github.com/iwantooxxoox/Keras-OpenFace/blob/master/LICENSE",
        "commercial", _released("openface_weights.onnx", 15_100_000), 128,
        "가중치도 Apache 2.0이나, 학습 데이터(CASIA-WebFace, FaceScrub)는 연구용으로 모은 것입니다.",
    ),
    EngineInfo(
        "DeepFace", "DeepFace (Facebook 재구현)", "MIT", "https://github.com/swghosh/DeepFace/blob/master/LICENSE",
        "unclear", _released("VGGFace2_DeepFace_weights_val-0.9034.onnx", 409_500_000), 4096,
        "학습에 쓰인 VGGFace2가 연구용 데이터이므로 업무에 쓰기 전에 확인이 필요합니다.",
    ),
    EngineInfo(
        "DeepID", "DeepID", "확인되지 않음", "https://github.com/Ruoyiran/DeepID/blob/master/LICENSE.md",
        "unclear", _released("deepid_weights.onnx", 1_600_000), 160,
        "가중치의 이용 조건이 확인되지 않았으므로 업무에 쓰기 전에 확인이 필요합니다.",
    ),
    EngineInfo(
        "ArcFace", "ArcFace ResNet34", "MIT (코드)", "https://github.com/leondgarse/Keras_insightface/blob/master/LICENSE",
        "unclear", _released("arcface_weights.onnx", 136_700_000), 512,
        "가중치를 공개한 이가 학습 데이터(MS1M 등)는 비상업 용도라고 밝혔습니다.",
    ),
    EngineInfo(
        "GhostFaceNet", "GhostFaceNet V1", "MIT (코드)", "https://github.com/HamadYA/GhostFaceNets/blob/main/LICENSE",
        "unclear", _released("ghostfacenet_v1.onnx", 16_600_000), 512,
        _MS1M,
    ),
    EngineInfo(
        "Buffalo_L", "Buffalo_L (InsightFace)", "비상업 연구용", "https://github.com/deepinsight/insightface/blob/master/README.md",
        "research", (WeightFile("buffalo_l/webface_r50.onnx", _BUFFALO, 174_400_000),), 512,
        "InsightFace의 가중치는 비상업 연구에만 쓸 수 있습니다.",
    ),
)  # fmt: skip

ENGINES: Mapping[str, EngineInfo] = {row.name: row for row in _ROWS}

# Told apart best among those that may be used at work and need no download.
RECOMMENDED = max(
    (row for row in _ROWS if row.allowed == "commercial" and not row.files), key=lambda row: row.told or 0.0
).name

_engines: dict[str, "Engine"] = {}
_lock = threading.Lock()


def get_info(name: str) -> EngineInfo:
    """The table's row; upper and lower case are the same. Raises UnknownNameError."""
    for row in ENGINES.values():
        if row.name.casefold() == name.casefold():
            return row
    raise UnknownNameError(f"'{name}' 엔진은 없습니다. 사용할 수 있는 엔진: {', '.join(ENGINES)}")


def weights_present(name: str) -> bool:
    """Can the engine start without a download? Raises UnknownNameError."""
    return all(file.present for file in get_info(name).files)


def download_weights(progress: Progress, name: str) -> str:
    """Download what the engine lacks, counting bytes; a job for `core.jobs`. Returns a Korean sentence.

    Raises UnknownNameError; EngineError when offline, when the source fails, or when the disk refuses."""
    info = get_info(name)
    for file in info.files:
        fetch(file, progress)
    return f"'{info.title}' 엔진을 내려받았습니다. 이제 쓸 수 있습니다."


def get_engine(name: str = DEFAULT) -> "Engine":
    """The engine, loaded once for the whole process; safe to call and to use from several threads.

    Never downloads. Raises UnknownNameError; EngineError when the weights are missing or damaged."""
    info = get_info(name)
    with _lock:
        if info.name not in _engines:
            _engines[info.name] = _load(info)
        return _engines[info.name]


def _load(info: EngineInfo) -> "Engine":
    missing = [file for file in info.files if not file.present]
    if missing:
        raise EngineError(
            f"'{info.title}' 엔진의 파일이 아직 없습니다({info.bytes / 1e6:,.0f}MB). 엔진 페이지에서 먼저 내려받거나, "
            f"'{missing[0].name}' 파일을 '{missing[0].path.parent}' 폴더에 넣어 주세요."
        )
    from core.faces.engine import Engine

    return Engine(embedder=info.make(info.name, info.files))
