"""Ours against dlib's own call, on the same chips, and against a loop of stock deepface, on the same files."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import dlib
import numpy as np
from numpy.typing import NDArray

from core.bench import compare, seconds
from core.errors import EngineError, ReferenceSetError, instead_of
from core.faces.align import WEIGHTS as LANDMARKS
from core.faces.engine import Engine
from core.faces.networks.dlib_file import package_file
from core.faces.networks.dlib_resnet import WEIGHTS as NETWORK
from core.faces.networks.dlib_resnet import DlibResNet
from core.settings import get_settings
from core.types import Upload

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
BATCH, SINGLES, FILES = 64, 8, 32
_UNIT = "s/face"


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`embedder_batch`: 64 chips in one call against dlib one by one; `embedder_single`: one chip against one chip;
    `end_to_end`: files to embeddings against DeepFace.represent(model_name="Dlib", detector_backend="dlib").

    photos: folder to take files from, the demo's by default. Raises ReferenceSetError if it holds no usable photo."""
    folder = photos or get_settings().demo
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    if not files:
        raise ReferenceSetError(f"'{folder}'에 사진이 없습니다. 사진이 있는 폴더를 지정해 주세요.")
    # Spread over the folder: neighbours are the same person in the same light.
    files = [files[i] for i in np.linspace(0, len(files) - 1, min(len(files), BATCH)).astype(int)]
    embedder = DlibResNet()
    engine = Engine(embedder)

    def ours_from(some: list[Path]) -> object:
        return engine.analyse([Upload(p.name, p.read_bytes()) for p in some], keep_pixels=False)

    found = engine.analyse([Upload(p.name, p.read_bytes()) for p in files])
    chips = [photo.face.chip for photo in found if photo.face is not None]
    if not chips:
        raise ReferenceSetError(f"'{folder}'의 사진에서 얼굴을 찾지 못했습니다. 다른 폴더를 지정해 주세요.")
    results = _embedder(embedder.embed, np.stack([chips[i % len(chips)] for i in range(BATCH)]))
    some = files[:FILES]
    with tempfile.TemporaryDirectory() as home:
        represent = _stock_deepface(Path(home))
        represent(some[0])  # loads its models; ours are loaded above
        ours_from(some)
        results["end_to_end"] = compare(
            lambda: ours_from(some), lambda: [represent(p) for p in some], _UNIT, per=len(some), rounds=3
        )
    return results


def _embedder(embed: Callable[[NDArray[np.uint8]], object], chips: NDArray[np.uint8]) -> dict[str, dict[str, Any]]:
    stock = dlib.face_recognition_model_v1(str(package_file(NETWORK)))
    one = chips[:1]

    def loop(some: NDArray[np.uint8]) -> list[object]:
        return [stock.compute_face_descriptor(chip) for chip in some]

    for warm in (lambda: embed(chips), lambda: embed(one), lambda: loop(one)):
        seconds(warm)
    return {
        "embedder_batch": compare(lambda: embed(chips), lambda: loop(chips), _UNIT, per=BATCH, rounds=3),
        "embedder_single": compare(lambda: embed(one), lambda: loop(one), _UNIT, per=1, rounds=3 * SINGLES),
    }


def _stock_deepface(home: Path) -> Callable[[Path], object]:
    """DeepFace.represent as its users call it, with the package's files where it would have downloaded them."""
    weights = home / ".deepface" / "weights"
    weights.mkdir(parents=True)
    for name in (NETWORK, LANDMARKS):
        (weights / name).write_bytes(package_file(name).read_bytes())
    with patch.dict(os.environ, {"DEEPFACE_HOME": str(home)}):
        os.environ.setdefault("DEEPFACE_BACKEND_ENGINE", "onnx")
        with instead_of(ImportError, EngineError("비교할 deepface가 없습니다. `make app`으로 다시 설치해 주세요.")):
            from deepface import DeepFace

            # Both models are built, and kept by deepface, while it looks into our folder.
            DeepFace.build_model("Dlib", task="facial_recognition")
            DeepFace.build_model("dlib", task="face_detector")

    def represent(path: Path) -> object:
        return DeepFace.represent(
            img_path=str(path), model_name="Dlib", detector_backend="dlib", enforce_detection=False
        )

    return represent
