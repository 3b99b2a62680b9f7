"""How usable a face is: size, sharpness, exposure, yaw, roll and what is hidden, with a Korean reason and the fix.

Limits: FACTS §7 (NHN Cloud Face: at least 60 px, yaw under 45 degrees) and what was seen on portraits blurred and
darkened on purpose. Photos are refused only where the embedding would say nothing about the person."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.faces.align import eye_distance, roll
from core.faces.occlusion import Hidden, occlusion
from core.types import FaceCode, PhotoFaces, Quality, Status

# Between the eyes' centres lie about 0.43 of a face's width.
FACE_PER_EYES = 2.3
# Of a 150 px chip with padding 0.25, the distance of the eyes: what turns a chip's px into the photo's.
_CHIP_EYES = 0.31

_CONTRAST = 45.0  # standard deviation of luma on a well-lit face

SIZE_WEAK, SIZE_REJECTED = 60.0, 40.0  # px
SHARP_WEAK, SHARP_REJECTED = 22.0, 6.0  # variance of the Laplacian
DARK_WEAK, DARK_REJECTED = 45.0, 15.0  # mean luma 0-255
BRIGHT_WEAK, BRIGHT_REJECTED = 225.0, 247.0
YAW_WEAK, YAW_REJECTED = 35.0, 65.0  # degrees
ROLL_WEAK = 40.0  # degrees; alignment turns the face upright, so this alone never refuses

_BRIGHT = "얼굴이 너무 밝아 윤곽이 날아갔습니다. 노출을 낮춘 사진을 올려 주세요."
_FAINT = 0.64  # weight below which a face says so little that the answer may hang on it
_FAINT_REASON = "얼굴의 특징이 잘 잡히지 않습니다. 가려지지 않은 또렷한 정면 사진을 올려 주세요."
_HIDDEN: dict[Hidden, str] = {
    "eyes": "얼굴이 가려져 두 눈이 잘 보이지 않습니다. 선글라스나 손, 머리카락이 가리지 않은 사진을 올려 주세요.",
    "mouth": "얼굴이 가려져 입이 잘 보이지 않습니다. 마스크나 손, 휴대전화가 가리지 않은 사진을 올려 주세요.",
    "side": "얼굴이 가려져 한쪽이 잘 보이지 않습니다. 손이나 머리카락이 가리지 않은 사진을 올려 주세요.",
    "face": "얼굴이 많이 가려져 비교할 수 없습니다. 얼굴이 드러난 사진을 올려 주세요.",
}
# What a face is worth of which a part is hidden: its vector leans to whoever wears the same, however clear it is.
_HIDDEN_WORTH = 0.25
_SPOILT = 2.0  # log odds: of a blurred or dark photo eyes and mouth are hard to see too
_BLURRED = "얼굴이 흐립니다. 초점이 맞고 흔들리지 않은 사진을 올려 주세요."
_TURNED = "얼굴이 옆을 향했습니다. 정면에 가까운 사진을 올려 주세요."


def assess(chip: NDArray[np.uint8], points: NDArray[np.float32]) -> Quality:
    """chip: (s, s, 3) uint8 RGB aligned face. points: (5, 2) landmarks in px of the photo. Worst finding wins."""
    eyes = eye_distance(points)
    size = eyes * FACE_PER_EYES
    luma = _native_luma(chip, eyes)
    sharp, light = _sharpness(luma), float(luma.mean())
    turned, tilted = yaw(points), roll(points)
    spoilt = sharp < SHARP_WEAK or not DARK_WEAK <= light <= BRIGHT_WEAK
    hidden = occlusion(chip).hidden(_SPOILT if spoilt else 0.0)
    status, code, reason = _judge(size, sharp, light, turned, tilted, hidden)
    return Quality(status, reason, size, sharp, turned, tilted, code)


def with_weight(photo: PhotoFaces, face: int, weight: float) -> PhotoFaces:
    """The photo, of whose face the network says that it is worth `weight` ordinary ones; weak where that is little."""
    if photo.code == "covered":
        weight = min(weight, _HIDDEN_WORTH)
    weighed = replace(photo, weights={**photo.weights, face: weight})
    if photo.status != "ok" or weight >= _FAINT:
        return weighed
    return replace(weighed, status="weak", code="faint", reason=_FAINT_REASON)


def yaw(points: NDArray[np.float32]) -> float:
    """Degrees the head is turned, from how far the nose's base lies off the middle of the eyes; 0 is frontal.

    The nose's base stands out about half an eye distance from the eyes' plane: offset / distance = 0.5 tan(yaw)."""
    middle = (points[0] + points[1] + points[2] + points[3]) / 4
    across = (points[0] + points[1] - points[2] - points[3]) / 2
    length = float(np.linalg.norm(across))
    if length < 1:
        return 90.0
    offset = float((points[4] - middle) @ across) / length**2
    return float(np.degrees(np.arctan2(offset, 0.5)))


def _native_luma(chip: NDArray[np.uint8], eyes: float) -> NDArray[np.uint8]:
    """The face part of the chip in grey, never larger than the photo held it: magnifying would look like blur."""
    import cv2

    grey = np.asarray(cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY), np.uint8)
    edge = round(len(grey) * 0.18)
    face = grey[edge:-edge, edge:-edge]
    scale = eyes / (_CHIP_EYES * len(grey))
    if scale < 1:
        side = max(12, round(len(face) * scale))
        face = np.asarray(cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA), np.uint8)
    return face


def _sharpness(luma: NDArray[np.uint8]) -> float:
    """Variance of the Laplacian at a standard contrast: a dim or hazy photo is not a blurred one."""
    import cv2

    gain = min(max(_CONTRAST / max(float(luma.std()), 1.0), 1.0), 1.5)
    return float(cv2.Laplacian(luma, cv2.CV_32F).var()) * gain**2


def _judge(
    size: float, sharp: float, light: float, turned: float, tilted: float, hidden: Hidden
) -> tuple[Status, FaceCode, str]:
    """The first refusal, else the first weakness, else `ok`."""
    covered = _HIDDEN.get(hidden, "")
    findings: list[tuple[bool, bool, FaceCode, str]] = [
        # What is before a face also darkens it, smooths it and leads astray the landmarks, by which it is measured.
        (False, bool(hidden), "covered", covered),
        (
            size < SIZE_REJECTED,
            size < SIZE_WEAK,
            "small",
            f"얼굴이 작습니다(너비 약 {int(size)}px). 얼굴이 60px 이상 나오는 사진을 올려 주세요.",
        ),
        (light < DARK_REJECTED, light < DARK_WEAK, "dark", "얼굴이 어둡습니다. 얼굴에 빛이 드는 사진을 올려 주세요."),
        (light > BRIGHT_REJECTED, light > BRIGHT_WEAK, "bright", _BRIGHT),
        (sharp < SHARP_REJECTED, sharp < SHARP_WEAK, "blurred", _BLURRED),
        (abs(turned) > YAW_REJECTED, abs(turned) > YAW_WEAK, "turned", _TURNED),
        (False, abs(tilted) > ROLL_WEAK, "tilted", "얼굴이 많이 기울었습니다. 고개를 바로 든 사진을 올려 주세요."),
        (hidden == "face", False, "covered", covered),
    ]
    for refused, _, code, reason in findings:
        if refused:
            return "rejected", code, reason
    for _, weak, code, reason in findings:
        if weak:
            return "weak", code, reason
    return "ok", "", ""
