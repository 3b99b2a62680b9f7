"""deepface's networks as embedders: its own loading code, its own preparation of the face, its own forward pass.

deepface runs on ONNX Runtime here: its TensorFlow engine wants the extra tf-keras package under Keras 3. Preparation is
that of `DeepFace.represent` with its default `base` normalisation: BGR, 0..1, black bars where the shape differs.
"""

import hashlib
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import EngineError, instead_of
from core.faces.align import ARCFACE, OPENFACE, Cut, DlibCut
from core.faces.networks import checked_faces, onnx_session

_BATCH = 16  # VGG-Face needs about 25 MB of activations a face
# The others were trained on a detector's boxes with room around: VGG-Face (Parkhi, O. M. et al. (2015)) on about what
# dlib cuts, FaceNet on boxes of MTCNN with a fifth of the chip around (align_dataset_mtcnn of its repository).
_CUTS: dict[str, Cut] = {
    **dict.fromkeys(("ArcFace", "GhostFaceNet", "Buffalo_L"), ARCFACE),
    **dict.fromkeys(("Facenet", "Facenet512"), DlibCut(160, 0.17)),
    "OpenFace": OPENFACE,
}
_lock = threading.Lock()  # deepface keeps its models in plain globals


class DeepFaceNet:
    """One of deepface's face recognition models. One instance may be used from several threads at once.

    Not mirrored: some of these networks take a quarter of a second a face.
    name: as deepface spells it; weights: the file that deepface will load (its place is deepface's affair: it is only
    read here to name the version). Raises EngineError when the file is missing or no such network."""

    mirrored = False
    usual_length = 1.0
    same_picture = 0.995  # not measured: where people lie closer together than dlib's, too few copies are found

    def __init__(self, name: str, weights: Path) -> None:
        if not weights.is_file():
            raise EngineError(f"'{name}' 엔진의 파일({weights.name})이 없습니다. 엔진 페이지에서 먼저 내려받아 주세요.")
        self.name = name
        self._client, self._prepare = _build(name, weights)
        self.size = max(self._client.input_shape)
        self.cut = _CUTS.get(name, DlibCut(self.size))
        self.dim = int(self._client.output_shape)
        with weights.open("rb") as file:
            self.version = f"deepface-{name}-{hashlib.file_digest(file, 'sha256').hexdigest()[:12]}-2"
        self._batch = 1 if _fixed_to_one(self._client) else _BATCH

    def embed(self, faces: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Aligned faces to unit embeddings.

        faces: (n, size, size, 3) uint8 RGB, n may be 0. Returns (n, dim) float32, L2 norm 1.
        Raises ValueError for another shape or dtype, EngineError when the network gives no usable numbers."""
        out = np.empty((len(checked_faces(faces, self.size)), self.dim), np.float32)
        width, height = self._client.input_shape
        for start in range(0, len(faces), self._batch):
            batch = faces[start : start + self._batch]
            ready = np.concatenate([self._prepare(face[..., ::-1], (height, width)) for face in batch])
            with instead_of(Exception, self._damaged()):  # ONNX Runtime has its own exception types
                raw = np.asarray(self._client.forward(ready), np.float32).reshape(len(batch), self.dim)
            norms = np.linalg.norm(raw, axis=1, keepdims=True)
            if not (np.isfinite(norms).all() and (norms > 0).all()):
                raise self._damaged()
            out[start : start + len(batch)] = raw / norms
        return out

    def _damaged(self) -> EngineError:
        return EngineError(
            f"'{self.name}' 엔진이 얼굴 특징을 계산하지 못했습니다. 엔진 파일을 지우고 다시 내려받아 주세요."
        )


def _build(name: str, weights: Path) -> tuple[Any, Any]:
    """(deepface's client, its function that fits a face to the input). Raises EngineError."""
    with _lock:
        # Before the first import of deepface, which reads them once; its log goes to stdout, where JSON belongs.
        os.environ["DEEPFACE_BACKEND_ENGINE"] = "onnx"
        os.environ.setdefault("DEEPFACE_LOG_LEVEL", "50")
        try:
            from deepface.commons import backend_utils
            from deepface.modules import modeling, preprocessing

            if not backend_utils.is_onnx():
                raise EngineError(
                    "deepface가 이미 다른 방식으로 시작되어 이 엔진을 쓸 수 없습니다. 프로그램을 다시 시작해 주세요."
                )
            with _insightface():
                client = modeling.build_model(task="facial_recognition", model_name=name)
        except EngineError:
            raise
        except Exception as error:  # whatever is wrong inside deepface, the cure is the same
            raise EngineError(
                f"'{name}' 엔진을 시작하지 못했습니다. 파일이 손상되었을 수 있으니 "
                f"'{weights}' 파일을 지우고 다시 내려받아 주세요."
            ) from error
    return client, preprocessing.resize_image


def _fixed_to_one(client: Any) -> bool:
    """Was the graph exported for one face at a time? Then a larger batch would be refused."""
    inputs = getattr(client.model, "get_inputs", None)
    return inputs is not None and inputs()[0].shape[0] == 1


@contextmanager
def _insightface() -> Iterator[None]:
    """Let deepface load Buffalo_L without the insightface package.

    That package needs a compiler and a second OpenCV wheel; of all of it deepface calls `get_model`, `prepare` and
    `get_feat`, which amount to one ONNX graph. Where the real package is installed it is used."""
    if importlib.util.find_spec("insightface") is not None:
        yield
        return
    package, zoo = ModuleType("insightface"), ModuleType("insightface.model_zoo")
    package.__path__ = []
    zoo.get_model = _ArcFaceGraph  # type: ignore[attr-defined]
    package.model_zoo = zoo  # type: ignore[attr-defined]
    sys.modules.update({"insightface": package, "insightface.model_zoo": zoo})
    try:
        yield
    finally:
        for module in ("insightface", "insightface.model_zoo"):
            sys.modules.pop(module, None)


class _ArcFaceGraph:
    """What insightface's `get_model` gives for a recognition network."""

    def __init__(self, path: str) -> None:
        import onnx

        self._session = onnx_session(path)
        nodes = [node.name for node in onnx.load(path, load_external_data=False).graph.node[:8]]
        # graphs from MXNet begin with their own scaling, those from PyTorch expect -1..1
        scales_itself = all(any(n.startswith(words) for n in nodes) for words in (("Sub", "_minus"), ("Mul", "_mul")))
        self._mean, self._std = (0.0, 1.0) if scales_itself else (127.5, 127.5)

    def prepare(self, ctx_id: int, **_: Any) -> None:
        """Nothing to move: the graph runs on the processor."""

    def get_feat(self, face: NDArray[np.float32]) -> NDArray[np.float32]:
        """face: (112, 112, 3) BGR 0..255. Returns (1, 512)."""
        blob = ((face[..., ::-1].astype(np.float32) - self._mean) / self._std).transpose(2, 0, 1)[None]
        name = self._session.get_inputs()[0].name
        result: NDArray[np.float32] = self._session.run(None, {name: np.ascontiguousarray(blob)})[0]
        return result
