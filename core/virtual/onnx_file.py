"""Is a file what it has to be: a part of a StyleGAN-type generator, of standard operators, with nothing beside it?

Looked at before ONNX Runtime sees it: a file of weights may name other files on the disk or code of its own."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from core.errors import VirtualError, refusing

MOST_BYTES = 2**30
Part = Literal["mapping", "synthesis", "whole"]
_STANDARD = ("", "ai.onnx", "ai.onnx.ml")
_MOST_SIDE, _LEAST_SIDE, _MOST_WIDTH = 2048, 32, 4096
_NONE = "'{}' 파일은 ONNX 모델이 아닙니다. 생성 모델을 ONNX로 내보낸 파일을 골라 주세요."
_FOREIGN = "'{}' 파일에 표준이 아닌 연산{}이 들어 있어 쓰지 않습니다. 표준 ONNX 연산만 쓰도록 다시 내보내 주세요."
_BESIDE = "'{}' 파일은 가중치를 다른 파일에 두고 있어 쓰지 않습니다. 가중치까지 한 파일에 담아 다시 내보내 주세요."
_OTHER = (
    "'{}' 파일의 입출력이 맞지 않습니다. 필요한 것은 {}인데, 이 파일의 입력은 {}, 출력은 {}입니다. 알맞은 파일을 골라 "
    "주세요."
)
_TAKES = {
    "mapping": "z (n, d)를 받아 w (n, d)나 (n, 층, d)를 내는 모델",
    "synthesis": "w를 받아 그림 (n, 3, 높이, 너비)을 내는 모델",
    "whole": "z (n, d)를 받아 그림 (n, 3, 높이, 너비)을 내는 모델",
}


@dataclass(frozen=True, slots=True)
class OnnxFile:
    """A checked part of a generator. latent: numbers in a row of its input; layers: of w, 0 where it has none.

    width: numbers in a row of w, of a mapping; side: px of the picture, of the others; 0 where the file leaves it open.
    truncation: name and rank of such an input, None without. sha256: of the file."""

    part: Part
    data: bytes = field(repr=False)
    sha256: str
    input: str
    output: str
    latent: int
    layers: int = 0
    width: int = 0
    side: int = 0
    truncation: tuple[str, int] | None = None


def read_onnx(path: Path, part: Part, most_bytes: int = MOST_BYTES) -> OnnxFile:
    """Read and check a file. Raises VirtualError: what is wrong with it and which file is needed."""
    name = path.name
    try:
        if path.stat().st_size > most_bytes:
            raise VirtualError(
                f"'{name}' 파일이 너무 큽니다({path.stat().st_size / 2**20:,.0f}MB, 최대 {most_bytes / 2**20:,.0f}MB). "
                "반정밀도(fp16)로 줄이거나 더 작은 모델을 골라 주세요."
            )
        data = path.read_bytes()
    except OSError as error:
        raise VirtualError(f"'{name}' 파일을 읽을 수 없습니다. 파일이 있는지와 읽기 권한을 확인해 주세요.") from error
    return checked(data, name, part)


def checked(data: bytes, name: str, part: Part) -> OnnxFile:
    """As `read_onnx`, of bytes."""
    import onnx

    with refusing(VirtualError, _NONE.format(name)):
        model = onnx.load_model_from_string(data)
        if not model.graph.node:
            raise VirtualError(_NONE.format(name))
    foreign = sorted({node.domain for node in _nodes(model.graph) if node.domain not in _STANDARD})
    if foreign or model.functions:
        named = f"({foreign[0]})" if foreign else ""
        raise VirtualError(_FOREIGN.format(name, named))
    if any(tensor.data_location == onnx.TensorProto.EXTERNAL for tensor in _tensors(model.graph)):
        raise VirtualError(_BESIDE.format(name))
    own = {one.name for one in model.graph.initializer}
    given = [one for one in model.graph.input if one.name not in own]
    fits = _fitting(data, part, given, list(model.graph.output))
    if fits is None:
        ends = (given, model.graph.output)
        inputs, outputs = (", ".join(f"{one.name} {_dims(one)}" for one in end) or "없음" for end in ends)
        raise VirtualError(_OTHER.format(name, _TAKES[part], inputs, outputs))
    return fits


def _fitting(data: bytes, part: Part, given: list[Any], made: list[Any]) -> OnnxFile | None:
    from onnx import TensorProto

    ranks = (2, 3) if part == "synthesis" else (2,)
    rows = [one for one in given if len(_dims(one)) in ranks]
    rest = [one for one in given if len(_dims(one)) not in ranks]
    floats = all(one.type.tensor_type.elem_type == TensorProto.FLOAT for one in [*given, *made])
    if not floats or len(made) != 1 or len(rows) != 1 or len(rest) > 1 or any(len(_dims(one)) > 1 for one in rest):
        return None
    taken, out = _dims(rows[0]), _dims(made[0])
    truncation = (rest[0].name, len(_dims(rest[0]))) if rest else None
    fits = taken[-1] <= _MOST_WIDTH and min(taken[1:]) > 0
    layers, width, side = (taken[1] if len(taken) == 3 else 0), 0, 0
    if part == "mapping":
        fits = fits and len(out) in (2, 3) and out[-1] <= _MOST_WIDTH and min(out[1:]) > 0
        layers, width = (out[1] if len(out) == 3 else 0), out[-1] if out else 0
    else:
        fits = fits and len(out) == 4 and out[1] == 3 and out[2] == out[3]
        side = out[2] if fits else 0
        fits = fits and (side == 0 or _LEAST_SIDE <= side <= _MOST_SIDE)
    if not fits:
        return None
    digest = hashlib.sha256(data).hexdigest()
    return OnnxFile(part, data, digest, rows[0].name, made[0].name, taken[-1], layers, width, side, truncation)


def _dims(value: Any) -> list[int]:
    """Lengths of a value's axes, 0 for what the file leaves open."""
    return [int(one.dim_value) for one in value.type.tensor_type.shape.dim]


def _nodes(graph: Any) -> Iterator[Any]:
    """Of a graph and of all in it: a loop has one of its own."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            for inner in (*([attribute.g] if attribute.HasField("g") else ()), *attribute.graphs):
                yield from _nodes(inner)


def _tensors(graph: Any) -> Iterator[Any]:
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield from (sparse.values, sparse.indices)
    for node in graph.node:
        for attribute in node.attribute:
            yield from (*([attribute.t] if attribute.HasField("t") else ()), *attribute.tensors)
            for inner in (*([attribute.g] if attribute.HasField("g") else ()), *attribute.graphs):
                yield from _tensors(inner)
