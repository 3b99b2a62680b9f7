"""A StyleGAN-type generator that a company supplies as ONNX files: z -> w -> picture, run by ONNX Runtime.

Two files, mapping (z (n, d) -> w (n, d) or (n, layers, d)) and synthesis (w -> image (n, 3, h, w), -1..1), or one
(z -> image). With two, a latent is a w on its principal axes, each scaled to one deviation (Härkönen et al. 2020,
GANSpace): the first numbers change the picture most, and truncation (Karras et al. 2019) shortens them. With one a
latent is z itself, and layers cannot be mixed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import VirtualError
from core.faces.networks import onnx_session
from core.stats.arrays import Array, one_blas_thread
from core.virtual.face import Expression, Face, Shot
from core.virtual.generator import Control
from core.virtual.onnx_file import OnnxFile

CODE, _VERSION = "stylegan", "1"
LAYERS = ("coarse", "middle", "fine")  # thirds of a synthesis' layers: pose and shape, features, colours
PREVIEW = 256  # px, the most
MOST_CONTROLS = 8
_SAMPLES, _AT_ONCE = 2048, 8
_TOO_LATE = "이 생성 모델 파일을 실행하지 못했습니다. 모델이 실행되는 파일인지 만든 곳에 확인해 주세요."


class StyleGan:
    """One company's generator. truncation: how far from the average face samples may go, 0..1.

    directions: named steps in w, (d,), that a face can be changed by; without them the first principal axes are.
    Raises VirtualError for files that are no such generator."""

    code = CODE
    expressions: tuple[Expression, ...] = ("neutral",)  # the files do not say how to make others
    angles: tuple[float, ...] = (0.0,)

    def __init__(
        self,
        synthesis: OnnxFile,
        mapping: OnnxFile | None = None,
        truncation: float = 0.7,
        directions: Mapping[str, NDArray[np.float32]] = MappingProxyType({}),
    ) -> None:
        self._synthesis, self._mapping, self._truncation = synthesis, mapping, truncation
        self._making = onnx_session(synthesis.data)
        parts = [one.sha256 for one in (mapping, synthesis) if one is not None]
        self.version = f"{_VERSION}/{truncation:g}/{'+'.join(part[:16] for part in parts)}"
        if mapping is None:
            self.size = synthesis.latent
            self.layers = 0
            return
        self._turning = onnx_session(mapping.data)
        self.layers = synthesis.layers
        if (mapping.layers, mapping.width) != (synthesis.layers, synthesis.latent):
            raise VirtualError(
                f"두 파일이 서로 맞지 않습니다. 첫 파일은 w를 {_shape(mapping.layers, mapping.width)} 꼴로 내는데 둘째 "
                f"파일은 {_shape(synthesis.layers, synthesis.latent)} 꼴로 받습니다. 같은 모델의 파일을 골라 주세요."
            )
        z = np.random.default_rng(0).standard_normal((_SAMPLES, mapping.latent)).astype(np.float32)
        w = self._mapped(z)
        self._mean: Array = w.mean(axis=0)
        with one_blas_thread():
            _, lengths, axes = np.linalg.svd(w - self._mean, full_matrices=False)
        signs = np.where(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)] < 0, -1.0, 1.0)
        kept = lengths > 1e-6 * lengths[0]
        self._scale: Array = lengths[kept] / np.sqrt(_SAMPLES)  # (k,)
        self._axes: Array = (axes * signs[:, None])[kept]  # (k, d)
        self.size = len(self._axes)
        wrong = [code for code, row in directions.items() if np.shape(row) != (mapping.width,)]
        if wrong:
            raise VirtualError(
                f"'{wrong[0]}' 방향은 숫자 {mapping.width}개여야 합니다. 이 모델의 w에 맞는 방향 파일을 넣어 주세요."
            )
        self._directions = {code: np.asarray(row, np.float64) for code, row in directions.items()}

    @property
    def controls(self) -> Sequence[Control]:
        """The directions that were supplied, else the principal axes that change the picture most."""
        if self._mapping is None:
            return ()
        if self._directions:
            rows = {code: (row @ self._axes.T) / self._scale for code, row in self._directions.items()}
        else:
            rows = {f"axis_{n + 1}": row for n, row in enumerate(np.eye(self.size)[:MOST_CONTROLS])}
        return tuple(Control(code, row.astype(np.float32)) for code, row in rows.items())

    @property
    def looks(self) -> dict[str, Sequence[str]]:
        """By part of the layers: the seed of the face that they are taken from instead."""
        return dict.fromkeys(LAYERS, ()) if self.layers > 1 else {}

    def sample(self, seed: int) -> Face:
        return Face(self._latent(seed), {}, self.code, self.version)

    def previews(self, faces: Sequence[Face]) -> list[NDArray[np.uint8]]:
        made = [picture for at in range(0, len(faces), _AT_ONCE) for picture in self._made(faces[at : at + _AT_ONCE])]
        return [_sized(picture, min(PREVIEW, len(picture))) for picture in made]

    def picture(self, face: Face, shot: Shot, pixels: int = 768) -> NDArray[np.uint8]:
        """Expression, angle and light are the face's own: the files do not say how to change them."""
        return _sized(self._made([face])[0], pixels)

    def close(self) -> None:
        """Nothing is kept running."""

    def _latent(self, seed: int) -> NDArray[np.float32]:
        size = self._synthesis.latent if self._mapping is None else self._mapping.latent
        z = np.random.default_rng(seed).standard_normal((1, size)).astype(np.float32)
        if self._mapping is None:
            return np.asarray(z[0], np.float32)
        return np.asarray(((self._mapped(z)[0] - self._mean) @ self._axes.T) / self._scale, np.float32)

    def _mapped(self, z: NDArray[np.float32]) -> Array:
        """(n, d) -> (n, d) w of one layer, untruncated."""
        assert self._mapping is not None
        w = np.asarray(_run(self._turning, self._mapping, z, 1.0), np.float64)
        return w if w.ndim == 2 else w[:, 0]

    def _made(self, faces: Sequence[Face]) -> list[NDArray[np.uint8]]:
        rows = np.stack([face.latent for face in faces])
        if rows.shape[1] != self.size:
            raise VirtualError("이 얼굴은 다른 생성 모델로 만든 것입니다. 만들 때 쓴 모델을 골라 주세요.")
        given = rows if self._mapping is None else self._styles(faces)
        picture = _run(self._making, self._synthesis, given.astype(np.float32), self._truncation)
        made = np.clip((np.asarray(picture, np.float32).transpose(0, 2, 3, 1) + 1) * 127.5, 0, 255)
        return [np.ascontiguousarray(one) for one in np.rint(made).astype(np.uint8)]

    def _styles(self, faces: Sequence[Face]) -> Array:
        """(n, d) or (n, layers, d) truncated w, with the layers that a look takes from another face."""
        if not self.layers:
            return np.stack([self._w(face.latent) for face in faces])
        styles = np.stack([np.tile(self._w(face.latent), (self.layers, 1)) for face in faces])
        for row, face in enumerate(faces):
            for part, name in enumerate(LAYERS):
                if name in face.look:
                    first, last = (-(-self.layers * (part + end) // len(LAYERS)) for end in (0, 1))
                    styles[row, first:last] = self._w(self._latent(int(face.look[name])))
        return styles

    def _w(self, latent: NDArray[np.float32]) -> Array:
        moved: Array = self._mean + self._truncation * (latent.astype(np.float64) * self._scale) @ self._axes
        return moved


def mixed(face: Face, seed: int, part: str) -> Face:
    """A face with a part of the layers (`LAYERS`) of another, that `sample` makes of this seed."""
    if part not in LAYERS:
        raise ValueError(f"no part of the layers: {part}")
    return replace(face, look={**face.look, part: float(seed)})


def _run(session: Any, file: OnnxFile, rows: NDArray[np.float32], truncation: float) -> Any:
    given: dict[str, Any] = {file.input: rows}
    if file.truncation is not None:
        name, rank = file.truncation
        given[name] = np.full((1,) * rank, truncation, np.float32)
    try:
        return session.run([file.output], given)[0]
    except Exception as error:  # ONNX Runtime has a kind for each failure, all derived from Exception
        raise VirtualError(_TOO_LATE) from error


def _sized(picture: NDArray[np.uint8], pixels: int) -> NDArray[np.uint8]:
    if picture.shape[:2] == (pixels, pixels):
        return picture
    way = cv2.INTER_AREA if len(picture) > pixels else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (pixels, pixels), interpolation=way), np.uint8)


def _shape(layers: int, width: int) -> str:
    return f"(n, {layers}, {width})" if layers else f"(n, {width})"
