"""Ours against a loop of stock deepface with the same weights, and dlib's network against dlib's own call."""

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import dlib
import numpy as np
from numpy.typing import NDArray

from core.bench import compare, seconds
from core.bench.verify import auc
from core.errors import EngineError, ReferenceSetError, instead_of
from core.faces.align import WEIGHTS as LANDMARKS
from core.faces.engine import Embedder, Engine
from core.faces.engines import get_engine
from core.faces.networks import sface, yunet
from core.faces.networks.carried import carried_file
from core.faces.networks.dlib_file import package_file
from core.faces.networks.dlib_resnet import WEIGHTS as NETWORK
from core.settings import get_settings
from core.types import Upload

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
BATCH, SINGLES, FILES, PEOPLE, PHOTOS = 64, 8, 32, 30, 4
_UNIT = "s/face"
Chips = NDArray[np.uint8]


def run(photos: Path | None) -> dict[str, dict[str, Any]]:
    """`embedder_batch`, `embedder_single`: 64 chips in one call, and one chip, against deepface's own client of the
    same network; `end_to_end`: files to embeddings against DeepFace.represent(model_name="SFace",
    detector_backend="dlib"), the detector without a download; `end_to_end_yunet`: with ours put where deepface looks;
    `end_to_end_auc`: of all pairs of photos of PEOPLE people, against the latter (ratio > 1: ours is better).
    `dlib_...`: dlib's network against dlib's own call.

    photos: folder to take files from, `<group>/<member>/<photo>`, the demo's by default. Raises ReferenceSetError if it
    holds no usable photo."""
    folder = photos or get_settings().demo / "reference"
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    if not files:
        raise ReferenceSetError(f"'{folder}'에 사진이 없습니다. 사진이 있는 폴더를 지정해 주세요.")
    # Spread over the folder: neighbours are the same person in the same light.
    some = [files[i] for i in np.linspace(0, len(files) - 1, min(len(files), BATCH)).astype(int)]
    engine = get_engine("SFace")
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as home:
        represent, client = _stock_deepface(Path(home))
        chips = _chips(engine, some)
        ready = np.asarray(chips[..., ::-1] / 255.0, np.float32)  # as deepface hands faces over
        results |= _embedder("", engine.embedder, chips, lambda n: client.predict(ready[:n]))
        few = some[:FILES]
        for name, detector in (("end_to_end", "dlib"), ("end_to_end_yunet", "yunet")):
            stock = partial(represent, detector=detector)
            stock(few[0])  # loads its models; ours are loaded above
            results[name] = compare(partial(_ours, engine, few), partial(_each, stock, few), _UNIT, len(few), rounds=3)
        results["end_to_end_auc"] = _auc(engine, stock, files)
    network, own = dlib.face_recognition_model_v1(str(package_file(NETWORK))), get_engine("dlib")
    chips = _chips(own, some)
    results |= _embedder("dlib_", own.embedder, chips, lambda n: _each(network.compute_face_descriptor, chips[:n]))
    return results


def _each(work: Callable[[Any], object], some: Iterable[Any]) -> list[object]:
    return [work(one) for one in some]


def _chips(engine: Engine, files: Sequence[Path]) -> Chips:
    found = engine.analyse([Upload(p.name, p.read_bytes()) for p in files])
    cut = [engine.embedder.cut(p.photo.pixels, p.face.landmarks) for p in found if p.photo and p.face]
    if not cut:
        raise ReferenceSetError("사진에서 얼굴을 찾지 못했습니다. 다른 폴더를 지정해 주세요.")
    return np.stack([cut[i % len(cut)] for i in range(BATCH)])


def _ours(engine: Engine, files: Sequence[Path]) -> list[NDArray[np.float32] | None]:
    found = engine.analyse([Upload(p.name, p.read_bytes()) for p in files], keep_pixels=False)
    return [photo.embedding for photo in found]


