"""A company's generator as ONNX files: what is taken, what is refused and why, and what it makes."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from core.errors import VirtualError
from core.virtual.face import Shot
from core.virtual.onnx_file import OnnxFile, Part, checked, read_onnx
from core.virtual.stylegan import LAYERS, StyleGan, mixed
from tests.support.portrait_generator import SIDE, mapping, synthesis

SIZE = 12
_RNG = np.random.default_rng(0)
MEAN, AXES = np.zeros(SIDE * SIDE * 3), _RNG.normal(size=(SIZE, SIDE * SIDE * 3)) / 5


def generator(psi: float = 1.0, **more: Any) -> StyleGan:
    two = checked(mapping(SIZE, **more), "m.onnx", "mapping")
    return StyleGan(checked(synthesis(MEAN, AXES), "s.onnx", "synthesis"), two, psi)


def refused(data: bytes, part: Part) -> str:
    with pytest.raises(VirtualError) as error:
        checked(data, "모델.onnx", part)
    assert "모델.onnx" in str(error.value) and "주세요" in str(error.value)
    return str(error.value)


def test_what_a_file_takes_and_gives_is_known() -> None:
    one = checked(mapping(SIZE, layers=6, truncation=True), "m", "mapping")
    assert (one.latent, one.layers, one.width, one.truncation) == (SIZE, 6, SIZE, ("truncation", 0))
    two = checked(synthesis(MEAN, AXES), "s", "synthesis")
    assert (two.latent, two.layers, two.side, two.output) == (SIZE, 6, SIDE, "image")


def test_a_wrong_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for junk in (b"", b"\x89PNG\r\n\x1a\n", b"\x08\x07\x12" + b"\xff" * 90):
        assert "ONNX 모델이 아닙니다" in refused(junk, "synthesis")
    assert "(1, 층" not in (said := refused(mapping(SIZE), "synthesis")) and "z [0, 12]" in said
    assert "그림 (n, 3" in refused(synthesis(MEAN, AXES), "whole")
    assert "evil.ops" in refused(mapping(SIZE, domain="evil.ops"), "mapping")
    model = onnx.load_model_from_string(mapping(SIZE))
    weights = model.graph.initializer[0]
    weights.ClearField("raw_data")
    weights.data_location = TensorProto.EXTERNAL
    weights.external_data.add(key="location", value="/etc/passwd")
    assert "다른 파일" in refused(model.SerializeToString(), "mapping")
    path = tmp_path / "m.onnx"
    path.write_bytes(mapping(SIZE))
    with pytest.raises(VirtualError, match="너무 큽니다"):
        read_onnx(path, "mapping", most_bytes=100)
    with pytest.raises(VirtualError, match="읽을 수 없습니다"):
        read_onnx(tmp_path / "none.onnx", "mapping")


def test_what_hides_in_a_branch_is_found() -> None:
    inner = helper.make_graph([helper.make_node("Open", [], ["y"], domain="evil.ops")], "inner", [], [])
    node = helper.make_node("If", ["c"], ["w"], then_branch=inner, else_branch=inner)
    graph = helper.make_graph(
        [node], "g", [helper.make_tensor_value_info("z", TensorProto.FLOAT, ["n", 4])],
        [helper.make_tensor_value_info("w", TensorProto.FLOAT, ["n", 4])],
    )  # fmt: skip
    assert "evil.ops" in refused(helper.make_model(graph).SerializeToString(), "mapping")


def test_two_files_of_two_models_are_refused() -> None:
    with pytest.raises(VirtualError, match="서로 맞지 않습니다"):
        StyleGan(checked(synthesis(MEAN, AXES), "s", "synthesis"), checked(mapping(SIZE + 1), "m", "mapping"))
    with pytest.raises(VirtualError, match="숫자 12개"):
        StyleGan(
            checked(synthesis(MEAN, AXES), "s", "synthesis"), checked(mapping(SIZE), "m", "mapping"),
            directions={"smile": np.zeros(3, np.float32)},
        )  # fmt: skip


def test_samples_are_standard_normal_and_the_same_for_a_seed() -> None:
    own = generator()
    rows = np.stack([own.sample(seed).latent for seed in range(300)])
    assert rows.shape == (300, own.size) and abs(rows.mean()) < 0.1 and abs(rows.std() - 1) < 0.1
    assert np.array_equal(own.sample(3).latent, generator().sample(3).latent)
    face = own.sample(3)
    assert (face.generator, face.version) == ("stylegan", generator().version)
    assert generator(0.5).version != own.version


def test_truncation_brings_pictures_nearer_to_the_average() -> None:
    def spread(share: float, **more: Any) -> float:
        own = generator(share, **more)
        return float(np.std(own.previews([own.sample(seed) for seed in range(8)]), axis=0).mean())

    assert spread(0.3) < 0.6 * spread(1.0)
    assert spread(0.3, truncation=True) == pytest.approx(spread(0.3), rel=0.05)  # an input of the file changes nothing


def test_mixing_takes_a_part_of_the_layers_of_another_face() -> None:
    own = generator()
    one, other = own.sample(1), own.sample(2)
    whole = [own.picture(face, Shot(), SIDE).astype(int) for face in (one, other)]
    for part in LAYERS:
        new = own.picture(mixed(one, 2, part), Shot(), SIDE).astype(int)
        assert 0 < np.abs(new - whole[0]).mean() < np.abs(whole[1] - whole[0]).mean()
    every = one
    for part in LAYERS:
        every = mixed(every, 2, part)
    assert np.abs(own.picture(every, Shot(), SIDE).astype(int) - whole[1]).max() <= 1
    assert set(own.looks) == set(LAYERS)
    flat = checked(mapping(SIZE, layers=0), "m", "mapping")
    assert flat.layers == 0


def test_a_control_moves_a_face_along_its_direction() -> None:
    own = generator()
    assert [control.code for control in own.controls][:2] == ["axis_1", "axis_2"]
    step = np.zeros(SIZE, np.float32)
    step[0] = 1.0
    named = StyleGan(
        checked(synthesis(MEAN, AXES), "s", "synthesis"), checked(mapping(SIZE), "m", "mapping"), 1.0, {"smile": step}
    )
    (control,) = named.controls
    face = named.sample(0)
    moved = named._w(face.latent + control.direction) - named._w(face.latent)
    assert control.code == "smile" and np.allclose(moved, step, atol=1e-4)


def test_one_file_makes_pictures_of_z_and_mixes_nothing() -> None:
    data = _whole()
    own = StyleGan(checked(data, "all.onnx", "whole"), None, 0.7)
    assert own.size == SIZE and not own.looks and not own.controls
    (picture,) = own.previews([own.sample(0)])
    assert picture.shape == (SIDE, SIDE, 3) and picture.std() > 0
    assert own.picture(own.sample(0), Shot(), 64).shape == (64, 64, 3)


def test_a_face_of_another_generator_is_refused() -> None:
    own = generator()
    alien = StyleGan(checked(_whole(SIZE), "all.onnx", "whole"))
    assert alien.size == own.size
    small = StyleGan(checked(synthesis(MEAN, AXES[:4]), "s", "synthesis"), checked(mapping(4), "m", "mapping"))
    with pytest.raises(VirtualError, match="다른 생성 모델"):
        own.previews([small.sample(0)])


def _whole(size: int = SIZE) -> bytes:
    """z -> image in one file: the two joined."""
    one = onnx.load_model_from_string(mapping(size))
    two = onnx.load_model_from_string(synthesis(MEAN, AXES[:size]))
    one, two = onnx.compose.add_prefix(one, "m_"), onnx.compose.add_prefix(two, "s_")
    merged: bytes = onnx.compose.merge_models(one, two, io_map=[("m_w", "s_w")]).SerializeToString()
    return merged


def test_onnx_files_are_values() -> None:
    one = checked(mapping(SIZE), "m", "mapping")
    assert isinstance(one, OnnxFile) and len(one.sha256) == 64 and "data" not in repr(one)
