"""The codec: what goes in comes out bit for bit, and what did not come out of it does not go in."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pytest
from numpy.typing import NDArray

from core.errors import TrainingError
from core.matching.model import ResemblanceModel
from core.storage.npz import pack_arrays, unpack_arrays
from core.storage.training.artifacts import decode, encode, from_json, pack, unpack
from core.training.checkpoint import Epoch
from core.training.evaluation import Evaluation
from core.training.run import Run
from core.types import MemberId
from tests.support.builders import present
from tests.support.finished_training import training
from tests.support.people import person, reference


@dataclass(frozen=True)
class Left:
    x: NDArray[np.float64]


@dataclass(frozen=True)
class Right:
    y: int
    deep: Left | None = None


@dataclass(frozen=True)
class Everything:
    text: str
    number: float
    count: int
    flag: bool
    kind: Literal["a", "b"]
    either: Left | Right
    several: tuple[Left | Right, ...]
    pair: tuple[float, int]
    maybe: NDArray[np.float32] | None
    matrices: tuple[NDArray[np.float32], ...]
    names: Mapping[str, Mapping[str, int]]
    free: Mapping[str, Any]
    who: tuple[MemberId, ...] = ()
    epochs: tuple[Epoch, ...] = field(repr=False, default=())


def everything() -> Everything:
    return Everything(
        text="가\n<b>|*\u00a0",
        number=0.1 + 0.2,
        count=-3,
        flag=True,
        kind="b",
        either=Right(4, Left(np.array([1e-300, -0.0]))),
        several=(Left(np.eye(2)), Right(1)),
        pair=(1 / 3, 7),
        maybe=None,
        matrices=(np.ones((0, 3), np.float32), np.array(2.5, np.float32)),
        names={"가온": {"m.1": 3}, "": {}},
        free={"a": [1, 2.5, None, {"b": "c"}], "n": np.float64(0.1)},
        who=(MemberId("g", "m"),),
        epochs=(Epoch(1, float("inf"), 0.5, None, float("nan")),),
    )


def test_every_kind_of_field_comes_back() -> None:
    value = everything()
    text, arrays = encode(value)
    found = decode(Everything, text, arrays)
    assert encode(found) == (text, arrays)  # the same again, to the byte
    assert found.number == value.number and found.pair == value.pair and found.names == value.names
    assert isinstance(found.either, Right) and found.either.deep is not None
    assert np.signbit(found.either.deep.x[1]) and isinstance(found.several[0], Left) and found.several[1] == Right(1)
    assert found.matrices[0].shape == (0, 3) and found.matrices[1].shape == () and found.maybe is None
    assert found.epochs[0].loss == float("inf") and np.isnan(present(found.epochs[0].validation_accuracy))
    assert found.free == {"a": [1, 2.5, None, {"b": "c"}], "n": 0.1} and type(found.free["n"]) is float


@pytest.mark.parametrize("dim", [24, 300])
def test_a_resemblance_model_judges_exactly_as_before(dim: int) -> None:
    model = ResemblanceModel.fit(reference(dim=dim))
    found = decode(ResemblanceModel, *encode(model), finite=True)
    photos = person(np.random.default_rng(5), 7, dim=dim)
    assert np.array_equal(model.score_photos(photos), found.score_photos(photos))
    ours, theirs = model.judge(photos), found.judge(photos)
    assert np.array_equal(ours.scores, theirs.scores)
    assert (ours.confidence, ours.verdict, ours.nearest, ours.known) == (
        *(theirs.confidence, theirs.verdict),
        *(theirs.nearest, theirs.known),
    )
    sets = [person(np.random.default_rng([7, i]), 4, dim=dim) for i in range(3)]
    assert np.array_equal(model.judge_sets(sets).ranking, found.judge_sets(sets).ranking)


def test_a_model_without_confidence_comes_back() -> None:
    model = ResemblanceModel.fit(reference({"a": (1,), "b": (1,)}))
    found = decode(ResemblanceModel, *encode(model), finite=True)
    assert found.calibration == model.calibration and found.calibration.confidence is None


def test_a_run_and_its_evaluation_come_back() -> None:
    run, evaluation, _ = training("embedding_head", strangers=True)
    assert decode(Run, *encode(run)) == run
    found = decode(Evaluation, *encode(evaluation))
    assert found.to_json() == evaluation.to_json() and found.bins == evaluation.bins and found.folds == evaluation.folds
    assert np.array_equal(found.probabilities, evaluation.probabilities, equal_nan=True)
    assert found.neighbours_xy is None and found.files == evaluation.files


CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "missing": lambda t: t.pop("count"),
    "unknown": lambda t: t.update(extra=1),
    "text for number": lambda t: t.update(number="1"),
    "nothing for number": lambda t: t.update(number=None),
    "bool for int": lambda t: t.update(count=True),
    "float for int": lambda t: t.update(count=1.0),
    "int for bool": lambda t: t.update(flag=1),
    "endless": lambda t: t.update(number=10**400),
    "wrong literal": lambda t: t.update(kind="c"),
    "literal of another type": lambda t: t.update(kind=["a"]),
    "half a character": lambda t: t.update(text="\ud800"),
    "endless text": lambda t: t.update(text="가" * 20_000),
    "list for object": lambda t: t.update(either=[]),
    "unknown class": lambda t: t["either"].update(kind="MemberId"),
    "class that is a list": lambda t: t["either"].update(kind=[]),
    "text for list": lambda t: t.update(several="ab"),
    "longer pair": lambda t: t.update(pair=[1, 2, 3]),
    "array under another name": lambda t: t["matrices"].__setitem__(0, "matrices.1"),
    "array for nothing": lambda t: t.update(maybe="maybe"),
    "number for array": lambda t: t["matrices"].__setitem__(0, 3),
    "list for mapping": lambda t: t.update(names=[1]),
    "deep": lambda t: t.update(free={"a": [[[[[[[[1]]]]]]]]}),
    "unused array": lambda t: t.update(matrices=t["matrices"][:1]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_the_class_does_not_say_is_refused(name: str) -> None:
    tree, arrays = pack(everything())
    tree = json.loads(json.dumps(tree))
    CHANGES[name](tree)
    with pytest.raises(TrainingError, match="맞지 않습니다"):
        unpack(Everything, tree, arrays)


def test_arrays_of_another_kind_or_not_finite_are_refused() -> None:
    tree, _ = pack(Left(np.ones(2)))
    with pytest.raises(TrainingError, match="맞지 않습니다"):
        unpack(Left, tree, {"x": np.ones(2, np.int64)})
    assert np.isnan(unpack(Left, tree, {"x": np.array([np.nan])}).x[0])
    with pytest.raises(TrainingError, match="nan"):
        unpack(Left, tree, {"x": np.array([np.nan])}, finite=True)


def test_a_class_that_validates_itself_is_heard() -> None:
    tree, arrays = pack(ResemblanceModel.fit(reference()))
    tree["members"] = tree["members"][:-1]
    with pytest.raises(TrainingError, match="서로 맞지"):
        unpack(ResemblanceModel, tree, arrays)


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff", b"[" * 100_000, b"9" * 10_000, "가".encode("cp949"), b"[" + b"{}," * 200_000 + b"{}]"]
)
def test_no_json_is_one_sentence(text: bytes) -> None:
    with pytest.raises(TrainingError, match="JSON"):
        from_json(text)


def test_code_and_foreign_objects_cannot_be_stored() -> None:
    @dataclass(frozen=True)
    class Wrong:
        call: Any

    for value in (len, object(), {1, 2}, b"x", np.array([object()]), np.array(["text"])):
        with pytest.raises(TypeError):
            encode(Wrong(value))


def test_arrays_keep_their_kind_shape_and_order() -> None:
    arrays = {
        "f8": np.random.default_rng(0).standard_normal((3, 4)),
        "fortran": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        "u1": np.arange(4, dtype=np.uint8),
        "bool": np.array([True, False]),
        "i8": np.array(7),
        "empty": np.zeros((0, 5), np.float32),
        "big endian": np.arange(3, dtype=">f8"),
    }
    data = pack_arrays(arrays)
    found = unpack_arrays(data)
    assert pack_arrays(found) == data and found.keys() == arrays.keys()
    for name, value in arrays.items():
        np.testing.assert_array_equal(found[name], value)
        assert found[name].flags.writeable
    assert found["fortran"].flags.f_contiguous and not found["fortran"].flags.c_contiguous
    assert np.load(io.BytesIO(data), allow_pickle=False)["f8"].tolist() == arrays["f8"].tolist()  # NumPy's own format


def npy(shape: Any = (2,), descr: str = "<f8", body: bytes = bytes(16)) -> bytes:
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, {"shape": shape, "fortran_order": False, "descr": descr})
    return stream.getvalue() + body


def pickled() -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    return stream.getvalue()


HOSTILE = {
    "objects": pickled(),
    "an object that claims to be numbers": npy(descr="|O", body=bytes(16)),
    "terabytes": npy((10**13,)),
    "overflow to what is there": npy((2**63, 2)),
    "negative": npy((-2, -1)),
    "too short": npy(body=bytes(8)),
    "too long": npy(body=bytes(24)),
    "text": npy(descr="<U2"),
    "dates": npy(descr="<M8[s]"),
    "no header": b"x" * 100,
    "empty": b"",
    "long header": npy()[:8] + (60_000).to_bytes(2, "little") + b" " * 60_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_arrays_are_refused_before_anything_is_made_of_them(name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x.npy", HOSTILE[name])
    with pytest.raises(TrainingError, match="npz"):
        unpack_arrays(buffer.getvalue())


def test_hostile_archives_of_arrays_are_refused() -> None:
    def zipped(names: list[str], kind: int = zipfile.ZIP_STORED) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", kind) as archive:
            for name in names:
                archive.writestr(name, npy((1_000_000,), "|u1", bytes(1_000_000)))
        return buffer.getvalue()

    good = zipped(["a.npy"])
    assert unpack_arrays(good)["a"].shape == (1_000_000,)
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped(["a.npy", "a.npy"])
    for data in (zipped(["a.npy"], zipfile.ZIP_DEFLATED), twice, zipped(["a.txt"]), good[:-30], good[:500], b"PK", b""):
        with pytest.raises(TrainingError, match="npz"):
            unpack_arrays(data)
    with pytest.raises(TrainingError, match="npz"):
        unpack_arrays(good, most_bytes=1000)