def _embedder(
    prefix: str, embedder: Embedder, chips: Chips, stock: Callable[[int], object]
) -> dict[str, dict[str, Any]]:
    """stock: embeds so many of the chips."""
    for warm in (lambda: embedder.embed(chips), lambda: embedder.embed(chips[:1]), lambda: stock(1)):
        seconds(warm)
    batch = compare(lambda: embedder.embed(chips), lambda: stock(BATCH), _UNIT, per=BATCH, rounds=3)
    single = compare(lambda: embedder.embed(chips[:1]), lambda: stock(1), _UNIT, per=1, rounds=3 * SINGLES)
    return {f"{prefix}embedder_batch": batch, f"{prefix}embedder_single": single}


def _auc(engine: Engine, represent: Callable[[Path], Any], files: Sequence[Path]) -> dict[str, Any]:
    people: dict[Path, list[Path]] = {}
    for file in files:
        people.setdefault(file.parent, []).append(file)
    chosen = [p for own in list(people.values())[:PEOPLE] for p in own[:PHOTOS]]
    ours, theirs = _ours(engine, chosen), [np.asarray(represent(p)[0]["embedding"], np.float32) for p in chosen]
    both = [(p, mine, stock) for p, mine, stock in zip(chosen, ours, theirs, strict=True) if mine is not None]
    names = [str(p.parent) for p, _, _ in both]
    mine, stock = auc(np.stack([own for _, own, _ in both]), names), auc(np.stack([own for *_, own in both]), names)
    return {"ours": mine, "baseline": stock, "ratio": mine / stock, "unit": "AUC", "n": len(both)}


def _stock_deepface(home: Path) -> tuple[Callable[..., Any], Any]:
    """DeepFace.represent as its users call it, and its client of the network, with the weights of this project where it
    would have downloaded them."""
    weights = home / ".deepface" / "weights"
    weights.mkdir(parents=True)
    (weights / "face_recognition_sface_2021dec.onnx").write_bytes(_in_float())
    (weights / "face_detection_yunet_2023mar.onnx").write_bytes(carried_file(yunet.WEIGHTS, yunet.SHA256))
    (weights / LANDMARKS).write_bytes(package_file(LANDMARKS).read_bytes())
    with patch.dict(os.environ, {"DEEPFACE_HOME": str(home)}):
        os.environ.setdefault("DEEPFACE_BACKEND_ENGINE", "onnx")
        with instead_of(ImportError, EngineError("비교할 deepface가 없습니다. `make app`으로 다시 설치해 주세요.")):
            from deepface import DeepFace

            # Both models are built, and kept by deepface, while it looks into our folder.
            client = DeepFace.build_model("SFace", task="facial_recognition")
            for detector in ("yunet", "dlib"):
                DeepFace.build_model(detector, task="face_detector")

    def represent(path: Path, detector: str) -> Any:
        return DeepFace.represent(
            img_path=str(path), model_name="SFace", detector_backend=detector, enforce_detection=False
        )

    return represent, client


def _in_float() -> bytes:
    """The carried network as deepface takes it: weights out of their blocks, and no input but the photo."""
    import onnx
    from onnx import numpy_helper

    data = carried_file(sface.WEIGHTS, sface.SHA256)
    model, held = onnx.load_from_string(data), sface.Published(data)
    graph = model.graph
    packed = [node for node in graph.node if node.op_type in ("DequantizeLinear", "Reshape")]
    plain = [numpy_helper.from_array(held.array(node.output[0]).astype(np.float32), node.output[0]) for node in packed]
    nodes = [node for node in graph.node if node not in packed]
    used = {name for node in nodes for name in node.input}
    kept = [array for array in graph.initializer if array.name in used]
    inputs = [each for each in graph.input if each.name == "data"]
    for field, values in (("node", nodes), ("initializer", kept + plain), ("input", inputs)):
        graph.ClearField(field)
        getattr(graph, field).extend(values)
    return bytes(model.SerializeToString())
